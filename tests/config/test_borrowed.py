"""What the libraries say and show is worded here: they say exactly these sentences."""

import inspect
from pathlib import Path

import allauth
import django
import polib
from allauth.core.internal.ratelimit import handler429
from django.utils import translation

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


def test_too_many_attempts_are_answered_with_a_page_of_ours(rf):
    with translation.override("en"):
        page = handler429(rf.get("/"))
    assert page.status_code == 429
    assert "Wait a minute, then try again." in page.content.decode()
