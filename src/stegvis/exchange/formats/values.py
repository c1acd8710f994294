"""From cell to value: text, numbers, dates, lists. Every function raises Refusal with a code.

Written the Swedish way or the international way is the same value: ``1 234,5`` and ``1234.5``,
``220520`` and ``2022-05-20``, ``ja`` and ``yes``.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from stegvis.exchange.formats.cells import Cell, Unusable
from stegvis.exchange.formats.refusals import Refusal

_BLANKS = re.compile(r"\s+")  # in Python also the non-breaking and the thin spaces
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# What å, ä, ö, é look like when UTF-8 was read as Windows-1252, and what replaces a lost letter.
_MISREAD = re.compile("Ã[\u00a0-\u00bf\u0084\u0085\u2026\u201e\u2013]|Ã…|\ufffd")
_SLUG = re.compile(r"[a-z0-9åäöéü][a-z0-9åäöéü_-]*")
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
_GROUPED = re.compile(r"[-+]?\d{1,3}(?:[  '’]\d{3})+(?:[.,]\d+)?")
_DASHED = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_DIGITS = re.compile(r"\d+")
_TRUE = {"yes", "ja", "true", "sant", "1", "x"}
_FALSE = {"no", "nej", "false", "falskt", "0"}

# Days that make sense here; outside them a number is a slip, not a day.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
# Excel counts a 29 February 1900 that never was, so its day 60 and on are one too many.
_ORIGIN_1900, _ORIGIN_1904 = date(1899, 12, 30), date(1904, 1, 1)
_TWO_DIGIT_YEARS_FROM = 69  # 69-99 are 1969-1999, 00-68 are 2000-2068
_EXACT_FLOAT = 10**15


def text(cell: Cell, *, exact: bool = False) -> str:
    """The text of a cell, composed (NFC), without blanks at its ends.

    `exact` keeps every character: for our own exports, which hold the text as it was.
    """
    found = _written(cell)
    if "\x00" in found:
        raise Refusal("control_character")
    if exact:
        return found
    if _CONTROL.search(found):
        raise Refusal("control_character")
    if _MISREAD.search(found):
        raise Refusal("misread_letters")
    found = found.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", found).strip()


def _written(cell: Cell) -> str:
    """What the person wrote, where the spreadsheet program has not made something else of it."""
    if isinstance(cell, Unusable):
        raise Refusal(cell.code)
    if isinstance(cell, bool):
        raise Refusal("truth_as_text")
    if isinstance(cell, date):
        raise Refusal("date_as_text")
    return _digits(cell) if isinstance(cell, int | float) else cell or ""


def _digits(number: float) -> str:
    """A number as the person typed it; spreadsheets have forgotten digits beyond the fifteenth."""
    if abs(number) >= _EXACT_FLOAT:
        raise Refusal("digits_lost")
    return str(int(number)) if number == int(number) else str(number)


def line(cell: Cell) -> str:
    """Text of one line, single blanks between words: names of things, codes, labels."""
    return _BLANKS.sub(" ", text(cell)).strip()


def slug(cell: Cell) -> str:
    """A short name as it stands in addresses."""
    found = line(cell)
    if not _SLUG.fullmatch(found) or len(found) > 80:
        raise Refusal("not_a_slug")
    return found


def folded(found: str) -> str:
    """Text by which labels are recognised: case, blanks and kinds of dash do not matter."""
    composed = unicodedata.normalize("NFC", found).casefold().replace("–", "-")
    return re.sub(r"\s*/\s*", "/", _BLANKS.sub(" ", composed)).strip()


def decimal(cell: Cell, *, places: int = 2) -> Decimal:
    """A number with at most `places` decimals; spaces may group thousands."""
    if isinstance(cell, Unusable):
        raise Refusal(cell.code)
    if isinstance(cell, bool | date):
        raise Refusal("not_a_number")
    if isinstance(cell, int | float):
        # A spreadsheet's 0.1 + 0.2: what is off beyond the fifteenth digit is not meant.
        found = Decimal(f"{cell:.15g}") if isinstance(cell, float) else Decimal(cell)
    else:
        found = _number(line(cell).replace("\N{MINUS SIGN}", "-"))
    step = Decimal(1).scaleb(-places)
    try:
        rounded = found.quantize(step)
    except InvalidOperation:
        raise Refusal("number_too_large") from None
    if rounded != found:
        raise Refusal("too_many_decimals", places=places)
    return rounded


def _number(found: str) -> Decimal:
    if not (_NUMBER.fullmatch(found) or _GROUPED.fullmatch(found)):
        raise Refusal("not_a_number")
    return Decimal(re.sub(r"[  '’]", "", found).replace(",", "."))


def whole(cell: Cell) -> int:
    """A number without decimals; `15,0` is one."""
    try:
        return int(decimal(cell, places=0))
    except Refusal as refusal:
        if refusal.code == "too_many_decimals":
            raise Refusal("not_whole") from None
        raise


def flag(cell: Cell) -> bool:
    """Yes or no, in either language."""
    if isinstance(cell, bool):
        return cell
    found = folded(line(cell))
    if found in _TRUE or found in _FALSE:
        return found in _TRUE
    raise Refusal("not_a_flag")


def day(cell: Cell, *, origin_1904: bool = False) -> date:
    """A day: a date cell, `2022-05-20`, `20220520`, `220520`, or Excel's number of the day.

    Five digits are such a number, counted from 1904 in a workbook that says so.
    """
    if isinstance(cell, Unusable):
        raise Refusal(cell.code)
    if isinstance(cell, bool):
        raise Refusal("not_a_date")
    if isinstance(cell, datetime):
        if (cell.hour, cell.minute, cell.second) != (0, 0, 0):
            raise Refusal("time_in_date")
        found: date | None = cell.date()
    elif isinstance(cell, date):
        found = cell
    else:
        found = _day_of_text(line(cell), origin_1904=origin_1904)
    if found is None:
        raise Refusal("not_a_date")
    if not FIRST_DAY <= found <= LAST_DAY:
        raise Refusal("date_out_of_range")
    return found


def _day_of_text(found: str, *, origin_1904: bool) -> date | None:
    if dashed := _DASHED.fullmatch(found):
        return _day_of(*(int(part) for part in dashed.groups()))
    if not _DIGITS.fullmatch(found) or not found.isascii():
        return None
    if len(found) == 8:
        return _day_of(int(found[:4]), int(found[4:6]), int(found[6:]))
    if len(found) == 6:
        century = 1900 if int(found[:2]) >= _TWO_DIGIT_YEARS_FROM else 2000
        return _day_of(century + int(found[:2]), int(found[2:4]), int(found[4:]))
    if len(found) == 5:
        origin = _ORIGIN_1904 if origin_1904 else _ORIGIN_1900
        return origin + timedelta(days=int(found))
    return None


def _day_of(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


# Lists in one cell


def items(found: str) -> list[str]:
    r"""The items of a list, split at `|`; `\|` is the sign itself and `\\` a backslash."""
    return [item for item in _split(found) if item.strip()]


def _split(found: str) -> Iterator[str]:
    item = ""
    position = 0
    while position < len(found):
        sign = found[position]
        if sign == "\\" and found[position + 1 : position + 2] in ("|", "\\"):
            item += found[position + 1]
            position += 1
        elif sign == "|":
            yield item
            item = ""
        else:
            item += sign
        position += 1
    yield item


def joined(found: list[str]) -> str:
    """The cell for a list, which `items` gives back."""
    return "|".join(item.replace("\\", "\\\\").replace("|", "\\|") for item in found)


def attached(item: str) -> tuple[str, str]:
    """An item and the value after its colon, empty where it has none."""
    name, _, value = item.rpartition(":") if ":" in item else (item, "", "")
    return name.strip(), value.strip()


# Text that a spreadsheet program would take for a formula

_BLANK_START = re.compile(r"^[\s\u200b-\u200f\u2060\ufeff\x00-\x1f\"',;]*")
_FORMULA_STARTS = "=+-@|%\uff1d\uff0b\uff0d\uff20\u2212"


def looks_like_formula(found: str) -> bool:
    """Whether some spreadsheet program might compute `found`, with or without blanks before it."""
    if not found:
        return False
    if found[0] in "\t\r\n":
        return True
    rest = _BLANK_START.sub("", found)
    return bool(rest) and rest[0] in _FORMULA_STARTS


def escaped(found: str) -> str:
    """Text for a CSV cell that stays text: an apostrophe before what looks like a formula."""
    return "'" + found if found.startswith("'") or looks_like_formula(found) else found


def unescaped(found: str) -> str:
    """What `escaped` was given."""
    return found.removeprefix("'")
