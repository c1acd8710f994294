"""Short forms around a referral: an answer, a withdrawal, a joint meeting and its decisions."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from stegvis.casework.actions.joint_meetings import Present
from stegvis.casework.actions.referrals import EXPECTED, Answer
from stegvis.casework.choices import referrals as choices
from stegvis.casework.forms.fields import with_blank
from stegvis.casework.forms.plain import Plain
from stegvis.casework.models import JointMeeting, Referral
from stegvis.casework.rules import referrals as rules
from stegvis.casework.rules.referrals import Who
from stegvis.core import codes
from stegvis.core.forms import CodeField, DateField, WholeNumberField
from stegvis.interventions.models import Intervention

# Moves that have a page of their own.
ELSEWHERE = (choices.JOINT_MEETING, choices.STARTED)
# Translators: «Datum, till exempel 2026-03-01 eller 1/3.»
_DAY_HELP = _("A day, for example 2026-03-01 or 1/3.")


def answers_for(status: str) -> list[tuple[str, str]]:
    """The answers that the staff may give now, as choices of a form."""
    targets = rules.next_for(status, who=Who.STAFF)
    return [(code, choices.STATUS.label(code)) for code in targets if code not in ELSEWHERE]


class Seen(Plain):
    """A form that remembers which version of the referral it was made for."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def seen(self, referral: Referral) -> Referral:
        """`referral` as it was when this form was opened, by its version."""
        referral.version = self.cleaned_data["version"]
        return referral


class AnswerForm(Seen):
    """What the intervention answers; the officer sees the answer, the reason and the words."""

    status = CodeField(
        # Translators: «Svar»
        label=_("Answer"),
        widget=forms.RadioSelect,
    )
    expected_start_on = DateField(
        # Translators: «Beräknad start»
        label=_("Expected start"),
        required=False,
        help_text=_DAY_HELP,
    )
    since = DateField(
        # Translators: «På väntelistan sedan»
        label=_("On the waiting list since"),
        required=False,
        # Translators: «Bara för väntelistan. Tomt: idag.»
        help_text=_("Only for the waiting list. Empty: today."),
    )
    reason = CodeField(
        # Translators: «Skäl»
        label=_("Reason"),
        choices=with_blank(choices.REASON),
        required=False,
        # Translators: «Krävs när remissen avböjs.»
        help_text=_("Needed when the referral is declined."),
    )
    note = forms.CharField(
        # Translators: «Till handläggaren»
        label=_("To the officer"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 4, "autocomplete": "off"}),
        # Translators: «Handläggaren läser det här. Skriv bara det som behövs.»
        help_text=_("The officer reads this. Write only what is needed."),
    )

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(CodeField, self.fields["status"]).choices = answers_for(referral.status)

    def answer(self) -> Answer:
        """The answer as the action takes it; days that do not belong to it are left out."""
        said = self.cleaned_data
        return Answer(
            status=said["status"],
            note=said["note"],
            reason=said["reason"],
            expected_start_on=said["expected_start_on"] if said["status"] in EXPECTED else None,
            since=said["since"],
        )


class EndingForm(Seen):
    """The officer takes a referral back, or the person said no to her."""

    what = CodeField(
        # Translators: «Vad har hänt?»
        label=_("What has happened?"),
        widget=forms.RadioSelect,
        choices=(
            # Translators: «Jag tar tillbaka remissen»
            (choices.WITHDRAWN, _("I take the referral back")),
            # Translators: «Personen tackar nej»
            (choices.DECLINED_BY_PERSON, _("The person says no")),
        ),
        initial=choices.WITHDRAWN,
    )
    # Translators: «Skäl»
    reason = CodeField(label=_("Reason"), choices=with_blank(choices.REASON), required=False)
    note = forms.CharField(
        # Translators: «Till insatsen»
        label=_("To the intervention"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 3, "autocomplete": "off"}),
    )


