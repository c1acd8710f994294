"""Our wording of the libraries' sentences is used: they say exactly these."""

import inspect
from pathlib import Path

import allauth
import django
import polib

from scripts import messages
from stegvis.config import borrowed

CATALOGUES = [
    Path(django.__file__).parent / "conf",
    Path(django.__file__).parent / "contrib" / "auth",
    Path(allauth.__file__).parent,
]


def said_by_the_libraries() -> set[tuple[str, str]]:
    files = [str(at / "locale" / "sv" / "LC_MESSAGES" / "django.po") for at in CATALOGUES]
    return {(entry.msgid, entry.msgid_plural) for file in files for entry in polib.pofile(file)}


def test_every_borrowed_sentence_is_one_that_a_library_says():
    listed = {(text, plural) for text, plural, _ in messages.in_python(inspect.getsource(borrowed))}
    assert listed - said_by_the_libraries() == set()
