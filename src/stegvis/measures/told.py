"""What an audience is told exactly besides protected answers, and how the two hang together.

The association is told its volumes as they are (exchange format, section 3). So it knows how many
of each gender the referrers are about, how many exits the reasons are about and at most how many
the share of an intervention is about, whether or not the release at hand repeats it. Disclosure
control learns it from here, and takes no such number for a secret.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from stegvis.measures import audiences
from stegvis.measures.answer import Answer
from stegvis.measures.definitions import MEASURES, find
from stegvis.measures.disclosure import PUBLIC, Sum, quantity
from stegvis.measures.measure import Kind, Measure
from stegvis.measures.question import Question
from stegvis.measures.sums import COARSER, name

Ask = Callable[[Question], Answer]
_ON_A_BASE = (Kind.SHARE, Kind.CHANGE, Kind.MEAN, Kind.MEDIAN)
# Every answered form is asked all questions, so a question's answers are at most the forms.
_OF_EVERY_ROW = ("question",)


def beside(answers: Iterable[Answer], *, audience: str, ask: Ask) -> list[Answer]:
    """The exact answers that tell the audience something about `answers`."""
    wanted = (question for answer in answers for question in _related(answer.question))
    known = dict.fromkeys(q for q in wanted if audiences.is_exact(q, audience))
    return [ask(question) for question in known]


def volumes(answers: Iterable[Answer], told: Sequence[Answer]) -> Iterator[Sum]:
    """That the denominators of shares are parts of volumes that are told.

    Where what is left out of a denominator could not be hidden even by itself, it is taken to be
    known, and the denominator to be told.
    """
    known = {
        (name(answer.question), _key(figure.group)): int(figure.numerator or 0)
        for answer in told
        for figure in answer.rows
    }
    for answer in answers:
        volume = _volume(answer.measure)
        if volume is None or answer.measure.kind not in _ON_A_BASE:
            continue
        asked = name(answer.question)
        whole = name(replace(answer.question, measure=volume.code))
        for figure in answer.rows:
            group = {c: v for c, v in figure.group.items() if c not in _OF_EVERY_ROW}
            total, base = known.get((whole, _key(group))), figure.denominator or 0
            if total is not None:
                part = quantity(asked, figure.group, "denominator")
                others = quantity(f"left out of {asked}", figure.group)
                is_told = PUBLIC.is_small(total - base) or total == base
                yield Sum(quantity(whole, group), (part,) if is_told else (part, others))


def _related(question: Question) -> Iterator[Question]:
    """The question with fewer or coarser dimensions, and the volume behind it by the same."""
    measure = find(question.measure)
    measures = [measure, *filter(None, [_volume(measure)])]
    for by in _coarser(question.by):
        for one in measures:
            used = {*by, *(code for code, _ in question.where)}
            if used.issubset(one.dimensions):
                params = question.params if one is measure else ()
                yield replace(question, measure=one.code, by=by, params=params)


def _coarser(by: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for size in range(len(by) + 1):
        for chosen in combinations(by, size):
            yield chosen
            for code in set(chosen).intersection(COARSER):
                coarse, _ = COARSER[code]
                if coarse not in chosen:
                    yield tuple(coarse if one == code else one for one in chosen)


def _volume(measure: Measure) -> Measure | None:
    """The exact count of all the rows among which the measure counts."""
    return next(
        (
            one
            for one in MEASURES.values()
            if one.exact_for_association
            and one.kind is Kind.COUNT
            and one is not measure
            and (one.rows, one.when) == (measure.rows, measure.when)
        ),
        None,
    )


def _key(group: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    return frozenset(group.items())
