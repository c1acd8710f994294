"""Translations are compiled without the gettext tools."""

import gettext
import os

from stegvis.config.translations import compile_translations

CATALOGUE = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "report"
msgstr "rapport"

msgid "%(n)s year"
msgid_plural "%(n)s years"
msgstr[0] "%(n)s år"
msgstr[1] "%(n)s år"
"""


def test_a_catalogue_is_compiled_once_and_again_when_it_changes(tmp_path):
    source = tmp_path / "sv" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(CATALOGUE, encoding="utf-8")
    made = source.with_suffix(".mo")
    assert compile_translations(locale=tmp_path) == [made]
    assert compile_translations(locale=tmp_path) == []
    os.utime(source, (made.stat().st_mtime + 5,) * 2)
    assert compile_translations(locale=tmp_path) == [made]
    with made.open("rb") as file:
        swedish = gettext.GNUTranslations(file)
    assert swedish.gettext("report") == "rapport"
    assert swedish.ngettext("%(n)s year", "%(n)s years", 2) == "%(n)s år"
