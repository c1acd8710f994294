"""Nobody is shown what she is not meant to see: every address, role, relation and method.

``./test`` asks a seeded sample and every page once for everyone; ``./test --long access`` asks
all. The same holds with the application's filters off (the database alone) and with row-level
security off (the application alone), and taking any one filter away is noticed.
"""

import inspect
import logging
import os
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, models

from stegvis.access import context, purposes, readlog, scope
from stegvis.organisations import place
from tests.access.addresses import addresses, objects_of
from tests.access.ground import (
    ASSOCIATION,
    INTERVENTION,
    OWN,
    PERSON,
    PERSONS,
    REFERRAL,
    ROLES,
    SEES,
)
from tests.access.matrix import Cell, Matrix, cells, expected, faults, status_faults

LONG = os.environ.get("STEGVIS_LONG", "")
SAMPLE = 600
# Pages that show every kind of person and place to everyone who is meant to see them.
CONTROL = {
    "participations",
    "participation",
    "referrals",
    "referral",
    "my_referrals",
    "my_referral",
    "group_referrals",
    "group_referral",
    "interventions",
    "intervention",
    "new_referral",
    "report",
    "comparison",
}
ENOUGH = 30_000


@pytest.fixture
def whole(matrix) -> list[Cell]:
    assert set(matrix.ground.users) == set(ROLES)
    return list(cells(ROLES))


def some(whole: list[Cell], number: int, *, seed: int) -> list[Cell]:
    """A sample; all in the long form."""
    return whole if LONG else Random(seed).sample(whole, number)


def wrong(matrix: Matrix, asked: list[Cell]) -> list[str]:
    found = []
    for cell in asked:
        answer = matrix.ask(cell)
        told = faults(answer) + status_faults(matrix, answer)
        found += [f"{cell}: {each}" for each in told]
    return found


def none_of(found: list[str]) -> None:
    """Fails with every line that was found."""
    assert not found, "\n".join(["", *found])


def test_the_matrix_is_big_enough_and_knows_every_address(whole):
    assert len(whole) >= ENOUGH
    assert {(cell.route, cell.name) for cell in whole} == {
        (route, pattern.name or "") for route, pattern in addresses()
    }


