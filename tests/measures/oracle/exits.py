"""Shares of exits, and next steps."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial

from tests.measures.oracle.asked import Asked
from tests.measures.oracle.days import Piece
from tests.measures.oracle.expected import Expected, count, persons, share
from tests.measures.oracle.follow_ups import FollowedUp
from tests.measures.world import Participation, States

Judge = Callable[[Participation], bool]
FollowUpJudge = Callable[[FollowedUp], bool]


def _no_transfer(p: Participation) -> bool:
    return p.exit_reason != "transferred"


def _reason_known(p: Participation) -> bool:
    return p.exit_reason not in ("", "unknown", "transferred")


def steps_known(p: Participation) -> bool:
    return _no_transfer(p) and any(code != "unknown" for code, _ in p.next_steps)


def _completion_known(p: Participation) -> bool:
    return _no_transfer(p) and p.completed != "unknown"


def _occupation_known(p: Participation) -> bool:
    return _no_transfer(p) and p.occupation_end is not None


def _extent(states: States) -> Fraction | None:
    """Work and studies together; None where one of them is mentioned without an extent."""
    percents = [percent for code, percent in states if code in ("work", "studies")]
    if None in percents:
        return None
    return sum((Fraction(str(percent)) for percent in percents), Fraction(0))


def _extents_known(p: Participation) -> bool:
    states = [p.occupation_start, p.occupation_end]
    return _no_transfer(p) and all(
        each is not None and _extent(each) is not None for each in states
    )


def _occupied(p: Participation) -> bool:
    return any(
        code in ("work", "studies") and percent != 0 for code, percent in p.occupation_end or ()
    )


def _share(known: Judge, counted: Judge, asked: Asked) -> Iterator[Expected]:
    for group, rows in asked.by_group(asked.participations(Piece.ended)).items():
        base = [p for _, p in rows if known(p)]
        among = [p for p in base if counted(p)]
        yield share(
            asked.named(group), len(among), len(base), len(rows) - len(base), persons(among)
        )


def _next_steps(asked: Asked) -> Iterator[Expected]:
    """Every mention counts, so a row may count several times in one group."""
    cells = defaultdict(list)
    if not asked.by:
        cells[()] = []
    for piece, p in asked.participations(Piece.ended):
        for mention in asked.mentions(p, "next_steps"):
            for group in asked.groups(piece, p, ("next_steps", mention)):
                cells[group].append(p)
    for group, rows in cells.items():
        yield count(asked.named(group), len(rows), persons(rows))


def _of_follow_ups(
    known: FollowUpJudge, counted: FollowUpJudge, asked: Asked
) -> Iterator[Expected]:
    for group, rows in asked.by_group(asked.follow_ups()).items():
        base = [f for _, f in rows if known(f)]
        among = [f for f in base if counted(f)]
        yield share(
            asked.named(group), len(among), len(base), len(rows) - len(base), persons(among)
        )


MEASURES = {
    "followup.reached": partial(_of_follow_ups, lambda f: f.is_asked, lambda f: f.is_reached),
    "followup.in_work_or_studies": partial(
        _of_follow_ups,
        lambda f: f.is_asked and f.heard not in ("not_reached", "unknown"),
        lambda f: f.heard in ("work", "studies"),
    ),
    "followup.carried_out_plan": partial(
        _of_follow_ups,
        lambda f: f.is_asked and f.is_reached and f.planned not in ("", "no_plan"),
        lambda f: f.planned == "carried_out",
    ),
    "exits.to_work_or_studies": partial(
        _share, _reason_known, lambda p: p.exit_reason in ("work", "studies")
    ),
    "exits.to_work_studies_or_seeking": partial(
        _share, _reason_known, lambda p: p.exit_reason in ("work", "studies", "job_seeking")
    ),
    "exits.in_work_or_studies": partial(_share, _occupation_known, _occupied),
    "exits.started_or_increased_work_or_studies": partial(
        _share, _extents_known, lambda p: _extent(p.occupation_end) > _extent(p.occupation_start)
    ),
    "exits.completed": partial(_share, _completion_known, lambda p: p.completed == "completed"),
    "exits.left_early": partial(_share, _completion_known, lambda p: p.completed == "left_early"),
    "exits.ready_not_started": partial(
        _share, steps_known, lambda p: {state for _, state in p.next_steps} == {"ready"}
    ),
    "exits.next_step": _next_steps,
}
