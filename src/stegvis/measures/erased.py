"""What figures can still say of periods in which records have been erased.

Of an erased participation months, bands and codes are left (``casework.actions.erasure``): whole
months, by what is left, are as they were. Persons, days and everything else are answered only by
reports that were approved before; a question for them is refused with the reason.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from weakref import WeakKeyDictionary

from django.db import connections
from django.utils.translation import gettext as _

from stegvis.core.periods import Period
from stegvis.measures.answer import Answer
from stegvis.measures.faults import Erased
from stegvis.measures.measure import Measure, Rows
from stegvis.measures.question import Question, check
from stegvis.measures.scope import ScopeRow, scope_of
from stegvis.measures.snapshot import Snapshot

MEASURES = frozenset(
    {
        *(
            f"participations.{name}"
            for name in ("current", "new", "ended", "carried_in", "remaining", "movements")
        ),
        *(
            f"exits.{name}"
            for name in (
                "reason", "next_step", "to_any", "to_work_or_studies",
                "to_work_studies_or_seeking", "completed", "left_early", "ready_not_started",
            )
        ),
    }
)  # fmt: skip
DIMENSIONS = frozenset(
    {
        "gender", "intervention", "part", "site", "kind", "age_group", "education",
        "time_in_support", "start_year", "exit_reason", "completed", "next_step", "step_state",
        "month", "quarter",
    }
)  # fmt: skip
# Referrals lie before the start and follow-ups after the exit that they belong to.
BEFORE, AFTER = timedelta(days=366), timedelta(days=460)
NO_TIME = timedelta(0)


@dataclass(frozen=True)
class Span:
    """The months of an erased participation."""

    intervention: str
    first: date
    last: date


_KNOWN: WeakKeyDictionary[Snapshot, tuple[Span, ...]] = WeakKeyDictionary()


def refuse(question: Question, *, snapshot: Snapshot, today: date) -> bool:
    """Whether erased records lie in what `question` asks about; raises Erased if they matter."""
    measure = check(question)
    if measure.rows is Rows.FORMS:
        return False
    touched = list(_touched(question, measure, snapshot, today))
    if not touched:
        return False
    if measure.code not in MEASURES:
        raise Erased(_sentence(measure.code))
    named = {*question.by, *(code for code, _value in question.where)} - DIMENSIONS
    if named:
        raise Erased(_sentence(f"{measure.code}, {', '.join(sorted(named))}"))
    if any(_cuts(row, span) for row, span in touched if isinstance(question.period, Period)):
        # Translators: «Perioden %(period)s skär en månad med gallrade uppgifter: av dem finns bara
        # hela månader kvar. Fråga om hela månader.»
        text = _(
            "The period %(period)s cuts a month with erased records, of which only whole months "
            "are left. Ask for whole months."
        )
        raise Erased(text % {"period": question.period})
    return True


def without_persons(answer: Answer) -> Answer:
    """The same figures, no longer saying how many different persons stand behind them."""
    return replace(answer, rows=tuple(replace(row, persons=None) for row in answer.rows))


def _sentence(asked: str) -> str:
    # Translators: «Uppgifter i perioden är gallrade, så «%(asked)s» går inte längre att beräkna.
    # Svaret finns i rapporter som fastställdes före gallringen; hela månader av påbörjade,
    # pågående och avslutade deltaganden kan fortfarande beräknas.»
    return _(
        "Records in this period have been erased, so «%(asked)s» can no longer be computed. "
        "Reports that were approved before hold the answer; whole months of started, current and "
        "ended participations can still be computed."
    ) % {"asked": asked}


def _touched(
    question: Question, measure: Measure, snapshot: Snapshot, today: date
) -> Iterable[tuple[ScopeRow, Span]]:
    spans = _spans(question.association, snapshot)
    if not spans:
        return
    in_stay = measure.rows is Rows.PARTICIPATIONS
    before, after = (NO_TIME, NO_TIME) if in_stay else (BEFORE, AFTER)
    for row in scope_of(question, snapshot.places, today=today).rows:
        for span in spans:
            if (
                span.intervention == row.intervention
                and span.first - before <= row.last_day
                and span.last + after >= row.first_day
            ):
                yield row, span


def _cuts(row: ScopeRow, span: Span) -> bool:
    """Whether the piece begins or ends inside the month of the start or of the exit."""
    cut = [row.first_day] if row.first_day.day != 1 else []
    if (row.last_day + timedelta(days=1)).day != 1:
        cut.append(row.last_day)
    return any(_month(day) == _month(end) for day in cut for end in (span.first, span.last))


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def _spans(association: str, snapshot: Snapshot) -> tuple[Span, ...]:
    """The months of all that was erased; read once for a snapshot, which an erasure makes stale."""
    known = _KNOWN.get(snapshot)
    if known is None:
        with connections["figures"].cursor() as cursor:
            cursor.execute(
                "SELECT DISTINCT i.slug, p.started_on, p.ended_on FROM casework_participation p"
                " JOIN interventions_intervention i ON i.id = p.intervention_id"
                " JOIN organisations_association a ON a.id = p.association_id"
                " WHERE a.slug = %s AND p.erased_on IS NOT NULL AND NOT p.voided",
                [association],
            )
            known = tuple(Span(*row) for row in cursor.fetchall())
        _KNOWN[snapshot] = known
    return known