@pytest.mark.parametrize("role", ROLES)
def test_nothing_is_given_away_to_anybody_by_any_method(matrix, whole, role):
    hers = [cell for cell in whole if cell.role == role]
    none_of(wrong(matrix, some(hers, SAMPLE // len(ROLES), seed=4711)))


def test_everyone_meant_to_see_someone_does_and_every_reading_is_logged_once(matrix, whole):
    """The positive control: without it the matrix could be empty of persons."""
    pages = [
        cell
        for cell in whole
        if cell.method == "GET" and _meant(cell) and (LONG or cell.name in CONTROL)
    ]
    seen, found, logged, empty = set(), [], 0, 0
    for cell in pages:
        answer = matrix.ask(cell)
        found += [f"{cell}: {each}" for each in faults(answer)]
        seen |= {(kind, cell.role, relation) for kind, relation in answer.given_away}
        logged += answer.logged
        empty += answer.logged and not {kind for kind, _ in answer.given_away} & PERSONS
    none_of(found)
    for kind in (PERSON, REFERRAL, ASSOCIATION, INTERVENTION):
        missed = expected(kind) - {
            (role, relation) for what, role, relation in seen if what == kind
        }
        assert missed == set(), kind
    assert empty <= 0.01 * logged, f"{empty} of {logged} rows name nobody shown"


def _meant(cell: Cell) -> bool:
    """Somebody who sees persons, asking about one she is meant to see."""
    return any(cell.relation in meant.get(cell.role, set()) for meant in SEES.values())


def test_no_log_line_names_a_person(matrix, whole):

    root = logging.getLogger()
    level = root.level
    root.addHandler(matrix.heard)
    root.setLevel(logging.DEBUG)
    try:
        for cell in some([each for each in whole if each.method in ("GET", "POST")], 120, seed=7):
            matrix.ask(cell)
    finally:
        root.removeHandler(matrix.heard)
        root.setLevel(level)
    persons = [
        text
        for (kind, _relation), texts in matrix.ground.canaries.items()
        if kind in PERSONS
        for text in texts
    ]
    # What the database driver is told is no log: it is only seen at this level, by tests.
    said = [line for line in matrix.heard.lines if not line.startswith("(0.")]
    assert [line for line in said if any(each in line for each in persons)] == []
    assert said


def test_when_the_read_log_fails_no_page_with_persons_is_shown(matrix, whole, monkeypatch):
    real = readlog.write

    def fails(readings, **about):
        if readings:
            raise DatabaseError("no room")
        real(readings, **about)

    pages = [
        cell
        for cell in whole
        if cell.method == "GET" and cell.relation in SEES[PERSON].get(cell.role, set())
    ]
    asked = pages if LONG else [cell for cell in pages if cell.role == "other staff"]
    with_persons = [cell for cell in asked if _persons(matrix.ask(cell))]
    assert len(with_persons) >= 10
    monkeypatch.setattr(readlog, "write", fails)
    shown = []
    for cell in with_persons:
        answer = matrix.ask(cell)
        if _persons(answer) or answer.status not in (500, 503):
            shown.append(f"{cell}: {answer.status}")
    none_of(shown)


def _persons(answer: Any) -> set[tuple[str, str]]:
    return {each for each in answer.given_away if each[0] in PERSONS}


def test_every_page_that_shows_persons_says_for_what(matrix, whole):
    told = {
        cell.name
        for cell in whole
        if cell.method == "GET"
        and cell.relation == OWN
        and cell.role in ("manager", "officer", "group")
        and _persons(matrix.ask(cell))
    }
    assert told
    assert told - set(purposes.OF_PAGE) == set(), "add them to stegvis/access/purposes.py"


# Each filter that narrows to what someone reaches: where it stands, and what is left without it.
Filter = tuple[Any, str, Callable[..., Any]]


def filters() -> list[Filter]:
    """Every queryset method of ours that takes a user, and the two checks that know the role."""
    found: list[Filter] = [
        (scope.Scope, "permits", lambda *_args, **_kwargs: True),
        (place, "_permitted", lambda *_args, **_kwargs: True),
    ]
    for queryset in sorted(_querysets(), key=lambda each: each.__qualname__):
        for name, method in vars(queryset).items():
            if inspect.isfunction(method) and {"user", "by"} & set(
                inspect.signature(method).parameters
            ):
                found.append((queryset, name, lambda self, *_args, **_kwargs: self.all()))
    return found


def _querysets() -> set[type]:
    return {
        type(model._default_manager.get_queryset())
        for model in apps.get_models()
        if model.__module__.startswith("stegvis.")
        and type(model._default_manager.get_queryset()) is not models.QuerySet
    }


def _row_level_security_off(monkeypatch) -> None:
    real = context._values
    monkeypatch.setattr(context, "_values", lambda found: [*real(found)[:-1], "on"])


def test_the_application_alone_lets_nothing_out(matrix, whole, monkeypatch):
    _row_level_security_off(monkeypatch)
    none_of(wrong(matrix, some(whole, SAMPLE // 2, seed=42)))


def test_the_database_alone_lets_no_person_out(matrix, whole, monkeypatch):
    """Places are no secret of the database: it walls off the tables with persons."""
    for where, name, without in filters():
        if inspect.isclass(where) and where.__module__.startswith("stegvis.casework"):
            monkeypatch.setattr(where, name, without)
    reading = [cell for cell in whole if cell.method == "GET"]
    out = []
    for cell in some(reading, SAMPLE // 2, seed=43):
        answer = matrix.ask(cell)
        out += [
            f"{cell}: {kind} of «{relation}»"
            for kind, relation in _persons(answer)
            if relation not in SEES[kind].get(cell.role, set())
        ]
    none_of(out)


@pytest.mark.parametrize(
    "which", filters(), ids=lambda each: f"{each[0].__name__.split('.')[-1]}.{each[1]}"
)
def test_taking_one_filter_away_turns_the_matrix_red(matrix, whole, which, monkeypatch):
    where, name, without = which
    _row_level_security_off(monkeypatch)
    monkeypatch.setattr(where, name, without)
    asked = [
        cell
        for cell in whole
        if cell.method == "GET" and cell.role != "anonymous" and cell.name in CONTROL
    ]
    Random(99).shuffle(asked)
    for cell in asked:
        answer = matrix.ask(cell)
        if faults(answer) or status_faults(matrix, answer):
            return
    pytest.fail(f"Nothing notices that {name} is gone.")


def test_no_address_is_only_a_place_without_being_asked_in_both_associations(whole):
    named = {
        pattern.name: objects_of(pattern) for _route, pattern in addresses() if objects_of(pattern)
    }
    for name in named:
        assert len({cell.relation for cell in whole if cell.name == name}) >= 2, name
