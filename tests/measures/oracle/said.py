"""What a row says in each dimension, and in which order its groups stand."""

from stegvis.core import codes
from stegvis.surveys.choices import REASON
from tests.measures.world import Forms, Participation

Row = Participation | Forms
SOURCES = {
    "referrers": ("referrer",),
    "target_groups": ("target_group",),
    "next_steps": ("next_step", "step_state"),
    "support_start": ("support_start",),
    "support_end": ("support_end",),
    "occupation_start": ("occupation_start",),
    "occupation_end": ("occupation_end",),
    "answers": ("question", "answer"),
}
_SOURCE_OF = {dimension: source for source, named in SOURCES.items() for dimension in named}
ORDERS = {
    "gender": codes.GENDER, "kind": codes.KIND, "referrer": codes.REFERRER,
    "referrer_formal": codes.REFERRER, "referrer_party": codes.PARTY,
    "target_group": codes.TARGET_GROUP, "origin": codes.ORIGIN,
    "exit_reason": codes.EXIT_REASON, "next_step": codes.NEXT_STEP,
    "step_state": codes.STEP_STATE, "completed": codes.COMPLETED, "age_group": codes.AGE_GROUP,
    "education": codes.EDUCATION, "time_in_support": codes.TIME_IN_SUPPORT,
    "support_start": codes.SUPPORT, "support_end": codes.SUPPORT,
    "occupation_start": codes.OCCUPATION, "occupation_end": codes.OCCUPATION,
    "follow_up": codes.FOLLOW_UP, "employment_form": codes.EMPLOYMENT_FORM,
    "occasion": codes.OCCASION, "respondent": codes.RESPONDENT, "no_answer": REASON,
}  # fmt: skip


def order(dimension: str, value: str) -> tuple[bool, int, str]:
    listed = [code.code for code in ORDERS.get(dimension, ())]
    position = listed.index(value) if value in listed else len(listed)
    if not listed and value.isdecimal():
        position = int(value)
    return value == "unknown", position, value


def source_of(dimension: str) -> str:
    """Where a dimension's mentions stand; one that is no mention is a source of its own."""
    return _SOURCE_OF.get(dimension, dimension)


def said(row: Row, source: str) -> list[dict[str, str]]:
    """What `row` says in `source`, by dimension; one `unknown` where it says nothing."""
    if source not in SOURCES:
        single = _SINGLE.get(source, lambda row: getattr(row, source))
        return [{source: single(row) or "unknown"}]
    values = [item if isinstance(item, tuple) else (item,) for item in getattr(row, source) or ()]
    mentions = [
        {name: part or "unknown" for name, part in zip(SOURCES[source], value, strict=False)}
        for value in values
    ]
    return mentions or [dict.fromkeys(SOURCES[source], "unknown")]


def _age_group(row: Participation) -> str:
    starts = [("60_plus", 60), ("45_59", 45), ("30_44", 30), ("up_to_29", 0)]
    age = row.age_at_start
    return "unknown" if age is None else next(name for name, least in starts if age >= least)


_SINGLE = {
    "agreement": lambda row: row.agreement or "none",
    "start_year": lambda row: str(row.started_on.year),
    "referrer_formal": lambda row: next(iter(row.referrers), ""),
    "referrer_party": lambda row: next(iter(row.parties), ""),
    "referrer_combination": lambda row: row.combination,
    "age_group": _age_group,
}
