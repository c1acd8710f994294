"""Planning a group session, and marking a whole group on one screen."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from stegvis.casework import labels
from stegvis.casework.actions.sessions import Details, Mark
from stegvis.casework.choices import meetings as choices
from stegvis.casework.forms.offers import site_label
from stegvis.casework.forms.plain import Plain, TimeField, VersionField
from stegvis.casework.models import Attendance, Participation, Session
from stegvis.core.forms import CodeField, DateField, DecimalField
from stegvis.interventions.models import Site


class SessionForm(Plain):
    """Where, when and what; the site only for a new one."""

    version = VersionField()
    site = forms.ModelChoiceField(
        label=labels.FIELDS["site"],
        queryset=Site.objects.none(),
        empty_label="",
        # Translators: «Välj var träffen är.»
        error_messages={"required": _("Choose where the session is.")},
    )
    title = forms.CharField(
        # Translators: «Rubrik»
        label=_("Title"),
        max_length=80,
        # Translators: «Till exempel Hälsa och vardag. Inga namn på deltagare.»
        help_text=_("For example Health and everyday life. No names of participants."),
        # Translators: «Skriv vad träffen handlar om.»
        error_messages={"required": _("Write what the session is about.")},
    )
    # Translators: «Dag»
    day = DateField(label=_("Day"))
    # Translators: «Från»
    starts_at = TimeField(label=_("From"))
    # Translators: «Till»
    ends_at = TimeField(label=_("To"))

    def __init__(self, *args: Any, sites: QuerySet[Site] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if sites is None:
            del self.fields["site"]
            return
        site = cast(forms.ModelChoiceField, self.fields["site"])
        site.queryset = sites.select_related("intervention").order_by("intervention__name", "name")
        site.label_from_instance = site_label  # type: ignore[method-assign, assignment]

    def details(self) -> Details:
        """The session as the action takes it."""
        answers = self.cleaned_data
        return Details(
            day=answers["day"],
            starts_at=answers["starts_at"],
            ends_at=answers["ends_at"],
            title=answers["title"],
        )


@dataclass(frozen=True)
class Row:
    """One participant on the screen: what is marked here, and `stored` what stands meanwhile."""

    participation: Participation
    state: BoundField
    hours: BoundField
    stored: str


class AttendanceForm(Plain):
    """Everyone in the group with one mark and, where it differs, the hours."""

    version = VersionField()

    def __init__(
        self, *args: Any, session: Session, group: Iterable[Participation], **kwargs: Any
    ) -> None:
        self.session = session
        self.group = list(group)
        self.marked = {row.participation_id: row for row in session.attendances.all()}
        kwargs["initial"] = self._initial() | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        for each in self.group:
            self.fields |= _fields(each.pk)

    def _initial(self) -> dict[str, Any]:
        found: dict[str, Any] = {"version": self.session.version}
        for pk, row in self.marked.items():
            found[f"state-{pk}"] = row.state
            if row.state in choices.THERE and row.hours != self.session.hours:
                found[f"hours-{pk}"] = row.hours.normalize()
        return found

    @property
    def rows(self) -> Iterator[Row]:
        for each in self.group:
            stored = self.marked.get(each.pk)
            yield Row(
                each,
                self[f"state-{each.pk}"],
                self[f"hours-{each.pk}"],
                _stored(stored) if self.is_bound else "",
            )

    def marks(self) -> list[Mark]:
        """What the action takes."""
        answers = self.cleaned_data
        return [
            Mark(each.pk, answers[f"state-{each.pk}"], answers[f"hours-{each.pk}"])
            for each in self.group
        ]


def filled(sent: Mapping[str, Any], form: AttendanceForm, state: str) -> dict[str, Any]:
    """What was sent, with `state` for everyone who had no mark yet."""
    names = [f"state-{each.pk}" for each in form.group]
    hours = {f"hours-{each.pk}": sent.get(f"hours-{each.pk}", "") for each in form.group}
    return hours | {name: sent.get(name) or state for name in names}


def _fields(pk: int) -> dict[str, forms.Field]:
    return {
        f"state-{pk}": CodeField(
            # Translators: «Närvaro»
            label=_("Attendance"),
            choices=choices.ATTENDANCE.choices,
            widget=forms.RadioSelect,
            required=False,
        ),
        f"hours-{pk}": DecimalField(
            # Translators: «Timmar»
            label=_("Hours"),
            required=False,
            example="2,5",
            min_value=0,
            max_value=24,
        ),
    }


def _stored(row: Attendance | None) -> str:
    return choices.ATTENDANCE.label(row.state) if row and row.state else ""
