"""A form changes what stands in it and nothing else, whatever is posted beside it.

Every form of every page is sent as it stands and once more with the name of every column there
is. ``./test`` tries a seeded sample; ``./test --long access`` tries every form of five roles.
"""

import os
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from tests.access.addresses import addresses, filled
from tests.access.forms_of_pages import Form, Pair, forms_in
from tests.access.ground import CLOSED, COLLEAGUE, OTHER_ASSOCIATION, OWN, canary
from tests.access.matrix import Matrix, rows_written
from tests.access.stored import Change, beyond, change, rows

# Its world is built once, on one worker.
pytestmark = pytest.mark.xdist_group("over-posting")

LONG = bool(os.environ.get("STEGVIS_LONG"))
ROLES = ("staff", "manager", "officer", "group", "office")
FORMS = 9  # sent in the short run, of those that are about persons and places
AT_ONCE = 400  # names beside a form's own: more than 500 fields are refused
# Written by every request, or by the database for itself.
NOT_COMPARED = {"access_readlogentry", "django_session"}
# Ends the session of the test's own client, so that nothing can be asked afterwards.
ENTRANCE = {"/konto/logga-ut/", "/konto/las/"}
EVERYWHERE = ("/sprak/", "/konto/", "/e/")
MARK = "zqoverposted"


def columns() -> list[models.Field]:
    """Every column of every model of ours."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("stegvis.")]
    return [each for model in ours for each in model._meta.concrete_fields]


def value_for(column: models.Field, matrix: Matrix) -> str:
    """Something of the right kind that no form of the ground says."""
    if isinstance(column, models.ForeignKey):
        return str(_foreign(column, matrix))
    if column.choices:
        return str(list(column.flatchoices)[-1][0])
    kinds = {
        models.BooleanField: "on",
        models.DateTimeField: "1999-12-31T12:00",
        models.DateField: "1999-12-31",
        models.TimeField: "23:45",
        models.UUIDField: "6b3f3f0e-95f4-4f0b-9a55-3d5b3b1c2a10",
        models.IntegerField: "77",
        models.DecimalField: "77",
        models.JSONField: f'["{MARK}"]',
        models.EmailField: f"{MARK}@example.org",
    }
    return next((text for kind, text in kinds.items() if isinstance(column, kind)), MARK)


def _foreign(column: models.ForeignKey, matrix: Matrix) -> Any:
    """The object of another association where there is one of that kind."""
    name = column.related_model.__name__.lower()
    users = {"user": matrix.ground.users["other staff"]}
    if name in users:
        return users[name].pk
    return matrix.ground.targets[OTHER_ASSOCIATION].get(name, 1)


def beside(form: Form, matrix: Matrix) -> Iterator[list[Pair]]:
    """Names of columns that the form does not have, each with values of its kinds, in portions."""
    pairs = {
        (name, value_for(column, matrix))
        for column in columns()
        for name in (column.name, column.attname)
        if name not in form.names
    }
    of_rows = {name[: name.rindex("-") + 1] for name in form.names if "-" in name}
    for prefix in ["", *sorted(of_rows)[:1]]:
        waiting = sorted((prefix + name, value) for name, value in pairs)
        waiting = [each for each in waiting if each[0] not in form.names]
        for start in range(0, len(waiting), AT_ONCE):
            yield waiting[start : start + AT_ONCE]


def pages(matrix: Matrix) -> Iterator[tuple[str, str, Form]]:
    """Who opens which form where; each form once for each role."""
    places = [
        (role, route, pattern, relation)
        for route, pattern in addresses()
        for role in ROLES
        for relation in (OWN, CLOSED)
    ]
    if not LONG:
        Random(8).shuffle(places)
    seen = set()
    for role, route, pattern, relation in places:
        path = filled(route, pattern, matrix.ground.targets[relation])
        for form in forms_on(matrix, role, path, said(pattern.name, relation)):
            known = (role, form.action.split("?")[0], frozenset(form.names))
            if known in seen or (not LONG and form.action.startswith(EVERYWHERE)):
                continue
            seen.add(known)
            yield role, path, form


def said(name: str, relation: str) -> dict[str, str]:
    """What a form must be told to be in order: whose code it is, a number that can be called."""
    code = canary(COLLEAGUE if name == "emergency" else relation, "code")
    return {"code": code, "phone": "070-555 01 01", "number": "19190101-9008"}


def forms_on(matrix: Matrix, role: str, path: str, said: dict[str, str]) -> list[Form]:
    with matrix.sending(role, "GET", path) as (answer, _before):
        if answer.status_code != 200 or "html" not in answer.get("Content-Type", ""):
            return []
        return [
            each
            for each in forms_in(answer.content.decode(), path=path, said=said)
            if each.action.split("?")[0] not in ENTRANCE
        ]


class Watch:
    """What each post changed, compared with what the ground was built with."""

    def __init__(self, matrix: Matrix) -> None:
        self.matrix = matrix
        self.before: dict[str, dict] = {}

    def post(self, role: str, form: Form, beside: list[Pair]) -> tuple[int, dict[str, Change]]:
        with self.matrix.sending(role, "POST", form.action, form.body(*beside)) as (answer, was):
            now = rows_written()
            written = {name for name in now if now[name] != was.get(name, 0)} - NOT_COMPARED
            after = {table: rows(table) for table in written}
        for table in after.keys() - self.before.keys():
            self.before[table] = rows(table)
        found = {table: change(self.before[table], after[table]) for table in after}
        return answer.status_code, {
            table: each for table, each in found.items() if each != Change()
        }


@pytest.fixture(scope="module")
def watch(matrix) -> Watch:
    return Watch(matrix)


def tried(watch: Watch, role: str, form: Form) -> tuple[bool, list[str]]:
    """Whether the form as it stands changes something; what more it does with names beside it."""
    status, ordinary = watch.post(role, form, [])
    _, again = watch.post(role, form, [])
    found = []
    for names in beside(form, watch.matrix):
        answered, more = watch.post(role, form, names)
        found += beyond(ordinary, again, more)
        if answered != status:
            found.append(f"answered {answered} instead of {status}")
    return bool(ordinary), found


def test_what_a_form_does_hold_is_seen_to_change(matrix, watch):
    """The positive control: a column and a sealed word of the person's own."""
    own = matrix.ground.targets[OWN]
    for address, name, text, where in (
        ("andra/", "birth_year", "1999", "casework_participant: birth_year"),
        ("personuppgifter/andra/", "first_name", MARK, "casework_identity: texts"),
    ):
        path = f"/{own['association']}/deltagare/{own['participation']}/{address}"
        (form,) = [
            each for each in forms_on(matrix, "staff", path, said("", OWN)) if name in each.names
        ]
        _, ordinary = watch.post("staff", form, [])
        _, again = watch.post("staff", form, [])
        _, more = watch.post("staff", form, [(name, text)])
        (found,) = [each for each in beyond(ordinary, again, more) if each.startswith(where)]
        assert text in found


def test_no_form_changes_what_does_not_stand_in_it(matrix, watch):
    found, changing, sent = [], 0, 0
    for role, path, form in pages(matrix):
        changes, faults = tried(watch, role, form)
        found += [f"{role} on {path}, sent to {form.action}: {each}" for each in faults]
        sent += 1
        changing += changes
        if not LONG and sent == FORMS:
            break
    assert not found, "\n".join(["", *found])
    assert changing >= (150 if LONG else 3), f"{changing} of {sent} forms changed anything"
