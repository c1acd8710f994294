"""What goes on today at one intervention of the demo, so that «Min dag» has something to show.

The story ends with 2022, and figures are looked at there. These few people take part, are
followed up and are referred around the day on which the demo is made. Written by the demo's own
staff and officer, in a few large inserts.
"""

from datetime import UTC, date, datetime, time, timedelta

from stegvis.access.context import acting
from stegvis.access.models import User
from stegvis.access.scope import Scope
from stegvis.casework.models import Change, Participation
from stegvis.demo import desk_people, desk_referrals
from stegvis.demo.desk_plan import DeskPlan, desk
from stegvis.demo.store import Store
from stegvis.interventions.models import Agreement, Intervention
from stegvis.organisations.models import Association

# Whoever still takes part when the story ends leaves in the year after it.
LONGEST = timedelta(weeks=30)
LAST_EXIT = date(2023, 12, 22)
OUTCOME = {
    "exit_reason": "continued_rehabilitation",
    "completed": "completed",
    "next_steps": [{"code": "back_to_referrer", "state": "started"}],
    "support_end": [{"code": "sickness_benefit", "percent": 100}],
    "occupation_end": [{"code": "none", "percent": None}],
}


def furnish(association: Association, *, today: date) -> Store:
    """Put the desk into the association's demo; what was stored, by model."""
    store, plan = Store(), desk()
    staff = User.objects.get(email=plan.staff)
    with acting(Scope(user_id=staff.pk, everything=True)):
        place = Intervention.objects.get(association=association, slug=plan.intervention)
        _close_the_story(store, place, by=staff)
        _agree(store, place, plan)
        site = place.sites.get(is_default=True)
        desk_people.come(store, plan, site=site, by=staff, today=today)
    desk_referrals.send(plan, site=site, staff=staff, today=today)
    return store


def _agree(store: Store, place: Intervention, plan: DeskPlan) -> None:
    store.keep([Agreement(intervention=place, **plan.agreement)])


def _close_the_story(store: Store, place: Intervention, *, by: User) -> None:
    """The exits of those who took part when the story ended, as its staff registered them."""
    rows = list(Participation.objects.filter(intervention=place, ended_on=None, voided=False))
    for row in rows:
        row.ended_on = min(row.planned_end_on or row.started_on + LONGEST, LAST_EXIT)
        row.version += 1
        for name, value in OUTCOME.items():
            setattr(row, name, value)
    Participation.objects.bulk_update(rows, ["ended_on", "version", *OUTCOME])
    store.keep(_exit(row, by=by) for row in rows)


def _exit(row: Participation, *, by: User) -> Change:
    assert row.ended_on is not None
    return Change(
        participation=row,
        kind="end",
        effective_on=row.ended_on,
        before={"ended_on": None},
        after={"ended_on": f"{row.ended_on}"},
        state="applied",
        proposed_by=by,
        decided_by=by,
        decided_at=datetime.combine(row.ended_on, time(12), tzinfo=UTC),
    )
