"""Forms for a participation: registering it, ending it, correcting it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.choices import flatten_choices
from django.utils.translation import gettext_lazy as _

from stegvis.casework import labels
from stegvis.casework.actions.participations import Collision, Exit, Refused, Registration
from stegvis.casework.models import Participant, Participation
from stegvis.core import codes
from stegvis.core.codes import CodeList
from stegvis.core.forms import (
    CodeField,
    CodesField,
    DateField,
    DecimalField,
    SharesField,
    StatesField,
    WholeNumberField,
)
from stegvis.interventions.models import Intervention, Site
from stegvis.organisations.models import Association, Municipality

Choices = Callable[[], list[tuple[Any, Any]]]
# The form's names for what the model keeps in one list.
REFERRERS = ("referrer", "co_referrers")
DATE_HELP = _("For example 2026-03-01, 1/3 or today.")


@dataclass(frozen=True)
class Group:
    """Fields that belong together under a heading; `closed` ones open when asked for."""

    title: Any
    names: tuple[str, ...]
    closed: bool = False


@dataclass(frozen=True)
class BoundGroup:
    """A group with its fields; closed while nothing in it is answered or wrong."""

    title: Any
    fields: list[BoundField]
    closed: bool


def offer(form: forms.Form, name: str, choices: Choices) -> None:
    """Let the field `name` of `form` offer `choices`, which depend on the association."""
    cast(CodeField, form.fields[name]).choices = choices


def with_blank(codes: CodeList) -> Choices:
    """The list's choices after an empty one, which means: not chosen yet."""
    return lambda: [("", ""), *codes.choices()]


def code(name: str, found: CodeList, *, required: bool = False, **kwargs: Any) -> CodeField:
    """One code of a list; not asked for, it begins as not known."""
    may_be_unknown = "unknown" in found and not required
    return CodeField(
        label=labels.FIELDS[name],
        choices=found.choices if may_be_unknown else with_blank(found),
        required=required,
        initial="unknown" if may_be_unknown else None,
        when_empty="unknown" if may_be_unknown else "",
        **kwargs,
    )


def day(name: str, *, required: bool = False, help_text: Any = "") -> DateField:
    """A day, by the name of its field."""
    return DateField(label=labels.FIELDS[name], required=required, help_text=help_text)


def shares(name: str, found: CodeList) -> SharesField:
    """Sources or occupations with their shares."""
    return SharesField(label=labels.FIELDS[name], choices=_known(found))


def _known(found: CodeList) -> Choices:
    return lambda: [choice for choice in found.choices() if choice[0] != "unknown"]


@dataclass(frozen=True)
class Difference:
    """A field that two people wrote differently at the same time."""

    label: Any
    theirs: str
    mine: str


class Grouped(forms.Form):
    """A form whose fields stand in groups, and that shows the refusals of an action."""

    groups: ClassVar[tuple[Group, ...]]
    differences: Sequence[Difference] = ()

    @property
    def bound_groups(self) -> Iterator[BoundGroup]:
        for group in self.groups:
            fields = [self[name] for name in group.names if name in self.fields]
            answered = any(field.errors or field.initial not in EMPTY for field in fields)
            yield BoundGroup(group.title, fields, group.closed and not answered)

    def carry_out(self, act: Callable[[], Participation]) -> Participation | None:
        """Do `act` when the answers are in order; what it refuses is shown at the fields."""
        if not self.is_valid():
            return None
        try:
            return act()
        except Refused as refused:
            self._show(refused)
        except Collision as collision:
            self._show_both(collision.stored)
        return None

    def seen(self, participation: Participation) -> Participation:
        """`participation` as it was when this form was opened, by its version."""
        participation.version = self.cleaned_data["version"]
        return participation

    def _show(self, refused: Refused) -> None:
        for problem in refused.problems:
            name = "referrer" if problem.field == "referrers" else problem.field
            if name in self.fields:
                self.add_error(name, str(problem.message))
            else:
                self.add_error(None, _elsewhere(problem.message))

    def _show_both(self, stored: Participation) -> None:
        """Set what is stored beside what was written; saving once more chooses the latter."""
        said = initial_of(stored)
        self.differences = [
            Difference(
                self[name].label, _written(self, name, said[name]), _written(self, name, mine)
            )
            for name, mine in self.cleaned_data.items()
            if name in said and name != "version" and not _same(said[name], mine)
        ]
        sent = QueryDict(mutable=True)
        sent.update(self.data)
        sent["version"] = str(stored.version)
        self.data = sent
        # Translators: «Någon annan har ändrat det här medan du skrev.
        # Jämför nedan; spara igen om det du skrev ska gälla.»
        message = _(
            "Someone else has changed this while you were writing. "
            "Compare below; save again if what you wrote shall stand."
        )
        self.add_error(None, message)


EMPTY: tuple[object, ...] = (None, "", "unknown", "enrolled", (), [])


