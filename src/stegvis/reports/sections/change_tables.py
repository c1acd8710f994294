"""Tables of change: how many improved, kept high, stayed or fell, and how sure that is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from stegvis.reports.answers import Answers, Reading
from stegvis.reports.instruments import Asked
from stegvis.reports.sections import bound
from stegvis.reports.sections.bound import Bound, Sentence, sentence
from stegvis.reports.sections.intervals import interval
from stegvis.reports.sections.questions import (
    IMPROVED,
    ITEM,
    NET,
    Questions,
    classes,
    counted,
    earlier_of,
    few,
)
from stegvis.reports.sections.tables import Cell, Row, Table, share_of


def tables(answers: Answers, questions: Questions, asked: Asked, *, place: str) -> list[Table]:
    """What changed, and how sure that is: in one table while it has few columns."""
    shown = {
        code: answers.of(f"change.{code}", ITEM, place=place)
        for code in classes()
        if answers.has(f"change.{code}", ITEM, place=place)
    }
    change, beside = _change(answers, questions, shown, place), _beside(answers, questions, place)
    # Translators: «Förändring från första till senaste svar: %(form)s»
    caption = _("Change from the first to the latest answer: %(form)s")
    sources = _sources(questions, asked, kept_high="kept_high" in shown)
    if len(shown) == 1:
        return [_joined(caption, questions, [*change, *beside], sources)]
    tables = [_joined(caption, questions, change, sources)]
    # Translators: «Hur säker andelen förbättrade är: %(form)s»
    sure = _("How sure the share improved is: %(form)s")
    # Translators: «Förbättrat»
    share = _Column(_("Improved"), lambda value: share_of(shown["improved"], {ITEM: value}))
    return [*tables, _joined(sure, questions, [share, *beside], ())] if beside else tables


@dataclass(frozen=True)
class _Column:
    """A column of figures, one an item."""

    head: str
    cell: Callable[[str], Cell]


def _joined(
    caption: str, questions: Questions, columns: list[_Column], sources: tuple[Sentence, ...]
) -> Table:
    return Table(
        caption=caption % {"form": questions.named},
        # Translators: «antal personer»
        unit=_("number of persons"),
        # Translators: «Fråga»
        heads=(_("Question"), *(column.head for column in columns)),
        rows=tuple(
            Row(name, tuple(column.cell(value) for column in columns))
            for value, name in questions.names.items()
        ),
        sources=sources,
    )


def _change(
    answers: Answers, questions: Questions, shown: Mapping[str, Reading], place: str
) -> list[_Column]:
    improved, net = shown["improved"], answers.of(NET, ITEM, place=place)

    def of(reading: Reading) -> Callable[[str], Cell]:
        return lambda value: counted(reading, {ITEM: value})

    return [
        # Translators: «Svarat två gånger»
        _Column(_("Answered twice"), lambda value: improved.base(item=value)),
        *(_Column(classes()[code], of(reading)) for code, reading in shown.items()),
        # Translators: «Nettosteg»
        _Column(_("Net steps"), lambda value: steps(net, {ITEM: value})),
    ]


def _beside(answers: Answers, questions: Questions, place: str) -> list[_Column]:
    """The interval where few have answered, and the earlier period where there is one."""
    improved = answers.of(IMPROVED, ITEM, place=place)
    groups = [{ITEM: value} for value in questions.names]
    earlier = earlier_of(answers, IMPROVED, ITEM, place=place, groups=groups)
    found = []
    if few(improved, groups):
        # Translators: «Intervall (95 %)»
        found.append(_Column(_("Interval (95%)"), lambda value: interval(improved, item=value)))
    if earlier:
        # Translators: «Förbättrat %(period)s»
        head = _("Improved %(period)s") % {"period": answers.earlier_name}
        found.append(_Column(head, lambda value: share_of(earlier, {ITEM: value})))
    return found


def steps(reading: Reading, group: Mapping[str, str]) -> Bound:
    """Net steps, bound; with a decimal only where half a step occurs."""
    figure = reading.figure(**group)
    known = figure.value if figure and reading.is_shown(**group) else None
    decimals = 0 if known is None or Fraction(known).denominator == 1 else 1
    return bound.decimal(reading.key(**group), known, decimals=decimals)


def _sources(questions: Questions, asked: Asked, *, kept_high: bool) -> tuple[Sentence, ...]:
    found = []
    if kept_high:
        # Translators: «Fortsatt högt: inte bättre, men positivt båda gångerna.»
        found.append(sentence(_("Kept high: not better, but positive both times.")))
    # Translators: «Svar på olika versioner av en enkät jämförs aldrig.»
    found.append(sentence(_("Answers to different versions of a survey are never compared.")))
    uses = [use for use in asked.uses if use.form.key == questions.form.key]
    if uses and all(use.shows_first for use in uses):
        # Translators: «Det första svaret visades när det sista lämnades.»
        found.append(sentence(_("The first answer had been shown when the last was given.")))
    elif any(use.shows_first for use in uses):
        # Translators: «I en del av insatserna visades det första svaret när det sista lämnades.»
        found.append(
            sentence(
                _("In some interventions the first answer had been shown when the last was given.")
            )
        )
    return tuple(found)
