"""The fact box of a chapter: project or agreement period, reported period and extraction date."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from stegvis.core import numbers
from stegvis.reports import labels
from stegvis.reports.queries import AgreedTerms, Chapter
from stegvis.reports.request import Request

Fact = tuple[str, str]


def facts(chapter: Chapter, request: Request) -> tuple[Fact, ...]:
    """Term and text of each fact that is known; what the catalogue does not say is left out."""
    return tuple((term, text) for term, text in _facts(chapter, request) if text)


def _facts(chapter: Chapter, request: Request) -> Iterator[Fact]:
    yield _("Project owner"), chapter.owner
    yield _("Cooperating parties"), ", ".join(chapter.parties)
    yield _("Provider"), chapter.provider
    yield _("Orientation"), labels.code("orientation", chapter.orientation)
    yield _("Project period"), days(chapter.starts_on, chapter.ends_on)
    yield _("Agreement period"), "; ".join(_agreed(one) for one in chapter.agreements)
    yield _("Reported period"), labels.period(request.period)
    yield _("Extraction date"), labels.day(request.today)
    if len(chapter.sites) > 1:
        yield _("Sites"), ", ".join(name for _slug, name in chapter.sites)
    yield _("Parts"), ", ".join(name for _slug, name in chapter.parts)


def days(first: date | None, last: date | None) -> str:
    """From a day to a day; what lies open is said in words, nothing known is nothing said."""
    if first and last:
        return f"{labels.day(first)} – {labels.day(last)}"
    if first:
        return _("from %(day)s, until further notice") % {"day": labels.day(first)}
    return _("until %(day)s") % {"day": labels.day(last)} if last else ""


def _agreed(terms: AgreedTerms) -> str:
    said = [days(terms.starts_on, terms.ends_on), *_amounts(terms)]
    return ", ".join(said)


def _amounts(terms: AgreedTerms) -> Iterator[str]:
    if terms.places is not None:
        yield _("%s places") % _number(terms.places)
    if terms.weeks is not None:
        yield _("at most %s weeks") % _number(terms.weeks)
    if terms.hours_per_week is not None:
        yield _("%s hours a week") % _number(terms.hours_per_week)


def _number(value: numbers.Number) -> str:
    decimals = 0 if value == int(value) else 1
    return numbers.number(value, decimals=decimals, language=labels.language())