class MeetingForm(Plain):
    """A joint meeting of an intervention's referral group on a day."""

    intervention = forms.ModelChoiceField(
        # Translators: «Insats»
        label=_("Intervention"),
        queryset=Intervention.objects.none(),
        empty_label="",
    )
    # Translators: «Dag»
    held_on = DateField(label=_("Day"), help_text=_DAY_HELP)

    def __init__(self, *args: Any, interventions: QuerySet[Intervention], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ModelChoiceField, self.fields["intervention"])
        field.queryset = interventions.order_by("name")


class DecisionForm(Seen):
    """What the meeting planned and decided for one referral."""

    plan = forms.CharField(
        # Translators: «Gemensam plan»
        label=_("Joint plan"),
        required=False,
        max_length=8000,
        widget=forms.Textarea({"rows": 5, "autocomplete": "off"}),
        # Translators: «Läses av gruppen och insatsen så länge samtycket gäller.»
        help_text=_("Read by the group and the intervention while the consent holds."),
    )
    status = CodeField(
        # Translators: «Beslut»
        label=_("Decision"),
        required=False,
        widget=forms.RadioSelect,
    )
    # Translators: «Beräknad start»
    expected_start_on = DateField(label=_("Expected start"), required=False, help_text=_DAY_HELP)
    # Translators: «Skäl»
    reason = CodeField(label=_("Reason"), choices=with_blank(choices.REASON), required=False)
    note = forms.CharField(
        # Translators: «Till handläggaren»
        label=_("To the officer"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 3, "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = rules.next_for(referral.status, who=Who.STAFF)
        offered = [
            (code, choices.STATUS.label(code)) for code in choices.DECISIONS if code in allowed
        ]
        # Translators: «Inget beslut än»
        nothing = ("", _("No decision yet"))
        cast(CodeField, self.fields["status"]).choices = [nothing, *offered]

    def decision(self) -> Answer | None:
        """The decision as the action takes it."""
        said = self.cleaned_data
        if not said["status"]:
            return None
        return Answer(
            status=said["status"],
            note=said["note"],
            reason=said["reason"],
            expected_start_on=said["expected_start_on"] if said["status"] in EXPECTED else None,
        )


ROWS = 6  # authorities that can be written at once; more come when these are saved


class PresentForm(Plain):
    """How many took part from each authority in each role: rows of three, some left empty."""

    def __init__(self, *args: Any, meeting: JointMeeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = list(meeting.attendances.all())
        self.numbers = range(len(known) + ROWS)
        for number in self.numbers:
            row = known[number] if number < len(known) else None
            self.fields[f"kind-{number}"] = CodeField(
                # Translators: «Myndighet»
                label=_("Authority"),
                choices=with_blank(codes.ORGANISATION_KIND),
                required=False,
                initial=row.organisation_kind if row else "",
            )
            self.fields[f"role-{number}"] = CodeField(
                # Translators: «Roll»
                label=_("Role"),
                choices=choices.ATTENDEE_ROLE.choices,
                required=False,
                initial=row.role if row else "officer",
                when_empty="officer",
            )
            self.fields[f"count-{number}"] = WholeNumberField(
                # Translators: «Antal»
                label=_("Number"),
                example="2",
                required=False,
                min_value=1,
                max_value=99,
                initial=row.count if row else None,
            )

    @property
    def rows(self) -> list[list[Any]]:
        """The bound fields, row by row."""
        names = ("kind", "role", "count")
        return [[self[f"{name}-{number}"] for name in names] for number in self.numbers]

    def present(self) -> Iterable[Present]:
        """Those written; two rows of the same authority and role are added up."""
        found: dict[tuple[str, str], int] = {}
        for number in self.numbers:
            kind = self.cleaned_data.get(f"kind-{number}")
            count = self.cleaned_data.get(f"count-{number}")
            if kind and count:
                pair = (kind, self.cleaned_data[f"role-{number}"])
                found[pair] = found.get(pair, 0) + count
        return [Present(kind, role, count) for (kind, role), count in found.items()]
