"""Swedish identity numbers as people write them: read, checked, and written in one way.

Personal identity numbers (personnummer), coordination numbers (samordningsnummer: the day plus
60), interim numbers (a letter first among the last four) and the reserve numbers (reservnummer)
that regions give people who have neither. Sources: population registration act (1991:481) 18 §;
Skatteverket, SKV 704; Inera, formats of local reserve identities.

Nothing here tells gender or age: where a form asks for those, the person answers.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext as _


class Kind(StrEnum):
    """What kind of number it is, in the word that stands in forms and files."""

    PERSONAL = "personnummer"
    COORDINATION = "samordningsnummer"
    INTERIM = "interimsnummer"
    RESERVE = "reservnummer"


class NumberFault(ValueError):
    """The text is no identity number; the sentence says why and what to write."""


@dataclass(frozen=True)
class IdentityNumber:
    """A checked number: `text` has twelve characters, the same however it was written."""

    text: str
    kind: Kind

    @property
    def written(self) -> str:
        """As people read it: 19121212-1212."""
        return f"{self.text[:8]}-{self.text[8:]}"


LENGTH = 12
# Hyphens, dashes and minus signs that word processors put in the place of the plain one.
DASHES = "\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
PLAIN_DASH = dict.fromkeys(map(ord, DASHES), "-")
NUMBER = re.compile(r"(\d\d)?(\d\d)(\d\d)(\d\d)([-+]?)([A-Z\d]\d{3})")
STOCKHOLM = re.compile(r"99\d{10}")
OTHER_REGION = re.compile(r"(\d{8})-?((?=.*[A-Z])[A-Z\d]{4})")
GOTHENBURG = re.compile(r"[KMX]\d{3}")
SHORTENED = re.compile(r"\d(?:[.,]\d+)?E\+?\d+")
INTERIM_LETTERS = "TRSUWXJKLMN"
LETTER_VALUES = {"K": "5", "M": "7", "X": "8"}  # those of Västra Götaland, for the check digit
ADDED_TO_DAY = 60
NATIONAL_RESERVE_DAYS = range(32, 60)
OLDEST_CENTURY = 18


def parse(text: str, *, today: date) -> IdentityNumber:
    """The number that `text` says; `today` gives ten digits their century.

    With a hyphen or nothing between, somebody who has not yet reached the year of her hundredth
    birthday; with a plus somebody who has. Raises NumberFault.
    """
    said = _tidied(text)
    _refuse_what_a_spreadsheet_lost(said, text)
    found = _reserve(said) or _number(said, text, today=today)
    if found is None:
        # Translators: «%(text)s» går inte att läsa som personnummer.
        # Skriv till exempel 19121212-1212.
        message = _(
            "“%(text)s” cannot be read as an identity number. Write for example 19121212-1212."
        )
        raise NumberFault(message % {"text": text.strip()[:20]})
    return found


def holds_one(text: str, *, today: date) -> bool:
    """Whether an identity number stands in `text`, alone or among other words."""
    found = re.finditer(r"\d[\d\s+-]{7,}[A-Z\d][\d ]{0,6}", _plain(text))
    return any(_is_one(each.group(), today=today) for each in found)


def _is_one(text: str, *, today: date) -> bool:
    try:
        parse(text, today=today)
    except NumberFault:
        return False
    return True


def _plain(text: str) -> str:
    """Digits and dashes of every script as those of a keyboard, letters as capitals."""
    digits = (str(unicodedata.decimal(each, each)) for each in text.translate(PLAIN_DASH))
    return unicodedata.normalize("NFKC", "".join(digits)).upper()


def _tidied(text: str) -> str:
    """Without spaces, invisible characters, and what spreadsheets put before and after."""
    kept = (each for each in _plain(text) if unicodedata.category(each)[0] not in "ZC")
    return re.sub(r"^'|(?<=\d{10})[.,]0+$", "", "".join(kept))


def _refuse_what_a_spreadsheet_lost(said: str, text: str) -> None:
    if SHORTENED.fullmatch(said):
        # Translators: «%(text)s» har kortats av ett kalkylblad: de sista siffrorna är borta.
        # Gör cellen till text och skriv numret igen.
        message = _(
            "“%(text)s” was shortened by a spreadsheet: the last digits are gone. "
            "Make the cell text and write the number again."
        )
        raise NumberFault(message % {"text": text.strip()})
    if re.fullmatch(r"\d{7,9}|\d{11}", said):
        # Translators: «%(text)s» har %(count)s siffror. Ett kalkylblad kan ha tagit bort nollor
        # i början eller den sista siffran: skriv numret med 10 eller 12 siffror.
        message = _(
            "“%(text)s” has %(count)s digits. A spreadsheet may have taken zeros at the beginning "
            "or the last digit: write the number with 10 or 12 digits."
        )
        raise NumberFault(message % {"text": text.strip(), "count": len(said)})


def _number(said: str, text: str, *, today: date) -> IdentityNumber | None:
    """A personal, coordination or interim number; None when it has not the shape of one."""
    match = NUMBER.fullmatch(said)
    if match is None or match[6].startswith(tuple(set("ABCDEFGHIOPQVYZ"))):
        return None
    century, year, month, day, sign, last = match.groups()
    full_year = int(century + year) if century else _full_year(int(year), sign, today=today)
    coordinated = int(day) > ADDED_TO_DAY
    born = _day(full_year, int(month), int(day) - ADDED_TO_DAY * coordinated, text)
    if born > today or born.year < OLDEST_CENTURY * 100:
        # Translators: «%(text)s» ger födelsedagen %(day)s. Skriv numret med århundrade,
        # till exempel 19121212-1212.
        message = _(
            "“%(text)s” gives the birthday %(day)s. Write the number with its century, "
            "for example 19121212-1212."
        )
        raise NumberFault(message % {"text": text.strip(), "day": f"{born:%Y-%m-%d}"})
    _check(f"{year}{month}{day}{last}", text)
    kind = Kind.COORDINATION if coordinated else Kind.PERSONAL
    if last[0] in INTERIM_LETTERS:
        kind = Kind.INTERIM
    return IdentityNumber(f"{full_year:04}{month}{day}{last}", kind)


def _full_year(year: int, sign: str, *, today: date) -> int:
    latest = today.year - (100 if sign == "+" else 0)
    return latest - (latest - year) % 100


def _day(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        # Translators: «%(text)s» börjar inte med en dag som finns. Kontrollera år, månad och dag.
        message = _(
            "“%(text)s” does not begin with a day that exists. Check the year, month and day."
        )
        raise NumberFault(message % {"text": text.strip()}) from None


def _check(ten: str, text: str) -> None:
    """The last of `ten` characters is the check digit of the others; a letter counts as 1."""
    digits = re.sub(r"[A-Z]", "1", ten)
    if ten[6:9] == "000" or not _adds_up(digits):
        # Translators: «%(text)s» har fel kontrollsiffra: någon siffra är felskriven.
        # Jämför med legitimationen.
        message = _(
            "“%(text)s” has the wrong check digit: one of the digits is mistaken. "
            "Compare with the identity document."
        )
        raise NumberFault(message % {"text": text.strip()})


def _adds_up(digits: str) -> bool:
    """Luhn's rule (the modulus 10 of SKV 704), the check digit included."""
    doubled = (int(each) * (2 - place % 2) for place, each in enumerate(reversed(digits), start=1))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def _reserve(said: str) -> IdentityNumber | None:
    """A reserve number of Stockholm, Västra Götaland, the national service or another region."""
    digits = said.replace("-", "", 1)
    if STOCKHOLM.fullmatch(digits) and _adds_up(digits[4:]):
        return IdentityNumber(digits, Kind.RESERVE)
    if re.fullmatch(r"(?:18|19|20)\d{10}", digits):
        nationally = int(digits[6:8]) in NATIONAL_RESERVE_DAYS and 1 <= int(digits[4:6]) <= 12
        good = nationally and _adds_up(digits[2:])
        return IdentityNumber(digits, Kind.RESERVE) if good else None
    match = OTHER_REGION.fullmatch(said)
    if match is None or not _is_day(match[1]):
        return None
    good = _gothenburg(digits) if GOTHENBURG.fullmatch(match[2]) else _elsewhere(match[2])
    return IdentityNumber(digits, Kind.RESERVE) if good else None


def _gothenburg(twelve: str) -> bool:
    value = LETTER_VALUES[twelve[8]]
    return _adds_up(f"{twelve[2:8]}{value}{twelve[9:]}")


def _elsewhere(last: str) -> bool:
    """Letters without a check digit (Skåne, Värmland), unless it has the shape of an interim."""
    return not re.fullmatch(rf"[{INTERIM_LETTERS}]\d{{3}}", last)


def _is_day(eight: str) -> bool:
    try:
        date(int(eight[:4]), int(eight[4:6]), int(eight[6:]))
    except ValueError:
        return False
    return True
