"""Languages in the headings of an XLSForm: «label::Svenska (sv)»."""

import re
from collections.abc import Mapping

# How we write them; the easy variant of Swedish is a language of its own here.
NAMES = {
    "sv": "Svenska",
    "sv-easy": "Lätt svenska",
    "en": "English",
    "ar": "العربية",
    "fa": "فارسی",
    "fi": "Suomi",
    "so": "Soomaali",
    "ti": "ትግርኛ",
    "uk": "Українська",
    "ckb": "کوردی",
    "bs": "Bosanski",
    "es": "Español",
    "fr": "Français",
    "pl": "Polski",
    "ru": "Русский",
    "tr": "Türkçe",
}
# Named without a code, as many forms are.
IN_ENGLISH = {
    "swedish": "sv",
    "english": "en",
    "arabic": "ar",
    "persian": "fa",
    "dari": "prs",
    "finnish": "fi",
    "somali": "so",
    "tigrinya": "ti",
    "ukrainian": "uk",
    "spanish": "es",
    "french": "fr",
    "polish": "pl",
    "russian": "ru",
    "turkish": "tr",
}
_CODES = {name.casefold(): code for code, name in NAMES.items()} | IN_ENGLISH
_WITH_CODE = re.compile(r".*\(\s*([A-Za-z]{2,3}(?:-[A-Za-z]{2,8})?)\s*\)\s*")
_YES_NO = {
    "sv": ("Ja", "Nej"),
    "sv-easy": ("Ja", "Nej"),
    "en": ("Yes", "No"),
    "ar": ("نعم", "لا"),
    "fa": ("بله", "خیر"),
    "fi": ("Kyllä", "Ei"),
    "so": ("Haa", "Maya"),
    "es": ("Sí", "No"),
    "fr": ("Oui", "Non"),
    "pl": ("Tak", "Nie"),
    "ru": ("Да", "Нет"),
}


def code_of(name: str) -> str:
    """The code of a language as a heading writes it; empty when it cannot be told."""
    if found := _WITH_CODE.fullmatch(name):
        return found[1].lower()
    plain = name.strip().casefold()
    if plain in _CODES:
        return _CODES[plain]
    return plain if re.fullmatch(r"[a-z]{2}(-[a-z]{2,8})?", plain) else ""


def heading(column: str, code: str) -> str:
    """The heading of `column` in a language."""
    return f"{column}::{named(code)}"


def named(code: str) -> str:
    """A language as headings write it."""
    return f"{NAMES.get(code, code)} ({code})"


def yes_and_no(code: str) -> tuple[str, str]:
    """The words for yes and no in a language, in English where we lack them."""
    return _YES_NO.get(code, _YES_NO["en"])


def says_yes_and_no(yes: Mapping[str, str], no: Mapping[str, str]) -> bool:
    """Whether two labels are just yes and no, in every language they have."""
    return set(yes) == set(no) and all(
        (words.strip().casefold(), no[code].strip().casefold())
        == tuple(each.casefold() for each in yes_and_no(code))
        for code, words in yes.items()
    )
