"""The raw bytes that a thief would carry away: no word of a sealed field in any of them.

Database files, write-ahead log, dump, the server's log, ours, snapshots, caches, sessions and
temporary files. The same search finds a word that stands in a plain column, so it can find.
"""

import logging
import os
from pathlib import Path

import pytest
from django.test import Client

from stegvis.access import carrying, drafts
from stegvis.access.context import acting
from stegvis.access.roles import INTERVENTION_STAFF
from stegvis.access.scope import Scope
from stegvis.access.sealing import SealedRow
from stegvis.casework.models import Identity, Note, Participation, Plan, PlanGoal, ReferralText
from stegvis.config.embedded.place import place
from stegvis.config.folders import var_folder
from stegvis.measures import snapshots
from tests.access.raw import dump, files, holding, spellings, superuser
from tests.factories import daily
from tests.factories.people import participation, user_with
from tests.factories.places import association, intervention
from tests.factories.referrals import officer, sent

EVERYTHING = Scope(everything=True)
PLAIN = "plaincanary0bytes"
NUMBER = "191901019008"
FIELDS = {
    "first_name": "Förnamncanary",
    "last_name": "Lastcanaryöst",
    "phone": "070-5550canary",
    "email": "canary.mejl@example.org",
    "contact": "Kontaktcanary",
    "address": "Canarygatan 7",
    "label": "Labelcanary",
}
LONGEST_CODE = 80  # of a list
TYPED = {"note": "Utkastcanary", "carried": "Buretcanary", "searched": "Sokcanary"}
TEXTS = {"goal": "Målcanary", "step": "Stegcanary", "note": "Anteckcanary", "purpose": "Syfcanary"}


SEALED = spellings(
    [*FIELDS.values(), *TYPED.values(), *TEXTS.values(), NUMBER, f"{NUMBER[:8]}-{NUMBER[8:]}"]
)


@pytest.fixture
def staff(committed):
    with acting(EVERYTHING):
        at = intervention(association=association(slug="bytes"), slug="bytes")
        return user_with(INTERVENTION_STAFF, at), at


def people_are_registered(user, at) -> Participation:
    """Through the pages, as they are written by people, and each of the other sealed rows."""
    client = Client()
    client.force_login(user)
    with acting(EVERYTHING):
        made = participation(at, reference=PLAIN)
    page = f"/bytes/deltagare/{made.pk}/personuppgifter/andra/"
    assert client.post(page, FIELDS | {"number": f"{NUMBER[:-1]}1"}).status_code == 422
    assert client.post(page, FIELDS | {"number": NUMBER}).status_code == 302
    marked = {drafts.MARK: carrying.mark(user), drafts.ADDRESS: page}
    assert client.post("/utkast/spara/", marked | {"note": TYPED["note"]}).status_code == 200
    search = client.post("/bytes/deltagare/", {"name": TYPED["searched"]})
    assert search.status_code == 200
    assert client.post("/bytes/deltagare/", {"name": FIELDS["last_name"]}).status_code == 200
    ended = Client()
    assert ended.post(page, marked | {"note": TYPED["carried"]}).status_code == 302
    assert carrying.CARRIED in ended.session
    with acting(EVERYTHING):
        plan = daily.plan(made, TEXTS["goal"])
        daily.step(plan, TEXTS["step"])
        daily.note(made, user, TEXTS["note"])
        texts = FIELDS | {"purpose": TEXTS["purpose"]}
    sent(at, by=officer(at.association), **{k: texts[k] for k in ("first_name", "purpose")})
    return made


def test_no_sealed_word_is_in_any_byte_that_is_stored(staff, tmp_path, caplog):
    user, at = staff
    caplog.set_level(logging.INFO)
    people_are_registered(user, at)
    snapshots.current(at.association.slug)
    with superuser() as server:
        server.execute("CHECKPOINT")
        server.execute("SELECT pg_switch_wal()")
        server.execute("CHECKPOINT")
    where = place()
    folders = [where.data, where.log, var_folder()]
    copied = dump(tmp_path)
    log = tmp_path / "our.log"
    log.write_text(caplog.text, encoding="utf-8")
    everything = [*files(each for each in folders if each.is_dir()), copied, log]
    assert holding(everything, SEALED) == {}
    # And the same search finds the plain word: in a table's file, in the log of writes, in the dump
    found = holding(everything, [PLAIN.encode()])
    assert any("/base/" in path for path in found)
    assert any("/pg_wal/" in path for path in found)
    assert str(copied) in found


def test_the_sealed_words_were_there_to_be_found(staff):
    user, at = staff
    made = people_are_registered(user, at)
    with acting(EVERYTHING):
        said = Identity.objects.get(participant=made.participant).details
        assert {name: said[name] for name in FIELDS} == FIELDS
        assert said["number"] == NUMBER
        assert Plan.objects.get().texts == {"goal": TEXTS["goal"]}
        assert PlanGoal.objects.get().texts == {"text": TEXTS["step"]}
        assert Note.objects.get().texts == {"text": TEXTS["note"]}
        assert TEXTS["purpose"] in ReferralText.objects.get().texts.values()
        assert drafts.Draft.objects.get().pairs == [("note", TYPED["note"])]


def test_a_sealed_row_has_no_other_column_that_a_person_writes_in():
    """Whatever is added to one: free text belongs in `say`, not beside it."""
    allowed = {"BinaryField", "UUIDField", "ForeignKey", "OneToOneField", "BooleanField"}
    numbers = {"PositiveIntegerField", "PositiveSmallIntegerField", "BigIntegerField"}
    days = {"DateField", "DateTimeField"}
    wide = {
        f"{model._meta.label}.{field.name}"
        for model in _sealed()
        for field in model._meta.fields
        if field.get_internal_type() not in allowed | numbers | days
        and (field.get_internal_type() != "CharField" or (field.max_length or 0) > LONGEST_CODE)
    }
    assert wide == set()


def _sealed() -> list[type[SealedRow]]:
    found, waiting = [], [SealedRow]
    while waiting:
        model = waiting.pop()
        waiting += model.__subclasses__()
        if not model._meta.abstract:
            found.append(model)
    return found


def test_the_process_writes_no_file_that_others_can_read(staff):
    user, at = staff
    people_are_registered(user, at)
    open_ones = [
        str(each)
        for each in files([var_folder()])
        if each.stat().st_mode & 0o077
        and each.stat().st_uid == os.geteuid()
        and not _closed_above(each)
    ]
    assert open_ones == []


def _closed_above(path: Path) -> bool:
    return any(each.stat().st_mode & 0o077 == 0 for each in path.parents)
