"""The job in pandas, as an analyst writes it."""

from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.job import Tables
from benchmarks.nation import ASSOCIATIONS, FIRST_YEAR, LAST_YEAR

KEY = ["association", "year"]
AGES = ["up_to_29", "30_44", "45_59", "60_plus"]
COLUMNS = [
    "row", "person", "identified", "intervention", "kind", "gender", "started_on", "ended_on",
    "exit_reason", "support_end_known", "age_at_start", "referrer_formal", "education",
]  # fmt: skip


def run(folder: Path) -> Tables:
    """Every table of the job."""
    people = pd.read_parquet(folder / "participations.parquet", columns=COLUMNS)
    people = people[people.kind == "enrolled"]
    number = people.intervention.str.slice(7).astype(int)
    people = people.assign(
        association="forbund-" + (number % ASSOCIATIONS).astype(str),
        started_on=pd.to_datetime(people.started_on),
        ended_on=pd.to_datetime(people.ended_on),
        age=pd.cut(people.age_at_start, [0, 29, 44, 59, 200], labels=AGES).astype(str),
    )
    ended = people[people.ended_on.notna()].assign(year=lambda p: p.ended_on.dt.year)
    ended = ended[ended.year.between(FIRST_YEAR, LAST_YEAR)]
    new = people.assign(year=people.started_on.dt.year)
    new = new[new.year.between(FIRST_YEAR, LAST_YEAR)]
    current = pd.concat(_current(people, year) for year in range(FIRST_YEAR, LAST_YEAR + 1))
    steps = pd.read_parquet(folder / "next_steps.parquet")
    stepped = ended.merge(steps, on="row", how="left").fillna({"code": "unknown"})
    support = pd.read_parquet(folder / "support.parquet")
    support = support[support.moment == "end"][["row", "code"]]
    days = current.groupby([*KEY, "gender"]).agg(days=("days", "sum"), n=("person", "nunique"))
    supported = ended[ended.support_end_known].merge(support, on="row")
    return {
        "current": _counts(current, "gender", "age"),
        "new": _counts(new, "gender", "referrer_formal"),
        "ended": _counts(ended, "gender", "age"),
        "mean": _plain(days),
        "persons": _persons(current),
        "reasons": _counts(ended, "exit_reason", "gender"),
        "steps": _counts(stepped, "code", "gender"),
        "to_work": _shares(ended),
        "weeks": _weeks(ended),
        "support": _counts(supported, "code", "gender"),
    }


def _current(people: pd.DataFrame, year: int) -> pd.DataFrame:
    first, last = pd.Timestamp(year, 1, 1), pd.Timestamp(year, 12, 31)
    here = people[(people.started_on <= last) & ~(people.ended_on < first)]
    end = here.ended_on.fillna(last).clip(upper=last)
    days = (end - here.started_on.clip(lower=first)).dt.days + 1
    return here.assign(year=year, days=days)


def _counts(rows: pd.DataFrame, *by: str) -> list[tuple]:
    grouped = rows.groupby([*KEY, *by])
    return _plain(grouped.agg(n=("row", "size"), persons=("person", "nunique")))


def _persons(current: pd.DataFrame) -> list[tuple]:
    by = [*KEY, "gender"]
    known = current[current.identified].groupby(by).person.nunique()
    unknown = current[~current.identified].groupby(by).person.nunique()
    both = pd.DataFrame({"known": known, "unknown": unknown}).fillna(0).astype(int)
    return _plain(both)


def _shares(ended: pd.DataFrame) -> list[tuple]:
    by = [*KEY, "gender", "education"]
    known = ~ended.exit_reason.isin(["transferred", "unknown"])
    work = ended.exit_reason.isin(["work", "studies"])
    counted = ended.assign(work=work, known=known, unknown=~known).groupby(by)
    sums = counted[["work", "known", "unknown"]].sum()
    sums["persons"] = ended[work].groupby(by).person.nunique()
    return _plain(sums.fillna(0).astype(int))


def _weeks(ended: pd.DataFrame) -> list[tuple]:
    days = (ended.ended_on - ended.started_on).dt.days + 1
    grouped = ended.assign(days=days).groupby([*KEY, "gender", "age"])
    return _plain(
        grouped.agg(days=("days", "median"), n=("row", "size"), persons=("person", "nunique"))
    )


def _plain(table: pd.DataFrame) -> list[tuple]:
    """Rows of plain Python values."""
    rows = table.reset_index().itertuples(index=False, name=None)
    return [tuple(v.item() if isinstance(v, np.generic) else v for v in row) for row in rows]
