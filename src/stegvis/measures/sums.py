"""What everybody knows about answers that stand beside each other: which adds up to which.

Whoever is told that 12 were current and 9 carried in knows that 3 were new. Disclosure control
learns it from here, so that it does not suppress a number that can be worked out.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from stegvis.core.codes import PARTY_OF_REFERRER
from stegvis.core.periods import quarter_of
from stegvis.measures.answer import Answer, Figure
from stegvis.measures.disclosure import Sum, quantity
from stegvis.measures.disclosure.rule import Part, Quantity
from stegvis.measures.question import Question


@dataclass(frozen=True)
class Term:
    """A number of a measure, of the group at hand or of a part of it."""

    measure: str
    part: Part = "numerator"
    group: tuple[tuple[str, str], ...] = ()


def _left_for(reason: str) -> Term:
    return Term("exits.reason", group=(("exit_reason", reason),))


PARTS: tuple[Part, ...] = ("numerator", "denominator")
SUMS: Sequence[tuple[Term, tuple[Term, ...]]] = (
    (
        Term("participations.current"),
        (Term("participations.carried_in"), Term("participations.new")),
    ),
    (
        Term("participations.current"),
        (Term("participations.ended"), Term("participations.remaining")),
    ),
    (
        Term("participations.movements"),
        (Term("participations.new"), Term("participations.ended")),
    ),
    # The same but for participants without a record, who count as ended and have no reason.
    (Term("participations.ended"), (Term("exits.reason"),)),
    (Term("exits.to_work_or_studies"), (_left_for("work"), _left_for("studies"))),
    (
        Term("exits.to_work_studies_or_seeking"),
        (Term("exits.to_work_or_studies"), _left_for("job_seeking")),
    ),
    (
        Term("exits.to_work_studies_or_seeking", "denominator"),
        (Term("exits.to_work_or_studies", "denominator"),),
    ),
    (Term("exits.completed", "denominator"), (Term("exits.left_early", "denominator"),)),
    *(
        (Term(f"forms.{name}", part), (Term("forms.yes", part, (("question", item),)),))
        for name, item in (("other_violence", "q5"), ("witnessed", "q6"), ("own_use", "q7"))
        for part in PARTS
    ),
    (Term("forms.coverage"), (Term("forms.count"),)),
    (Term("forms.coverage", "denominator"), (Term("persons.current"),)),
    (Term("forms.distribution"), (Term("forms.positive", "denominator"),)),
    (Term("forms.distribution"), (Term("forms.yes", "denominator"),)),
    (Term("forms.yes"), (Term("forms.distribution", group=(("answer", "yes"),)),)),
    # Four shares of the same pairs, which add to 1; the steps are of those pairs too.
    (
        Term("change.improved", "denominator"),
        tuple(Term(f"change.{name}") for name in ("improved", "kept_high", "unchanged", "worse")),
    ),
    *(
        (Term("change.improved", "denominator"), (Term(f"change.{name}", "denominator"),))
        for name in ("kept_high", "unchanged", "worse", "net_steps")
    ),
    (
        Term("change.positive_first", "denominator"),
        (Term("change.positive_last", "denominator"),),
    ),
    (Term("change.improved", "denominator"), (Term("change.positive_first", "denominator"),)),
    # Of questions that can be answered positively: which those are, everybody can read.
    (Term("answers.distribution"), (Term("answers.positive", "denominator"),)),
)
# These hold of questions with two answers, one of them positive, and by chance of others: where
# they do, they are taken for a rule.
SOMETIMES: Sequence[tuple[Term, tuple[Term, ...]]] = (
    (Term("change.positive_first"), (Term("change.kept_high"), Term("change.worse"))),
    (Term("change.positive_last"), (Term("change.kept_high"), Term("change.improved"))),
    (Term("change.improved"), (Term("change.worse"), Term("change.net_steps"))),
)
# Positive answers are some of all answers: which, the instrument says.
POSITIVE = {"answers.positive": "answers.distribution", "forms.positive": "forms.distribution"}
# A dimension, and the coarser one that each of its values lies in.
COARSER: Mapping[str, tuple[str, Callable[[Answer, str], str | None]]] = {
    "part": ("intervention", lambda answer, part: answer.parts.get(part)),
    "month": ("quarter", lambda _, month: quarter_of(date.fromisoformat(f"{month}-01"))),
    "referrer_formal": ("referrer_party", lambda _, code: party_of(code)),
}


def party_of(referrer: str) -> str:
    """The party of a formal referrer."""
    return referrer if referrer == "unknown" else PARTY_OF_REFERRER.get(referrer, "other")


def name(question: Question) -> str:
    """The question but for what it divides by; two periods with the same days have one name."""
    period = question.period
    return repr(
        (
            question.measure,
            question.association,
            getattr(period, "first", None),
            period.last,
            sorted(question.interventions),
            sorted(question.where),
            sorted(question.params),
        )
    )


def sums(answers: Iterable[Answer]) -> Iterator[Sum]:
    """What is known of `answers` besides their own margins."""
    found = {(name(a.question), frozenset(a.question.by)): a for a in answers}
    for answer in found.values():
        yield from _between_measures(answer, found)
        yield from _among_answers(answer, found)
        yield from _between_dimensions(answer, found)


Found = Mapping[tuple[str, frozenset[str]], Answer]


def _between_measures(answer: Answer, found: Found) -> Iterator[Sum]:
    for whole, parts in (*SUMS, *SOMETIMES):
        if name(answer.question) != name(replace(answer.question, measure=whole.measure)):
            continue
        for figure in answer.rows:
            if (whole, parts) in SOMETIMES and not _adds_up(answer, figure, parts, found):
                continue
            terms = [_quantities(answer.question, figure, part, found) for part in parts]
            yield Sum(
                quantity(name(answer.question), figure.group, whole.part),
                tuple(number for term in terms for number in term),
            )


def _adds_up(answer: Answer, figure: Figure, parts: Sequence[Term], found: Found) -> bool:
    """Whether the numerators of `parts` are together that of `figure`; not, where one is absent."""
    numerators = []
    for part in parts:
        asked = name(replace(answer.question, measure=part.measure))
        other = found.get((asked, frozenset(figure.group)))
        same = [row for row in other.rows if row.group == figure.group] if other else []
        numerators += [row.numerator or 0 for row in same]
    return len(numerators) == len(parts) and sum(numerators) == figure.numerator


def _among_answers(answer: Answer, found: Found) -> Iterator[Sum]:
    """What a share of positive answers says of the answers, told beside it one by one."""
    question = answer.question
    every = name(replace(question, measure=POSITIVE.get(question.measure, "")))
    told = found.get((every, frozenset([*question.by, "answer"])))
    groups = [row.group for row in told.rows] if told else []
    for figure in answer.rows if told else ():
        item = figure.group.get("item") or figure.group.get("question", "")
        yield Sum(
            quantity(name(question), figure.group),
            tuple(
                quantity(every, {**figure.group, "answer": value})
                for value in answer.positives.get(item, ())
                if {**figure.group, "answer": value} in groups
            ),
        )


def _quantities(question: Question, figure: Figure, term: Term, found: Found) -> Iterator[Quantity]:
    """The number of `term`; none where it is known to be 0, since its group does not occur."""
    asked = name(replace(question, measure=term.measure))
    group = {**figure.group, **dict(term.group)}
    answer = found.get((asked, frozenset(group)))
    if answer is None or any(dict(row.group) == group for row in answer.rows):
        yield quantity(asked, group, term.part)


def _between_dimensions(answer: Answer, found: Found) -> Iterator[Sum]:
    asked, by = name(answer.question), answer.question.by
    for fine in set(by).intersection(COARSER, answer.measure.additive):
        coarse, inside = COARSER[fine]
        whole = found.get((asked, frozenset(by).difference([fine]).union([coarse])))
        for figure in whole.rows if whole else ():
            rest = {code: value for code, value in figure.group.items() if code != coarse}
            parts = [
                row.group
                for row in answer.rows
                if rest.items() <= row.group.items()
                and inside(answer, row.group[fine]) == figure.group[coarse]
            ]
            for part in PARTS:
                yield Sum(
                    quantity(asked, figure.group, part),
                    tuple(quantity(asked, group, part) for group in parts),
                )
