"""Who comes when: referrals wait for a place, start, stay and leave. Dates only, no persons."""

from bisect import bisect_left, insort
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from stegvis.demo.draw import happens, spread_around, weighted
from stegvis.demo.plan import AgreementPlan, FlowPlan, InterventionPlan, SitePlan
from stegvis.demo.workdays import last_day, next_round, on_a_weekday, referral_day, start_day

# Those who would have finished this soon after an intervention closes are let finish early.
NEARLY_DONE = timedelta(weeks=2)
# Nobody is referred to, or starts in, an intervention that is about to close.
NOTICE = timedelta(weeks=5)


@dataclass(frozen=True)
class Stay:
    """One participation's days. `ends_on` may lie after the last registered day: still running."""

    site: SitePlan
    referred_on: date
    started_on: date
    planned_end_on: date
    ends_on: date
    early: bool = False
    closed: bool = False  # the intervention ended around it
    transferred: bool = False  # it goes on in the successor
    moved: bool = False  # it came from the predecessor


def stays(
    chance: Random, plan: InterventionPlan, flow: FlowPlan, *, last: date, moved: int = 0
) -> list[Stay]:
    """Everyone who started by `last`, in the order of their starts.

    `moved` are those who come over from the predecessor on the first day; they take places too.
    Never more people at once than the agreement's places (per site, where there are several).
    """
    queues = {site.slug: _Queue(chance, plan, flow, site) for site in plan.placed_sites}
    weights = {site: site.weight for site in plan.placed_sites}
    closes = _closes(plan, last)
    found = [
        stay
        for _ in range(moved)
        if (stay := queues[weighted(chance, weights).slug].move_over(plan.starts_on)) is not None
    ]
    for wished_on, referred_on in _referrals(chance, plan, flow, last=last):
        site = weighted(chance, weights)
        if referred_on < site.vacant_from:
            stay = queues[site.slug].admit(referred_on, wished_on)
            if stay and stay.started_on <= closes:
                found.append(stay)
    return sorted(found, key=lambda stay: (stay.started_on, stay.referred_on))


def _referrals(
    chance: Random, plan: InterventionPlan, flow: FlowPlan, *, last: date
) -> list[tuple[date, date]]:
    """The day each could start if there is a place, with the day of the referral: soonest first."""
    days = (
        referral_day(chance, year) for year, number in flow.arrivals.items() for _ in range(number)
    )
    opens = plan.starts_on - timedelta(days=flow.lead_days[1])
    closes = _closes(plan, last)
    waiting = [plan.starts_on - timedelta(days=chance.randint(10, 60)) for _ in range(flow.opening)]
    wanted = [day for day in days if day and opens <= day <= closes]
    return sorted(
        (max(plan.starts_on, day + timedelta(days=chance.randint(*flow.lead_days))), day)
        for day in (*map(on_a_weekday, waiting), *wanted)
    )


def _closes(plan: InterventionPlan, last: date) -> date:
    return min(last, plan.ends_on - NOTICE if plan.ends_on else last)


class _Queue:
    """The places of one site and those who hold them."""

    def __init__(
        self, chance: Random, plan: InterventionPlan, flow: FlowPlan, site: SitePlan
    ) -> None:
        self.chance, self.plan, self.flow, self.site = chance, plan, flow, site
        self.taken: list[date] = []  # last days of all who have got a place, in order
        self.latest = plan.starts_on

    def admit(self, referred_on: date, wished_on: date) -> Stay | None:
        """A stay as soon as there is a place; None for one who would wait too long.

        Nobody passes another in the queue, so a place that is free has not been given away.
        """
        start = self._opening(max(wished_on, self.latest))
        while (too_many := self._over(start)) >= 0:
            leaves = self.taken[bisect_left(self.taken, start) + too_many]
            start = self._opening(leaves + timedelta(days=1))
        if (start - referred_on).days > self.flow.patience_days:
            return None
        return self._stay(referred_on, start)

    def move_over(self, start: date) -> Stay | None:
        """A stay that goes on from the predecessor, if there is a place."""
        if self._over(start) >= 0:
            return None
        return replace(self._stay(start, start), moved=True)

    def _opening(self, earliest: date) -> date:
        if self.flow.rounds:
            return next_round(self.flow.rounds, earliest)
        return start_day(self.chance, earliest)

    def _over(self, day: date) -> int:
        """How many more hold a place on the day than there are places; -1: one is free."""
        agreement = _agreement(self.plan, day)
        if agreement is None or agreement.places is None:
            return -1
        held = len(self.taken) - bisect_left(self.taken, day)
        return held - max(1, round(agreement.places * self._share()))

    def _share(self) -> float:
        return self.site.weight / sum(site.weight for site in self.plan.placed_sites)

    def _stay(self, referred_on: date, start: date) -> Stay:
        stay = _within(self.plan, _length(self.chance, self.flow, self.site, referred_on, start))
        agreement = _agreement(self.plan, start)
        if agreement and agreement.weeks and agreement.weeks < self.flow.weeks:
            planned = _after_weeks(self.chance, start, agreement.weeks)
            stay = replace(stay, planned_end_on=min(planned, stay.planned_end_on))
        insort(self.taken, stay.ends_on)
        self.latest = max(self.latest, start)
        return stay


def _agreement(plan: InterventionPlan, day: date) -> AgreementPlan | None:
    running = (
        agreement
        for agreement in plan.agreements
        if agreement.starts_on <= day <= (agreement.ends_on or date.max)
    )
    return next(running, None)


def _length(chance: Random, flow: FlowPlan, site: SitePlan, referred_on: date, start: date) -> Stay:
    early = happens(chance, _early_share(flow, start))
    if early:
        weeks = flow.weeks * chance.triangular(0.06, 0.75, 0.3)
    elif flow.rounds:
        weeks = flow.weeks
    else:
        longer = flow.extension_weeks if happens(chance, flow.extended) else 0
        weeks = spread_around(chance, flow.weeks + longer, flow.spread, highest=flow.longest_weeks)
    return Stay(
        site=site,
        referred_on=referred_on,
        started_on=start,
        planned_end_on=_after_weeks(chance, start, flow.weeks),
        ends_on=_after_weeks(chance, start, weeks),
        early=early,
    )


def _after_weeks(chance: Random, start: date, weeks: float) -> date:
    return last_day(chance, start + timedelta(days=int(weeks * 7) - 1), first=start)


def _early_share(flow: FlowPlan, day: date) -> float:
    return [step.share for step in flow.early if step.starts_on <= day][-1]


def _within(plan: InterventionPlan, stay: Stay) -> Stay:
    """The stay cut off where the intervention ends."""
    if plan.ends_on is None or stay.ends_on <= plan.ends_on:
        return stay
    nearly_done = stay.ends_on - NEARLY_DONE <= plan.ends_on
    planned = min(stay.planned_end_on, plan.ends_on)
    return replace(
        stay, ends_on=plan.ends_on, planned_end_on=planned, early=False, closed=not nearly_done
    )
