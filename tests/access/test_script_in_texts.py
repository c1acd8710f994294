"""Whatever stands in a text, the pages that show it show a text.

Texts that would run a script stand in every field that people write in, plain or sealed, and
every page is read as a browser reads it. ``./test`` uses a seeded part of the texts;
``./test --long access`` all of them, and ``./test --long browser`` opens the pages in Chromium.
"""

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from random import Random
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.urls import URLPattern
from psycopg import Connection

from stegvis.access import context
from stegvis.access.sealing import SealedRow
from tests.access.addresses import addresses, filled
from tests.access.ground import OWN
from tests.access.matrix import Matrix
from tests.access.payloads import ALL, BODIES, MARK, runs_in
from tests.access.raw import superuser
from tests.access.stored import EVERYTHING

# Its world is built once, on one worker.
pytestmark = pytest.mark.xdist_group("script in texts")

LONG = bool(os.environ.get("STEGVIS_LONG"))
ROUNDS = 25 if LONG else 1
PAGES = 60  # addresses looked at in the short run
ROLES = ("manager", "staff", "officer", "group", "office", "board")
# What people write: names and texts in plain columns. Codes, addresses and numbers are none.
WRITTEN = {
    "access.User": ("name",),
    "organisations.Association": ("name",),
    "organisations.Organisation": ("name",),
    "interventions.Intervention": (
        *("name", "provider", "background", "purpose", "goal_text", "method"),
        *("participant_word", "contact_name", "contact_phone"),
    ),
    "interventions.Site": ("name",),
    "interventions.Agreement": ("extension_rule",),
    "casework.Participant": ("code",),
    "casework.Participation": ("reference",),
    "casework.Session": ("title",),
    "surveys.Response": ("reference",),
    "reports.Report": ("step", "problem"),
}


def test_there_are_five_hundred_texts_and_each_would_run_if_it_were_let_through():
    assert len(set(ALL)) >= 500
    harmless = [each for each in BODIES if not _runs_somewhere(each)]
    assert [each for each in harmless if each.isascii() and "{{" not in each] == []


def _runs_somewhere(text: str) -> bool:
    """In the text of a page, or in an attribute of one."""
    places = ("<p>{}</p>", '<input value="{}">', "<input value='{}'>", "<input value=a{}>")
    return any(runs_in(place.replace("{}", text)) for place in places)


def portion(chance: Random, room: int | None) -> str:
    """As many texts as there is room for; where there is none, what fits of one."""
    if room is None:
        return "\n".join(chance.sample(ALL, 20))
    short = [each for each in ALL if len(each) < room - 4] or [f"<{MARK}>"]
    return f"{chance.choice(short)}{chance.randrange(1000):>4}"


def write(chance: Random) -> None:
    """Such texts in every field of the ground that people write in; past every rule."""
    with context.acting(EVERYTHING), superuser() as server:
        for label, names in WRITTEN.items():
            model = apps.get_model(label)
            for pk in model._base_manager.values_list("pk", flat=True):
                texts = {name: portion(chance, _room(model, name)) for name in names}
                _store(server, model, pk, texts)
        for model in apps.get_models():
            if issubclass(model, SealedRow):
                _write_sealed(server, model, chance)


def _room(model: type[models.Model], name: str) -> int | None:
    return model._meta.get_field(name).max_length


# Never stored but as numbers of persons.
CHECKED = {"number"}


def _write_sealed(server: Connection, model: type[SealedRow], chance: Random) -> None:
    for row in model._base_manager.select_related("key").exclude(key__wrapped=b""):
        texts = row.texts
        new = {name: _said(texts[name], chance) for name in texts.keys() - CHECKED}
        row.say(**texts | new)
        _store(server, model, row.pk, {"sealed": row.sealed})


def _store(server: Connection, model: type[models.Model], pk: Any, cells: dict[str, Any]) -> None:
    names = ", ".join(f'"{name}" = %s' for name in cells)
    server.execute(
        f'UPDATE "{model._meta.db_table}" SET {names} WHERE id = %s', [*cells.values(), pk]
    )


def _said(value: Any, chance: Random) -> Any:
    return portion(chance, None) if isinstance(value, str) else value


Body = tuple[str, str, str]


def bodies(matrix: Matrix, asked: Iterable[tuple[str, str]]) -> Iterator[Body]:
    """The pages that show anything, as they are sent."""
    for role, path in asked:
        with matrix.sending(role, "GET", path) as (answer, _before):
            if "html" in answer.get("Content-Type", "") and answer.status_code < 300:
                yield role, path, answer.content.decode()


def opened(matrix: Matrix) -> list[tuple[str, str]]:
    """Who opens what of the first association: by every role, or some pages by the first."""
    found = []
    for route, pattern in _addresses():
        path = filled(route, pattern, matrix.ground.targets[OWN])
        there = bodies(matrix, ((role, path) for role in ROLES))
        found += [(role, path) for role, path, _body in (there if LONG else islice(there, 1))]
    return found


def _addresses() -> list[tuple[str, URLPattern]]:
    every = addresses()
    return every if LONG else Random(5).sample(every, PAGES)


def test_no_text_becomes_more_than_text_on_any_page(matrix):
    asked = opened(matrix)
    found, shown = set(), set()
    for number in range(ROUNDS):
        write(Random(number))
        read = list(bodies(matrix, asked))
        assert [(role, path) for role, path, _body in read] == asked, "a page is not shown any more"
        for role, path, body in read:
            found |= {f"{path} as {role}: {each}" for each in runs_in(body)}
            shown |= {path} if MARK in body else set()
    assert sorted(found) == []
    assert len(shown) >= (80 if LONG else 20), f"the texts stand on {len(shown)} pages only"
