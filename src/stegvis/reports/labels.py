"""Words that several sections share, in the language of the report."""

from collections.abc import Sequence
from datetime import date

from django.utils import formats
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from stegvis.core import codes, numbers
from stegvis.core.periods import Period
from stegvis.measures.dimensions import DIMENSIONS, UNKNOWN

_AFTER_Z = str.maketrans("åäöé", "{|}e")
GENDERS = ("woman", "man", "other", "unknown")


def language() -> str:
    """The language of the report being made."""
    return get_language() or "sv"


def day(when: date) -> str:
    """A day in running text: 20 maj 2022."""
    return formats.date_format(when, "j F Y")


def period(meant: Period) -> str:
    """A period in running text: januari–december 2022, maj 2022, 1 januari–12 augusti 2022."""
    if not meant.is_whole_months:
        return _from_to(meant, "j F")
    if (meant.first.year, meant.first.month) == (meant.last.year, meant.last.month):
        return formats.date_format(meant.first, "F Y")
    return _from_to(meant, "F")


def _from_to(meant: Period, form: str) -> str:
    same_year = meant.first.year == meant.last.year
    first = formats.date_format(meant.first, form if same_year else f"{form} Y")
    return f"{first}–{formats.date_format(meant.last, f'{form} Y')}"


def short_period(meant: Period) -> str:
    """A period in a title: 2022 for a calendar year, else as in running text."""
    one_year = meant.is_whole_years and meant.first.year == meant.last.year
    return str(meant.first.year) if one_year else period(meant)


def dimension(code: str) -> str:
    """The name of a dimension, for the head of a column."""
    return DIMENSIONS[code].name.in_language(language())


def gender(code: str) -> str:
    """The plural for the head of a column; what is no code, as an address may name it, itself."""
    return {
        "woman": _("Women"),
        "man": _("Men"),
        "other": pgettext("several participants' gender", "Other"),
        "unknown": pgettext("several participants' gender", "Not known"),
    }.get(code, code)


def group(dimension: str, value: str) -> str:
    """A group of a dimension as it stands at the head of a row."""
    if dimension == "gender":
        return gender(value)
    if dimension == "question":
        return question(value)
    named = DIMENSIONS[dimension].label(value, language())
    return _("Not known") if named == UNKNOWN else named


def question(item: str) -> str:
    """The name of a question in a form: Fråga 3."""
    number = item.removeprefix("q")
    return _("Question %(number)s") % {"number": number} if number.isdecimal() else item


def numbered_question(item: str, text: str) -> str:
    """A question in words, after its number in the form where its code has one."""
    number = item.removeprefix("q")
    return f"{number}. {text}" if number.isdecimal() else text


def order(dimension: str, values: Sequence[str]) -> list[str]:
    """The values as the dimension lists them, what is not known last."""
    return sorted(values, key=DIMENSIONS[dimension].order)


def swedish_order(name: str) -> str:
    """Sorts å, ä, ö after z, in that order, whatever the locale of the machine."""
    return name.lower().translate(_AFTER_Z)


def listed(names: Sequence[str]) -> str:
    """The names in a sentence: A, B och C."""
    if len(names) < 2:
        return "".join(names)
    return _("%(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


def quantity(value: numbers.Number, unit: str) -> str:
    """A number with the unit of a goal: 50 %, 20 veckor, 1 000 kr."""
    decimals = 0 if value == int(value) else 1
    written = numbers.number(value, decimals=decimals, language=language())
    if unit == "percent":
        return numbers.percent(value / 100, decimals=decimals, language=language())
    patterns = {
        "weeks": _("%s weeks"),
        "days": _("%s days"),
        "sek": _("SEK %s"),
    }
    return patterns.get(unit, "%s") % written


def code(list_name: str, value: str) -> str:
    """The label of a code."""
    return codes.LISTS[list_name].label(value, language())
