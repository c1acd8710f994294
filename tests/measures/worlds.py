"""Random worlds and random questions about them."""

from datetime import date

from hypothesis import strategies as st

from stegvis.core.codes import GENDER, KIND
from stegvis.core.periods import parse
from stegvis.measures.measure import Measure
from stegvis.measures.question import Question
from tests.measures.world import (
    ITEMS,
    OCCASIONS,
    Answer,
    Asked,
    Forms,
    HeadCount,
    Intervention,
    Participation,
    Unanswered,
    Use,
    World,
)

# Few days and few values, so that edges and equal values meet often.
DAYS = st.one_of(
    st.sampled_from(
        [date(2021, 12, 31), date(2022, 1, 1), date(2022, 3, 31), date(2022, 4, 1),
         date(2022, 8, 31), date(2022, 12, 31), date(2023, 1, 1)]
    ),
    st.dates(date(2021, 10, 1), date(2022, 12, 31)),
)  # fmt: skip
PLACES = ("a", "b", "whole", "left", "right", "deep")
WORLD_PLACES = (
    Intervention("a", starts_on=date(2021, 9, 15)),
    Intervention("b"),
    Intervention("whole", starts_on=date(2022, 2, 1)),
    Intervention("left", part_of="whole", starts_on=date(2022, 2, 1)),
    Intervention("right", part_of="whole"),
    Intervention("deep", part_of="left", starts_on=date(2022, 6, 1)),
)
GENDERS = st.sampled_from([code.code for code in GENDER])
KINDS = st.sampled_from(["enrolled"] * 4 + [code.code for code in KIND])
PERCENTS = st.sampled_from([None, 0.0, 12.5, 33.33, 50.0, 100.0])


def _states(*codes: str) -> st.SearchStrategy:
    one = st.tuples(st.sampled_from(codes), PERCENTS)
    several = st.lists(one, min_size=1, max_size=3, unique_by=lambda pair: pair[0]).map(tuple)
    return st.one_of(st.none(), several)


SUPPORT = _states("sickness_benefit", "wages", "none", "no_income", "social_assistance")
OCCUPATION = _states("work", "studies", "job_seeking", "none")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["work", "studies", "none", "unknown", "lss"]),
        st.sampled_from(["started", "planned", "ready"]),
    ),
    max_size=3,
    unique=True,
).map(tuple)


def _by_months(*values: str) -> st.SearchStrategy:
    one = st.tuples(st.sampled_from(["6", "12"]), st.sampled_from(values))
    return st.lists(one, max_size=2, unique_by=lambda pair: pair[0]).map(tuple)


FOLLOW_UPS = _by_months("work", "studies", "none", "unknown", "not_reached")
PLANS = _by_months("carried_out", "partly", "not_carried_out", "no_plan")


@st.composite
def participations(draw: st.DrawFn, row: int) -> Participation:
    started_on, ended_on = draw(DAYS), draw(st.one_of(DAYS, DAYS, DAYS, st.none()))
    if ended_on is not None and ended_on < started_on:
        started_on, ended_on = ended_on, started_on
    identified = draw(st.sampled_from([True, True, True, False]))
    reasons = ["", "unknown", "work", "studies", "job_seeking", "transferred", "illness"]
    return Participation(
        row=row,
        person=draw(st.integers(1, 4)) if identified else 100 + row,
        identified=identified,
        intervention=draw(st.sampled_from(PLACES)),
        site=draw(st.sampled_from(["", "hjo", "skara"])),
        kind=draw(KINDS),
        gender=draw(GENDERS),
        age_at_start=draw(st.sampled_from([None, 17, 29, 30, 44, 45, 59, 60, 66])),
        origin=draw(st.sampled_from(["unknown", "abroad"])),
        municipality=draw(st.sampled_from(["", "1497"])),
        started_on=started_on,
        ended_on=ended_on,
        completed=draw(st.sampled_from(["completed", "left_early", "not_applicable", "unknown"])),
        exit_reason=draw(st.sampled_from(reasons)) if ended_on else "",
        next_intervention=draw(st.sampled_from(["", "b"])),
        education=draw(st.sampled_from(["unknown", "compulsory"])),
        time_in_support=draw(st.sampled_from(["unknown", "up_to_1_year"])),
        employment_form=draw(st.sampled_from(["unknown", "hourly"])),
        agreement=draw(st.sampled_from(["", "2022-01-01"])),
        referrers=draw(
            st.lists(st.sampled_from(["fk", "municipality", "psychiatry", "self"]), max_size=3,
                     unique=True).map(tuple)
        ),
        target_groups=draw(st.lists(st.sampled_from(["pain", "disability", "own"]), max_size=2,
                                    unique=True).map(tuple)),
        next_steps=draw(STEPS),
        support_start=draw(SUPPORT),
        support_end=draw(SUPPORT),
        occupation_start=draw(OCCUPATION),
        occupation_end=draw(OCCUPATION),
        hours_start=draw(st.sampled_from([None, 0.0, 7.25, 20.0, 38.1])),
        hours_end=draw(st.sampled_from([None, 0.0, 7.25, 20.0, 38.1])),
        follow_ups=draw(FOLLOW_UPS),
        plans=draw(PLANS),
        left_alone=draw(st.sampled_from([False, False, False, True])),
    )  # fmt: skip


