"""Figures with the rows behind them, for those who may see persons; every look is logged."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connection

from stegvis.access import readlog
from stegvis.access.context import acting
from stegvis.access.readlog import Reader
from stegvis.access.scope import Scope
from stegvis.casework.models import Participation
from stegvis.measures import engine, erased, snapshot, snapshots
from stegvis.measures.answer import Answer
from stegvis.measures.build import build
from stegvis.measures.extract import KEY, extract
from stegvis.measures.faults import NotForAudience, UnknownPlace
from stegvis.measures.measure import Rows
from stegvis.measures.question import Question, check
from stegvis.measures.snapshot import Snapshot
from stegvis.organisations.models import Association


@dataclass(frozen=True)
class Opened:
    """An answer whose figures have members, and where each member is registered."""

    answer: Answer
    registered: Mapping[int, tuple[str, str]]
    """By member: slug of the intervention and id of the participation in the exchange format."""


def open_figures(
    question: Question, *, today: date, scope: Scope, by: Reader, purpose: str = ""
) -> Opened:
    """The exact answer with its rows, from what `scope` reaches; `by` is logged as their reader.

    Raises a QuestionFault as an answer does, and for forms, behind which there are no persons, and
    for ticks, of which only sums are told.
    """
    measure = check(question)
    if measure.rows is Rows.FORMS:
        raise NotForAudience("Unlinked forms have no members: they are counts, tied to nobody.")
    if measure.least_rows:
        raise NotForAudience(
            f"{measure.code} has no members: it is told of {measure.least_rows} or more together. "
            "Whether one participant was asked stands on her own page."
        )
    whole = snapshots.current(question.association)
    erased.refuse(question, snapshot=whole, today=today)
    with acting(scope):
        rows = _rows_within_reach(question.association)
        answer = engine.answer(question, snapshot=rows, today=today, members=True)
        registered = _registered(m.row for figure in answer.rows for m in figure.members)
        readlog.record(
            by, action="figure.open", kind="participation", ids=registered, purpose=purpose
        )
    return Opened(replace(answer, data_version=whole.data_version), registered)


def _rows_within_reach(association: str) -> Snapshot:
    """A snapshot in memory of the rows that the context reaches, with their own keys."""
    number = Association.objects.filter(slug=association).values_list("id", flat=True).first()
    if number is None:
        raise UnknownPlace(f"There is no association «{association}».")
    opened = snapshot.connect()
    with TemporaryDirectory(dir=settings.VAR) as folder, connection.cursor() as cursor:
        extract(cursor, number, folder=Path(folder), row=KEY)
        build(opened, extracts=Path(folder), number_anew=False)
    return snapshot.of(opened, data_version="")


def _registered(rows: Iterable[int]) -> dict[int, tuple[str, str]]:
    found = Participation.objects.filter(id__in=set(rows))
    listed = found.values_list("id", "intervention__slug", "reference")
    return {number: (slug, reference) for number, slug, reference in listed}
