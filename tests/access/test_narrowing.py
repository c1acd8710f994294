"""Lists are narrowed and sorted by what they offer, and by nothing else that an address says.

Names that lead to other columns, values that no list offers and characters that no keyboard has:
never a fault of ours, never another choice of rows, never another question to the database.
``./test`` tries a seeded sample on every page; ``./test --long access`` 5,000 addresses.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.db import connection

from tests.access.addresses import addresses, filled
from tests.access.ground import OWN, canary
from tests.access.matrix import Matrix

# Its world is built once, on one worker.
pytestmark = pytest.mark.xdist_group("narrowing")

LONG = bool(os.environ.get("STEGVIS_LONG"))
TRIES = 5_000 if LONG else 60
# What pages do read from an address, and a value that changes what they show.
READ = {
    "sort": "-started",
    "page": "1",
    "per_page": "2",
    "columns": "state",
    "state": "ended",
    "whose": "mine",
    "intervention": "insats-1",
    "referrer": "fk",
    "period": "2021",
    "week": "2026-11-16",
    "site": "1",
    "all": "overdue",
    "reset": "1",
    "like": "1",
    "kind": "secrecy",
    "consent": "1",
    "status": "received",
    "for": "weeks-4",
    "again": "1",
    "protected": "no",
    "copy": "1",
    "referral": "1",
    "language": "en",
    "instrument": "1",
    "gender": "woman",
    "show": "all",
}
# Where a name that nothing reads may lead, if anything follows it.
STEPS = ("participant", "identity", "site", "owner", "user", "key", "participation", "referral")
LOOKUPS = ("startswith", "regex", "in", "isnull", "gt", "contains", "")
ODD = (
    "\x00",
    "\r\nSet-Cookie: a=b",
    "\x1b[2J",
    "\u202e",
    "\ud7ff",
    "'",
    '"; --',
    "%",
    "../",
    "{{7*7}}",
)
ODD_VALUES = (
    "",
    "-1",
    "0",
    "99999999999999999999",
    "٣",
    "²",
    "1e9",
    "nan",
    "2021-02-30",
    "x" * 3000,
)
LINK = re.compile(r'(?:href|action)="([^"?#]*)')
NUL = "%00"  # names nothing: the page is missing
COUNTED = re.compile(r"\b(LIMIT|OFFSET) \d+|s\d+_x\d+|(?<=%s)(?:, %s)+")
WORDS = ("firstname", "phone", "note", "goal", "step", "reference")
COLUMN = re.compile(r'"\w+"\."\w+"')


@dataclass(frozen=True)
class Shown:
    """What a page leads to, in its order, and what it asked the database."""

    status: int
    links: tuple[str, ...]
    asked: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    role: str
    path: str


class Listening:
    """The statements that are sent while this listens, without their values."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def __call__(self, execute: Any, sql: str, *rest: Any) -> Any:
        # When a session was last used is noted once a minute, within a savepoint.
        if "django_session" not in sql and "SAVEPOINT" not in sql:
            self.heard.append(COUNTED.sub("", sql))
        return execute(sql, *rest)


def show(matrix: Matrix, page: Page, query: str = "") -> Shown:
    ear = Listening()
    with (
        connection.execute_wrapper(ear),
        matrix.sending(page.role, "GET", f"{page.path}?{query}") as (answer, _before),
    ):
        text = answer.content.decode("utf-8", "replace") if not answer.streaming else ""
        status = answer.status_code
    return Shown(status, tuple(LINK.findall(text)), tuple(ear.heard))


def pages(matrix: Matrix) -> list[Page]:
    """Every page of the first association that shows something to its first reader."""
    found = []
    for route, pattern in addresses():
        if "association" not in pattern.pattern.converters:
            continue
        path = filled(route, pattern, matrix.ground.targets[OWN])
        for role in ("manager", "staff", "office", "officer", "group"):
            with matrix.sending(role, "GET", path) as (answer, _before):
                html = "html" in answer.get("Content-Type", "")
                if answer.status_code == 200 and html:
                    found.append(Page(role, path))
                    break
    return found


def is_list(page: Page) -> bool:
    return not re.search(r"/\d+/|/[0-9a-f-]{36}/", page.path)


def columns() -> list[str]:
    ours = [each for each in apps.get_models() if each.__module__.startswith("stegvis.")]
    return sorted({field.name for model in ours for field in model._meta.get_fields()})


def unread_name(chance: Random, known: list[str]) -> str:
    """A name that no page reads: a way to another column, or nothing at all."""
    steps = [chance.choice(STEPS) for _ in range(chance.randrange(3))]
    joined = chance.choice(["__", "__", "."]).join([*steps, chance.choice(known)])
    look = chance.choice(LOOKUPS)
    name = f"{joined}__{look}" if look else joined
    made = chance.choice([name, f"-{name}", name + chance.choice(ODD), chance.choice(ODD) + name])
    return made + "_" if made in READ else made


def unoffered_value(chance: Random, known: list[str]) -> str:
    return chance.choice(
        [
            unread_name(chance, known),
            f"-{unread_name(chance, known)}",
            chance.choice(ODD),
            chance.choice(ODD_VALUES),
            f"{chance.choice(known)},{chance.choice(known)}",
        ]
    )


@pytest.fixture(scope="module")
def every(matrix) -> list[Page]:
    return pages(matrix)