COLLECTIONS = st.sampled_from(
    [(date(2022, 5, 1), date(2022, 8, 31)), (date(2022, 1, 1), date(2022, 1, 31)),
     (date(2021, 9, 1), date(2021, 12, 31)), (date(2022, 12, 1), date(2022, 12, 31))]
)  # fmt: skip


@st.composite
def forms(draw: st.DrawFn) -> Forms:
    collected_from, collected_to = draw(COLLECTIONS)
    items = draw(st.lists(st.sampled_from(["q1", "q4", "q5", "q6", "q7"]), unique=True, max_size=3))
    return Forms(
        intervention=draw(st.sampled_from([*PLACES, ""])),
        instrument=draw(st.sampled_from(["violence-nns-7", "violence", "other"])),
        collected_from=collected_from,
        collected_to=collected_to,
        gender=draw(GENDERS),
        occasion=draw(st.sampled_from(["first", "again"])),
        count=draw(st.integers(1, 9)),
        answers=tuple(
            (item, draw(st.sampled_from(["yes", "no", "unknown", ""]))) for item in items
        ),
    )


@st.composite
def head_counts(draw: st.DrawFn) -> HeadCount:
    carried_in, new = draw(st.integers(0, 5)), draw(st.integers(0, 5))
    return HeadCount(
        intervention=draw(st.sampled_from(PLACES)),
        year=draw(st.integers(2021, 2023)),
        gender=draw(GENDERS),
        kind=draw(KINDS),
        carried_in=carried_in,
        new=new,
        ended=draw(st.integers(0, carried_in + new)),
    )


def _once(head: HeadCount) -> tuple[object, ...]:
    return head.intervention, head.year, head.gender, head.kind


INSTRUMENTS = st.sampled_from(["self-assessment", "self-assessment", "bip"])
VERSIONS = st.sampled_from(["1", "1", "2"])


@st.composite
def answers(draw: st.DrawFn, rows: int) -> Answer:
    item = draw(st.sampled_from(["health", "health", *ITEMS]))
    values = ["yes", "no", ""] if item == "support" else ["1", "2", "3", "4", "5", "10", ""]
    return Answer(
        row=draw(st.integers(1, rows)),
        answered_on=draw(DAYS),
        occasion=draw(st.sampled_from(OCCASIONS)),
        item=item,
        value=draw(st.sampled_from(values)),
        instrument=draw(INSTRUMENTS),
        version=draw(VERSIONS),
        respondent=draw(st.sampled_from(["participant", "participant", "caseworker"])),
        response=draw(st.integers(0, 1)),
    )


def _one_item(answer: Answer) -> tuple[object, ...]:
    return answer.row, answer.order, answer.item


@st.composite
def ticks(draw: st.DrawFn, rows: int) -> Asked:
    return Asked(
        row=draw(st.integers(1, rows)),
        year=draw(st.sampled_from([2021, 2022, 2023])),
        occasion=draw(st.sampled_from(["first", "again"])),
        outcome=draw(st.sampled_from(["asked", "declined", "not_suitable"])),
    )


@st.composite
def unanswered(draw: st.DrawFn, rows: int) -> Unanswered:
    return Unanswered(
        row=draw(st.integers(1, rows)),
        due_on=draw(DAYS),
        occasion=draw(st.sampled_from(OCCASIONS)),
        reason=draw(st.sampled_from(["not_reached", "declined"])),
        instrument=draw(INSTRUMENTS),
        version=draw(VERSIONS),
    )