class StartFields(forms.Form):
    """What is asked when a participation starts."""

    gender = code("gender", codes.GENDER, required=True)
    birth_year = WholeNumberField(
        label=labels.FIELDS["birth_year"],
        required=False,
        example="1984",
        min_value=1900,
        max_value=2100,
        help_text=_("Four digits, for example 1984."),
    )
    referrer = code("referrer", codes.REFERRER, required=True)
    co_referrers = CodesField(
        label=labels.FIELDS["co_referrers"], choices=codes.REFERRER.choices, required=False
    )
    need_signalled_on = day("need_signalled_on")
    referred_on = day("referred_on")
    decision_on = day("decision_on")
    started_on = day("started_on", required=True, help_text=DATE_HELP)
    planned_end_on = day("planned_end_on")
    kind = CodeField(
        label=labels.FIELDS["kind"],
        choices=codes.KIND.choices,
        required=False,
        initial="enrolled",
        when_empty="enrolled",
    )
    municipality_code = CodeField(label=labels.FIELDS["municipality_code"], required=False)
    origin = code("origin", codes.ORIGIN)
    education = code("education", codes.EDUCATION)
    target_groups = CodesField(
        label=labels.FIELDS["target_groups"], choices=codes.TARGET_GROUP.choices, required=False
    )
    time_in_support = code("time_in_support", codes.TIME_IN_SUPPORT)
    support_start = shares("support_start", codes.SUPPORT)
    occupation_start = shares("occupation_start", codes.OCCUPATION)
    hours_start = DecimalField(
        label=labels.FIELDS["hours_start"], required=False, example="10", min_value=0, max_value=80
    )

    def more(self, *without: str) -> dict[str, Any]:
        """The answers as the model keeps them, but for the fields named."""
        own = {"gender", "birth_year", *REFERRERS, *without}
        return {
            name: self.cleaned_data[name]
            for name in StartFields.base_fields
            if name not in own and name in self.cleaned_data
        }

    @property
    def referrers(self) -> tuple[str, ...]:
        """The formal referrer first, then the others in the order of the list."""
        formal = self.cleaned_data["referrer"]
        return (formal, *(c for c in self.cleaned_data["co_referrers"] if c != formal))


class ExitFields(forms.Form):
    """What is asked when a participation ends."""

    ended_on = day("ended_on", required=True, help_text=DATE_HELP)
    exit_reason = code("exit_reason", codes.EXIT_REASON, required=True)
    completed = code("completed", codes.COMPLETED)
    next_steps = StatesField(
        label=labels.FIELDS["next_steps"],
        choices=_known(codes.NEXT_STEP),
        states=codes.STEP_STATE.choices,
        # Translators: «läge»
        detail_label=_("state"),
        help_text=_("Choose everything the person moves on to, and how far it has come."),
    )
    next_intervention = CodeField(label=labels.FIELDS["next_intervention"], required=False)
    support_end = shares("support_end", codes.SUPPORT)
    occupation_end = shares("occupation_end", codes.OCCUPATION)
    employment_form = code("employment_form", codes.EMPLOYMENT_FORM)
    hours_end = DecimalField(
        label=labels.FIELDS["hours_end"], required=False, example="20", min_value=0, max_value=80
    )

    def outcome(self) -> Exit:
        """The exit as the action takes it."""
        answers = self.cleaned_data
        return Exit(
            ended_on=answers["ended_on"],
            exit_reason=answers["exit_reason"],
            completed=answers["completed"],
            next_steps=tuple((row["code"], row["state"]) for row in answers["next_steps"]),
            next_intervention=answers["next_intervention"],
            more={name: answers[name] for name in EXIT_MORE},
        )


EXIT_MORE = ("support_end", "occupation_end", "employment_form", "hours_end")
PERSON_GROUP = Group(
    _("More about the person"),
    ("municipality_code", "origin", "education", "target_groups"),
    closed=True,
)
PATH_GROUP = Group(
    _("More about the referral"),
    ("co_referrers", "need_signalled_on", "referred_on", "decision_on", "kind"),
    closed=True,
)
BEFORE_GROUP = Group(
    _("Support and occupation at the start"),
    ("time_in_support", "support_start", "occupation_start", "hours_start"),
    closed=True,
)
EXIT_GROUPS = (
    Group(_("Exit"), ("ended_on", "exit_reason", "completed")),
    # Translators: «Vad händer nu»
    Group(_("What happens next"), ("next_steps", "next_intervention")),
    Group(
        _("Support and occupation at the exit"),
        ("support_end", "occupation_end", "employment_form", "hours_end"),
    ),
)


