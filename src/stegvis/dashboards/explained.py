"""How one figure was computed, in words and numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from stegvis.core import numbers
from stegvis.core.periods import Period
from stegvis.dashboards.asked import Asked
from stegvis.measures.answer import Figure
from stegvis.measures.dimensions import DIMENSIONS
from stegvis.measures.measure import Kind, Measure
from stegvis.organisations.place import Place
from stegvis.reports import labels
from stegvis.reports.answers import Answers, Reading


@dataclass(frozen=True)
class Fact:
    """One line of the explanation; `about` says in words what the number counts."""

    label: str
    value: str
    about: str = ""


@dataclass(frozen=True)
class Explained:
    """A figure with its definition and all that it is made of."""

    name: str
    value: str
    definition: str
    facts: list[Fact]
    withheld: bool


def explained(asked: Asked, answers: Answers, place: Place) -> Explained:
    """The figure that is asked about, as `answers` tell it."""
    measure, group = asked.measure, asked.group
    reading = answers.of(measure.code, *group, place=asked.slug)
    figure = _figure(reading, group)
    withheld = figure is None or figure.suppressed
    facts = [
        # Translators: «Gäller»
        Fact(_("Place"), asked.about.name if asked.about else place.name),
        *_days(place.period),
        *_groups(answers, group),
    ]
    if figure is not None and not withheld:
        facts += _parts(measure, figure, labels.language())
        facts += _without_record(reading)
    return Explained(
        name=measure.name.in_language(labels.language()),
        value="" if figure is None or withheld else written(measure, figure),
        definition=measure.definition.in_language(labels.language()),
        facts=facts,
        withheld=withheld,
    )


def _days(period: Period) -> list[Fact]:
    days = f"{labels.day(period.first)} – {labels.day(period.last)}"
    # Translators: «Period (båda dagarna räknas med)»
    return [Fact(_("Period, both days included"), days)]


def _without_record(reading: Reading) -> list[Fact]:
    """Participants who are only counted, and who cannot be divided further."""
    if not reading.not_included:
        return []
    # Translators: «Ej medräknade» / «deltagare utan egen registrering»
    about = _("participants without a record of their own")
    return [Fact(_("Not included"), _number(reading.not_included), about)]


def _figure(reading: Reading, group: Mapping[str, str]) -> Figure | None:
    """None where the whole table is withheld; a group that does not occur counts nobody."""
    if reading.withheld or reading.refused:
        return None
    return reading.figure(**group) or Figure(dict(group), 0, 0, left_out=0, persons=0)


def written(measure: Measure, figure: Figure) -> str:
    """The value as people read it, by the kind of measure."""
    if measure.kind is Kind.SPAN and figure.value is None:
        return f"{_number(figure.at_least)}–{_number(figure.at_most)}"
    if figure.value is None:
        # Translators: «går inte att räkna: ingen finns i nämnaren»
        return _("nothing to compute it from")
    if measure.kind in (Kind.SHARE, Kind.CHANGE):
        return numbers.percent(figure.value, decimals=1, language=labels.language())
    decimals = 0 if measure.kind in (Kind.COUNT, Kind.SPAN) else 1
    unit = measure.unit.in_language(labels.language())
    return f"{_number(figure.value, decimals=decimals)} {unit}"


def _groups(answers: Answers, group: Mapping[str, str]) -> list[Fact]:
    return [
        Fact(DIMENSIONS[code].name.in_language(labels.language()), answers.label(code, value))
        for code, value in group.items()
    ]


def _parts(measure: Measure, figure: Figure, language: str) -> list[Fact]:
    found = []
    if figure.numerator is not None:
        # Translators: «Täljare»
        about = measure.numerator.in_language(language)
        found.append(Fact(_("Numerator"), _number(figure.numerator), about))
    if figure.denominator is not None:
        # Translators: «Nämnare»
        about = _text(measure.denominator, language)
        found.append(Fact(_("Denominator"), _number(figure.denominator), about))
    if figure.left_out is not None and measure.has_denominator:
        # Translators: «Utelämnade» / «överförda, eller utan uppgift»
        about = _("transferred, or not known")
        found.append(Fact(_("Left out"), _number(figure.left_out), about))
    if figure.persons is not None:
        # Translators: «Olika personer»
        found.append(Fact(_("Different persons"), _number(figure.persons)))
    return found


def _number(value: int | Fraction | None, *, decimals: int = 0) -> str:
    return numbers.number(value or 0, decimals=decimals, language=labels.language())


def _text(words: Any, language: str) -> str:
    return words.in_language(language) if hasattr(words, "in_language") else str(words or "")