USES = st.builds(Use, intervention=st.sampled_from(PLACES), shows_first=st.booleans())


def _several(strategy: st.SearchStrategy, rows: int, most: int, **rest) -> st.SearchStrategy:
    if not rows:
        return st.just(())
    return st.lists(strategy, min_size=most // 2, max_size=most, **rest).map(tuple)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    rows = draw(st.sampled_from([0, 5, 8, 8, 12, 12, 16]))
    return World(
        participations=tuple(draw(participations(row)) for row in range(1, rows + 1)),
        forms=tuple(draw(st.lists(forms(), min_size=4, max_size=8))),
        head_counts=tuple(draw(st.lists(head_counts(), min_size=2, max_size=4, unique_by=_once))),
        interventions=WORLD_PLACES,
        answers=draw(_several(answers(rows), rows, 2 * rows, unique_by=_one_item)),
        unanswered=draw(_several(unanswered(rows), rows, 4)),
        asked=draw(
            _several(ticks(rows), rows, rows, unique_by=lambda t: (t.row, t.year, t.occasion))
        ),
        uses=tuple(draw(st.lists(USES, max_size=2, unique_by=lambda use: use.intervention))),
    )


PERIODS = st.sampled_from(
    ["2022"] * 6
    + ["2021-01..2022-12", "2021-09..2022-12", "2022-H1", "2022-T2", "2022-Q1", "2022-08",
       "2022-01-01..2022-08-12", "2021-12-31..2022-01-01", "start..2022-08", "start..2022-12",
       "start..2021-07", "2022-interim"]
).map(parse)  # fmt: skip
LATER = date(2026, 11, 23)
TODAYS = st.one_of(st.just(LATER), st.just(LATER), DAYS)
VALUES = {
    "gender": ["woman", "man", "unknown"], "intervention": ["whole", "a", "left"],
    "part": ["deep", "a"], "site": ["hjo", "unknown"], "agreement": ["none", "2022-01-01"],
    "kind": ["enrolled", "guest"], "referrer": ["fk", "self", "unknown"],
    "referrer_formal": ["fk", "unknown"], "referrer_combination": ["fk+municipality", "other"],
    "referrer_party": ["region", "unknown"], "target_group": ["pain", "unknown"],
    "origin": ["abroad"], "exit_reason": ["work", "unknown", "transferred"],
    "next_step": ["work", "studies", "unknown", "none"],
    "step_state": ["ready", "started", "unknown"], "next_intervention": ["b", "unknown"],
    "completed": ["completed", "unknown"], "age_group": ["up_to_29", "unknown", "60_plus"],
    "education": ["compulsory"], "time_in_support": ["unknown"],
    "support_start": ["wages", "unknown"], "support_end": ["wages", "none", "unknown"],
    "occupation_start": ["work", "unknown"], "occupation_end": ["work", "none"],
    "employment_form": ["hourly"], "municipality": ["1497", "unknown"],
    "month": ["2022-01", "2022-02", "2022-08"], "quarter": ["2022-Q1", "2022-Q2"],
    "start_year": ["2022"], "instrument": ["violence-nns-7", "self-assessment"],
    "question": ["q1", "health", "unknown"], "occasion": ["first", "start"],
    "follow_up": ["6", "12"], "version": ["1"], "respondent": ["participant", "caseworker"],
    "answer": ["4", "yes", "unknown"], "item": ["participant|self-assessment|1|health"],
    "no_answer": ["not_reached"],
}  # fmt: skip


NOTHING: st.SearchStrategy = st.just(())


def _some(strategy: st.SearchStrategy, most: int) -> st.SearchStrategy:
    """Up to `most` different ones; often none, so that something is left to count."""
    return st.one_of(NOTHING, st.lists(strategy, max_size=most, unique=True).map(tuple))


@st.composite
def questions(draw: st.DrawFn, measure: Measure) -> Question:
    dimensions = st.sampled_from(measure.dimensions)
    return Question(
        measure=measure.code,
        association="test",
        period=draw(PERIODS),
        interventions=draw(st.one_of(NOTHING, _some(st.sampled_from(PLACES), 2))),
        by=tuple(draw(st.lists(dimensions, max_size=3, unique=True))),
        where=tuple(
            (code, value)
            for code in draw(st.one_of(NOTHING, _some(dimensions, 2)))
            for value in draw(
                st.lists(st.sampled_from(VALUES[code]), min_size=1, max_size=2, unique=True)
            )
        ),
    )