class RegistrationForm(StartFields, Grouped):
    """A new participation, for a new person or one already known by her code."""

    site = forms.ModelChoiceField(
        label=labels.FIELDS["site"],
        queryset=Site.objects.none(),
        empty_label="",
        error_messages={"required": _("Choose where the person takes part.")},
    )
    participant_code = forms.CharField(
        label=labels.FIELDS["participant_code"],
        required=False,
        max_length=40,
        help_text=_("Only for someone who has been here before. Leave empty for a new person."),
    )
    field_order = ("site", "participant_code")
    groups = (
        Group(
            _("Who and when"),
            (
                *("site", "participant_code", "gender", "birth_year"),
                *("referrer", "started_on", "planned_end_on"),
            ),
        ),
        PATH_GROUP,
        PERSON_GROUP,
        BEFORE_GROUP,
    )

    def __init__(
        self, *args: Any, association: Association, sites: QuerySet[Site], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.association = association
        self.participant: Participant | None = None
        site = cast(forms.ModelChoiceField, self.fields["site"])
        site.queryset = sites.select_related("intervention").order_by("intervention__name", "name")
        site.label_from_instance = site_label  # type: ignore[method-assign, assignment]
        offer(self, "municipality_code", municipalities(association))

    def clean(self) -> None:
        """Find the person by her code among those of the site's owner."""
        code, site = self.cleaned_data.get("participant_code"), self.cleaned_data.get("site")
        if not code or not site:
            return
        known = Participant.objects.filter(association=self.association, owner_id=site.owner_id)
        self.participant = known.filter(code__iexact=code.strip()).first()
        if self.participant is None:
            # Translators: «Ingen deltagare har koden «%(code)s» här.
            # Kontrollera koden, eller lämna fältet tomt för en ny person.»
            message = _(
                "No participant has the code “%(code)s” here. "
                "Check the code, or leave the field empty for a new person."
            )
            self.add_error("participant_code", ValidationError(message, params={"code": code}))

    def registration(self) -> Registration:
        """The registration as the action takes it."""
        answers = self.cleaned_data
        return Registration(
            site=answers["site"],
            started_on=answers["started_on"],
            gender=answers["gender"],
            birth_year=answers["birth_year"],
            referrers=self.referrers,
            participant=self.participant,
            more=self.more("started_on"),
        )


class ExitForm(ExitFields, Grouped):
    """How a participation ended."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    groups = EXIT_GROUPS

    def __init__(self, *args: Any, association: Association, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "next_intervention", interventions(association))


class CorrectionForm(StartFields, ExitFields, Grouped):
    """Everything about a participation; what belongs to the exit only when it has ended."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    groups = (
        Group(
            _("Who and when"), ("gender", "birth_year", "referrer", "started_on", "planned_end_on")
        ),
        PATH_GROUP,
        PERSON_GROUP,
        BEFORE_GROUP,
        *EXIT_GROUPS,
    )

    def __init__(self, *args: Any, participation: Participation, **kwargs: Any) -> None:
        kwargs["initial"] = initial_of(participation)
        super().__init__(*args, **kwargs)
        offer(self, "municipality_code", municipalities(participation.association))
        offer(self, "next_intervention", interventions(participation.association))
        if not participation.ended_on:
            for name in ExitFields.base_fields:
                del self.fields[name]

    def changes(self) -> dict[str, Any]:
        """What the participation should say, as the action takes it."""
        changes = self.more() | {"referrers": list(self.referrers)}
        if "ended_on" in self.fields:
            changes |= {name: self.cleaned_data[name] for name in ExitFields.base_fields}
        return changes


def initial_of(participation: Participation) -> dict[str, Any]:
    """What the participation says now, as the fields show it."""
    names = {*StartFields.base_fields, *ExitFields.base_fields, "version"}
    said = {name: getattr(participation, name) for name in names if hasattr(participation, name)}
    person = participation.participant
    return said | {
        "gender": person.gender,
        "birth_year": person.birth_year,
        "referrer": participation.formal_referrer,
        "co_referrers": participation.referrers[1:],
    }


def _elsewhere(message: Any) -> ValidationError:
    # Translators: «%(message)s Det rättar du under Ändra; kom sedan tillbaka hit.»
    text = _("%(message)s You mend that under Change; then come back here.")
    return ValidationError(text, params={"message": message})


def _same(said: Any, mine: Any) -> bool:
    return (said or None) == (mine or None)


def _written(form: forms.Form, name: str, value: Any) -> str:
    """A value in the words of the form's own field."""
    field = form.fields[name]
    offered = field.offered() if hasattr(field, "offered") else getattr(field, "choices", ())
    labels = dict(flatten_choices(offered))
    if isinstance(value, (list, tuple)):
        rows = [row["code"] if isinstance(row, dict) else row for row in value]
        return ", ".join(str(labels.get(row, row)) for row in rows)
    return str(labels.get(value, "" if value is None else value))


def site_label(site: Site) -> str:
    """The intervention, and the site where it has several."""
    if site.is_default:
        return site.intervention.name
    return f"{site.intervention.name} – {site.name}"


def municipalities(association: Association) -> Choices:
    """The association's municipalities first, then all others."""

    def choices() -> list[tuple[Any, Any]]:
        own = list(association.municipalities.order_by("name").values_list("code", "name"))
        everyone = Municipality.objects.order_by("name").values_list("code", "name")
        return [("", ""), (_("In the association"), own), (_("All municipalities"), list(everyone))]

    return choices


def interventions(association: Association) -> Choices:
    """The interventions of the association, by name."""
    found = Intervention.objects.filter(association=association).order_by("name")
    return lambda: [("", ""), *found.values_list("slug", "name")]
