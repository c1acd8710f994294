"""Meetings, a group session, a plan and a note for the journeys, and the pages that show them."""

from dataclasses import dataclass

from stegvis.access.models import User
from stegvis.casework.models import Meeting, Note, Participation, PlanGoal, Session
from stegvis.interventions.models import Agreement
from tests.factories import daily

# Addresses that change something and lead to another page.
NO_PAGE = {
    *("void_meeting", "restore_meeting", "undo_attendance", "cancel_session", "hold_session"),
    "undo_hours",
    *("tick_step", "untick_step", "drop_step", "take_up_step"),
}


@dataclass(frozen=True)
class DailyWork:
    """What there is, by the words of addresses."""

    meeting: Meeting
    session: Session
    step: PlanGoal
    note: Note
    agreement: Agreement


def build(taking_part: Participation, *, staff: User) -> DailyWork:
    """All of one participation, on its first day."""
    day = taking_part.started_on
    return DailyWork(
        meeting=daily.meeting(taking_part, state="held", day=day),
        session=daily.session(taking_part.site, day=day),
        step=daily.step(daily.plan(taking_part), due_on=day),
        note=daily.note(taking_part, staff),
        agreement=taking_part.intervention.agreements.get(),
    )


def stops(here: str, person: str, made: DailyWork, period: str) -> list[tuple[str, str, str]]:
    """Name, role and path of each page."""
    session = f"{here}/traffar/{made.session.pk}/"
    agreed = f"{here}/insatser/promise/avtal/"
    week = f"{period}&week={made.session.day}"
    return [
        ("new_meeting", "staff", f"{person}moten/ny/{period}"),
        ("meeting", "staff", f"{person}moten/{made.meeting.pk}/{period}"),
        ("plan", "staff", f"{person}plan/{period}"),
        ("change_plan", "staff", f"{person}plan/andra/{period}"),
        ("change_step", "staff", f"{person}plan/delmal/{made.step.pk}/{period}"),
        ("notes", "staff", f"{person}anteckningar/{period}"),
        ("note", "staff", f"{person}anteckningar/{made.note.pk}/{period}"),
        ("sessions", "staff", f"{here}/traffar/{week}"),
        ("new_session", "staff", f"{here}/traffar/ny/{period}"),
        ("session", "staff", session + period),
        ("change_session", "staff", f"{session}andra/{period}"),
        ("hours", "staff", f"{here}/timmar/{week}"),
        ("my_day", "owner", f"{here}/min-dag/{period}"),
        ("agreements", "owner", agreed + period),
        ("new_agreement", "owner", f"{agreed}nytt/{period}"),
        ("agreement", "owner", f"{agreed}{made.agreement.pk}/{period}"),
    ]
