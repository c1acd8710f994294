"""What must be said beside figures, because of what is registered and not of what was asked."""

from collections.abc import Iterator

from stegvis.measures.answer import Figure
from stegvis.measures.dimensions import UNKNOWN, Text
from stegvis.measures.measure import Measure, Rows
from stegvis.measures.question import Question
from stegvis.measures.scope import Scope
from stegvis.measures.snapshot import Snapshot

FIRST_SHOWN = Text(
    "I en eller flera insatser fick deltagarna se sina första svar när de svarade sista gången.",
    "In one or more interventions the participants were shown their first answers when they "
    "answered for the last time.",
)
OF_NO_INTERVENTION = Text(
    "Okänd insats: enkäter som var så få i sin insats att de bara räknas för hela förbundet.",
    "Intervention not known: forms so few in their intervention that they are counted for the "
    "whole association only.",
)


def notes(
    question: Question,
    measure: Measure,
    *,
    scope: Scope,
    rows: tuple[Figure, ...],
    snapshot: Snapshot,
) -> Iterator[Text]:
    """The notes of an answer whose figures are `rows`, in the order in which they are read."""
    if measure.rows is Rows.PAIRS and _first_shown(question, scope, snapshot):
        yield FIRST_SHOWN
    if measure.rows is Rows.FORMS and any(_of_none(figure) for figure in rows):
        yield OF_NO_INTERVENTION


def _first_shown(question: Question, scope: Scope, snapshot: Snapshot) -> bool:
    instruments, versions = question.values("instrument"), question.values("version")
    places = {row.intervention for row in scope.rows}
    return any(
        intervention in places
        and instrument in (instruments or {instrument})
        and version in (versions or {version})
        for intervention, instrument, version in snapshot.first_shown
    )


def _of_none(figure: Figure) -> bool:
    return UNKNOWN in (figure.group.get("intervention"), figure.group.get("part"))