def some(every: list[Page], number: int, chance: Random) -> Iterator[Page]:
    """All in turn, lists first, for as long as wanted."""
    ordered = sorted(every, key=lambda each: not is_list(each))
    for tried in range(number):
        yield ordered[tried % len(ordered)] if tried < len(ordered) else chance.choice(ordered)


def test_names_that_no_page_reads_change_nothing(matrix, every):
    chance, known, plain, found = Random(9), columns(), {}, []
    for page in some(every, TRIES // 2, chance):
        if page not in plain:
            plain[page] = show(matrix, page, "unread=1")
        query = urlencode({unread_name(chance, known): unoffered_value(chance, known)})
        shown = show(matrix, page, query)
        if (shown.status != 404) if NUL in query else (shown != plain[page]):
            found.append(f"{page.path}?{query} as {page.role}: {difference(plain[page], shown)}")
    assert not found, "\n".join(["", *found])
    assert any(is_list(page) and len(each.links) > 5 for page, each in plain.items())


def test_values_that_no_page_offers_choose_no_other_rows(matrix, every):
    chance, known, plain, found = Random(10), columns(), {}, []
    for page in some([each for each in every if is_list(each)], TRIES // 2, chance):
        name = chance.choice(list(READ))
        for query in ("unread=1", urlencode({name: READ[name]})):
            plain.setdefault((page, query), show(matrix, page, query))
        allowed = [each for (where, _), each in plain.items() if where == page]
        query = urlencode({name: unoffered_value(chance, known)})
        shown = show(matrix, page, query)
        told = beyond(shown, allowed) if NUL not in query else []
        if name == "sort" and NUL not in query and shown.links != plain[page, "unread=1"].links:
            told.append("sorted by what it does not offer")
        found += [f"{page.path}?{query} as {page.role}: {each}" for each in told]
    assert not found, "\n".join(["", *found])


def test_a_list_is_sorted_by_its_own_columns_only(matrix):
    """A dot in the address reached the table's library, which warned of it."""
    place = matrix.ground.targets[OWN]["association"]
    page = Page("manager", f"/{place}/uppfoljningar/")
    plain = show(matrix, page, "unread=1")
    assert show(matrix, page, "sort=-user.signature__in").links == plain.links


@pytest.mark.parametrize("query", ["gender='", "gender=-participant.identity__isnull%25"])
def test_a_group_that_no_figure_has_is_a_figure_of_nobody(matrix, query):
    """Both broke the page once."""
    place = matrix.ground.targets[OWN]["association"]
    page = Page("manager", f"/{place}/siffra/participations.current/")
    assert show(matrix, page, query).status == 200


def beyond(shown: Shown, allowed: list[Shown]) -> list[str]:
    """What a page leads to or asks for that it does not for values it offers."""
    links = set(shown.links) - {link for each in allowed for link in each.links}
    asked = columns_of(shown) - {one for each in allowed for one in columns_of(each)}
    return [
        *([f"answered {shown.status}"] if shown.status >= 500 else []),
        *([f"leads to {sorted(links)}"] if links else []),
        *([f"asks for {sorted(asked)}"] if asked else []),
    ]


def columns_of(shown: Shown) -> set[str]:
    return {name for statement in shown.asked for name in COLUMN.findall(statement)}


def test_a_value_that_a_page_offers_does_change_what_it_shows(matrix):
    """The positive control: both what is listed and what is asked for."""
    page = Page("staff", f"/{matrix.ground.targets[OWN]['association']}/deltagare/")
    plain, narrowed = show(matrix, page, "period=2021-2026"), show(matrix, page, "period=2019")
    assert set(plain.links) - set(narrowed.links)
    ended = show(matrix, page, "period=2021-2026&state=ended")
    assert set(ended.links) < set(plain.links)
    assert set(ended.asked) - set(plain.asked)


def test_a_name_is_searched_for_in_names_only(matrix):
    """Nobody is found by her telephone, a note, a goal or her reference."""
    page = f"/{matrix.ground.targets[OWN]['association']}/deltagare/"
    hits = {word: found_by(matrix, page, canary(OWN, word)) for word in WORDS}
    assert hits == {word: word == "firstname" for word in WORDS}
    for odd in (*ODD, *ODD_VALUES):
        with matrix.sending("staff", "POST", page, urlencode({"name": odd})) as (answer, _before):
            assert answer.status_code < 500, odd


def test_what_no_text_of_the_database_can_hold_is_missing(matrix):
    """U+0000: in an address, in what follows it, and in a form."""
    page = f"/{matrix.ground.targets[OWN]['association']}/deltagare/"
    for method, path, form in (
        ("GET", f"{page}?referrer=%00", None),
        ("GET", "/%00/deltagare/", None),
        ("POST", page, "name=An%00na"),
    ):
        with matrix.sending("staff", method, path, form) as (answer, _before):
            assert answer.status_code == 404, path


def found_by(matrix: Matrix, page: str, word: str) -> bool:
    link = f"/deltagare/{matrix.ground.targets[OWN]['participation']}/"
    with matrix.sending("staff", "POST", page, urlencode({"name": word})) as (answer, _before):
        return link in answer.content.decode()


def difference(plain: Shown, shown: Shown) -> str:
    if plain.status != shown.status:
        return f"answered {shown.status}"
    if plain.links != shown.links:
        return f"links {set(plain.links) ^ set(shown.links)}"
    return f"asked {sorted(set(shown.asked) ^ set(plain.asked))[:2]}"
