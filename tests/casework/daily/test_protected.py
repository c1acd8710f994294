"""Who becomes protected leaves nothing behind in daily work."""

from datetime import time

from stegvis.access.context import acting
from stegvis.access.models import DataKey
from stegvis.casework.actions import hours, protection, sessions
from stegvis.casework.actions.hours import Written
from stegvis.casework.actions.sessions import Details, Mark
from stegvis.casework.models import (
    Attendance,
    Meeting,
    Note,
    Plan,
    PlanGoal,
    Session,
    WeekHours,
)
from tests.casework.daily.conftest import EVERYTHING, MONDAY, TODAY
from tests.factories import daily


def test_meetings_attendance_hours_plan_and_notes_go_with_her(acts, registered, place):
    person, other = registered(), registered()
    made = sessions.plan(
        site=place.sites.get(), details=Details(TODAY, time(9), time(11), "Kost"), by=acts
    )
    marks = [Mark(each.pk, "present") for each in (person, other)]
    sessions.mark(session=made, seen=1, marks=marks, by=acts)
    hours.write(monday=MONDAY, rows=[Written(person, 12, None)], by=acts)
    daily.meeting(person)
    daily.step(daily.plan(person))
    daily.note(person, acts)
    assert DataKey.objects.count() == 1
    participant = person.participant
    protection.strip(participant=participant, typed=participant.code, by=acts, today=TODAY)
    with acting(EVERYTHING):
        for model in (Meeting, WeekHours, Plan, PlanGoal, Note):
            assert model.objects.count() == 0
        assert [row.participation_id for row in Attendance.objects.all()] == [other.pk]
        assert sessions.undo(session=Session.objects.get(), by=acts).undoable
        assert [bytes(key.wrapped) for key in DataKey.objects.all() if bytes(key.wrapped)] == []
