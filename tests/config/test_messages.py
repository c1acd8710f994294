"""What `scripts/messages.py` finds in sources and in a catalogue."""

import polib
import pytest

from scripts.messages import Message, faults, in_python, in_template, update

MODULE = """
from django.utils.translation import gettext as _, ngettext, pgettext_lazy
_("one text " "in two parts")
ngettext("%(n)s row", "%(n)s rows", 3)
pgettext_lazy("a month", "May")
_(variable)
"""
TEMPLATE = """{% load i18n %}
{% translate "Log out" %} {{ _("Close") }} {% translate "May" context "a month" %}
{% blocktranslate count counter=n trimmed %}
  {{ counter }} row
{% plural %}
  {{ counter }} rows
{% endblocktranslate %}
<p>gettext("not code")</p>
"""


def test_texts_of_a_module():
    assert set(in_python(MODULE)) == {
        Message("one text in two parts", "", ""),
        Message("%(n)s row", "%(n)s rows", ""),
        Message("May", "", "a month"),
    }


def test_texts_of_a_template():
    assert set(in_template(TEMPLATE)) == {
        Message("Log out", "", ""),
        Message("Close", "", ""),
        Message("May", "", "a month"),
        Message("%(counter)s row", "%(counter)s rows", ""),
    }


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (
            {"msgid": "Other", "msgstr": "Annat"},
            ["missing: '%(n)s of us' (x.py)", "used nowhere: 'Other'"],
        ),
        ({"msgid": "%(n)s of us", "msgstr": ""}, ["not translated: '%(n)s of us'"]),
        (
            {"msgid": "%(n)s of us", "msgstr": "%(n)s av oss", "flags": ["fuzzy"]},
            ["marked as uncertain: '%(n)s of us'"],
        ),
        (
            {"msgid": "%(n)s of us", "msgstr": "%(m)s av oss"},
            ["other placeholders than its source: '%(n)s of us'"],
        ),
        ({"msgid": "%(n)s of us", "msgstr": "%(n)s av oss"}, []),
    ],
)
def test_what_keeps_a_catalogue_from_being_complete(entry, said):
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(**entry))
    assert faults(catalogue, {Message("%(n)s of us", "", ""): ["x.py"]}) == said


def test_update_adds_what_is_new_and_keeps_what_is_translated(tmp_path):
    catalogue = polib.POFile()
    catalogue.fpath = str(tmp_path / "django.po")
    catalogue.append(polib.POEntry(msgid="Kept", msgstr="Kvar"))
    catalogue.append(polib.POEntry(msgid="Gone", msgstr="Borta"))
    update(catalogue, {Message("New", "", ""): ["a.py"], Message("Kept", "", ""): ["b.py"]})
    assert [(each.msgid, each.msgstr) for each in polib.pofile(catalogue.fpath)] == [
        ("New", ""),
        ("Kept", "Kvar"),
    ]
