"""The access matrix: every address x role x relation x method, and what each answer gives away."""

import html
import io
import logging
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

import pypdf
from django.core import mail
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern

from stegvis.access.models import ReadLogEntry
from stegvis.access.roles import Permission
from stegvis.access.rules import rule_of
from stegvis.access.scope import scope_of
from stegvis.organisations.models import Association
from tests.access.addresses import PLACES, addresses, filled, objects_of
from tests.access.ground import (
    COLLEAGUE,
    CROSSED,
    ERASED,
    OTHER_ASSOCIATION,
    OTHER_ORGANISATION,
    OWN,
    PERSON,
    PERSONS,
    REFERRAL,
    RELATIONS,
    REPORT,
    SEES,
    Ground,
)

FORM = "application/x-www-form-urlencoded"
LOGGED_IN = 20 * 60  # seconds: a session that is not used for thirty minutes is over
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
# Objects of casework: whoever is not meant to see the person gets no answer about them.
OF_PERSONS = {"participation", "meeting", "session", "step", "note", "change"}
MISSING = {404, 405}
# Asking changes nothing but these: who read, when the session was last used.
READING = {"GET", "HEAD", "OPTIONS"}
WRITTEN_BY_READING = {"access_readlogentry", "django_session"}
# Changed by the request itself; asking for them again would ask for another session.
ENTRANCE = {"account_login", "account_logout", "invitation", "invited"}


@dataclass(frozen=True)
class Cell:
    """One question: who asks for what of whom, and how."""

    route: str
    name: str
    role: str
    relation: str
    method: str

    def __str__(self) -> str:
        return f"{self.method} {self.name} as {self.role} about {self.relation}"


@dataclass
class Answer:
    """What came back: the status, and by kind and relation whose texts stood in it."""

    cell: Cell
    status: int
    given_away: set[tuple[str, str]] = field(default_factory=set)
    log_faults: list[str] = field(default_factory=list)
    logged: bool = False
    written: set[str] = field(default_factory=set)


def cells(roles: list[str]) -> Iterator[Cell]:
    """Every cell of the matrix, in the order of addresses."""
    for route, pattern in addresses():
        for relation in _relations(pattern):
            for role in roles:
                for method in METHODS:
                    yield Cell(route, pattern.name or "", role, relation, method)


def _relations(pattern: URLPattern) -> tuple[str, ...]:
    """The relations in which an address has different objects."""
    named = objects_of(pattern)
    if set(named) - set(PLACES):
        return (*RELATIONS, CROSSED) if "association" in named else RELATIONS
    if "intervention" in named:
        return OWN, COLLEAGUE, OTHER_ORGANISATION, OTHER_ASSOCIATION
    return (OWN, OTHER_ASSOCIATION) if named else (OWN,)


class Heard(logging.Handler):
    """Everything that is logged while the matrix runs."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


class Matrix:
    """Asks the cells of one world, each in a transaction of its own that is taken back."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.patterns = {(route, each.name or ""): each for route, each in addresses()}
        self._log_in()
        self.heard = Heard()
        self.permitted = {
            (role, target["association"]): _permissions(user, target["association"])
            for role, user in ground.users.items()
            for target in ground.targets.values()
        }

    def _log_in(self) -> None:
        """Everybody anew: what a request notes of its session is taken back with it."""
        self.clients = {role: _client(user) for role, user in self.ground.users.items()}
        self.cookies = {role: each.cookies.output() for role, each in self.clients.items()}
        self.since = time.monotonic()

    def ask(self, cell: Cell) -> Answer:
        """Send the request of a cell and look through all that it caused."""
        pattern = self.patterns[cell.route, cell.name]
        path = filled(cell.route, pattern, self.ground.targets[cell.relation])
        with self.sending(cell.role, cell.method, path) as (response, before):
            answer = Answer(cell, response.status_code)
            answer.given_away = self._given_away(_texts(response) + _letters())
            self._compare_with_log(answer, response)
            after = rows_written()
            answer.written = {name for name in after if after[name] != before.get(name, 0)}
            for _ids, later, *_rest in list(connection.run_on_commit):
                if "_tell" in later.__qualname__:
                    later()
            answer.given_away |= self._given_away(_letters())
        return answer

    @contextmanager
    def sending(
        self, role: str, method: str, path: str, form: str | None = None
    ) -> Iterator[tuple[Any, dict[str, int]]]:
        """What is answered, and what was written before; it is all taken back afterwards."""
        if time.monotonic() - self.since > LOGGED_IN:
            self._log_in()
        client = self.clients[role]
        body = {} if form is None else {"data": form, "content_type": FORM}
        mail.outbox = []
        with transaction.atomic():
            before = rows_written()
            yield client.generic(method, path, **body), before
            connection.run_on_commit = []
            transaction.set_rollback(True)
        client.cookies = SimpleCookie()
        for line in self.cookies[role].splitlines():
            client.cookies.load(line.removeprefix("Set-Cookie: "))

    def _given_away(self, text: str) -> set[tuple[str, str]]:
        lowered = text.lower()
        if "canary" not in lowered:
            return set()
        return {
            where
            for where, texts in self.ground.canaries.items()
            if any(each in lowered for each in texts)
        }

    def _compare_with_log(self, answer: Answer, response: Any) -> None:
        """Exactly one row for an answer with persons, and it names every one of them."""
        number = getattr(getattr(response, "wsgi_request", None), "id", None)
        rows = list(ReadLogEntry.objects.filter(request_id=number)) if number else []
        answer.logged = bool(rows)
        shown = {relation for kind, relation in answer.given_away if kind in PERSONS}
        if not shown:
            return
        if len(rows) != 1:
            answer.log_faults.append(f"{len(rows)} rows for a page with persons")
        for relation in shown:
            if rows and not self._names(rows[0], relation):
                answer.log_faults.append(f"the row does not name the person «{relation}»")

    def _names(self, row: ReadLogEntry, relation: str) -> bool:
        ids = self.ground.named_by[relation]
        return (
            ids.get(row.object_kind) in row.object_ids or ids["participation"] in row.participations
        )


def faults(answer: Answer) -> list[str]:
    """What is wrong with an answer: something given away, or a page where none should be."""
    cell = answer.cell
    found = [
        f"{kind} of «{relation}»"
        for kind, relation in sorted(answer.given_away)
        if relation not in SEES[kind].get(cell.role, set())
    ]
    if answer.status >= 500:
        found.append(f"answered {answer.status}")
    if cell.method in READING and answer.written - WRITTEN_BY_READING:
        found.append(f"reading wrote to {sorted(answer.written - WRITTEN_BY_READING)}")
    return found + answer.log_faults


def status_faults(matrix: Matrix, answer: Answer) -> list[str]:
    """Where a page should be as if missing and is not."""
    cell = answer.cell
    pattern = matrix.patterns[cell.route, cell.name]
    if answer.status in MISSING or cell.role == "anonymous":
        return []
    if not _permitted(matrix, cell, pattern):
        return [f"answered {answer.status} without the permission"]
    return _of_others(answer, pattern)


def _permitted(matrix: Matrix, cell: Cell, pattern: URLPattern) -> bool:
    """Whether the role holds at the association of the address what the view asks for."""
    rule = rule_of(pattern.callback, pattern.name)
    if rule is None or "association" not in objects_of(pattern):
        return True
    held = matrix.permitted[cell.role, matrix.ground.targets[cell.relation]["association"]]
    return bool(held) if rule.permission is None else rule.permission in held


def _permissions(user: Any, slug: str) -> frozenset[Permission]:
    association = Association.objects.get(slug=slug).pk
    held = scope_of(user).reaches if user else ()
    return frozenset().union(
        *(reach.role.permissions for reach in held if association in reach.associations)
    )


def _of_others(answer: Answer, pattern: URLPattern) -> list[str]:
    """Whoever is not meant to see a person or a report gets a missing page for all of it."""
    cell = answer.cell
    named = set(objects_of(pattern))
    kinds = {REPORT} if "report" in named else {PERSON} if named & OF_PERSONS else set()
    for kind in kinds:
        unmeant = cell.relation not in SEES[kind].get(cell.role, set())
        if unmeant and not (cell.relation == ERASED and "session" in named):
            return [f"answered {answer.status} instead of 404"]
    return []


def expected(kind: str) -> set[tuple[str, str]]:
    """By role and relation, what somebody is meant to see: the matrix must find all of it."""
    return {
        (role, relation)
        for role, relations in SEES[kind].items()
        for relation in relations
        if relation != ERASED
    }


def _client(user: Any) -> Client:
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user)
    return client


def _texts(response: Any) -> str:
    """Body and headers as text, whatever the body is packed in."""
    raw = b"".join(response.streaming_content) if response.streaming else response.content
    headers = " ".join(f"{name}: {value}" for name, value in response.headers.items())
    return html.unescape(_unpacked(raw) + headers)


def _unpacked(raw: bytes) -> str:
    if raw.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            return " ".join(
                packed.read(name).decode("utf-8", "replace") for name in packed.namelist()
            )
    if raw.startswith(b"%PDF"):
        return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(raw)).pages)
    return raw.decode("utf-8", "replace")


def rows_written() -> dict[str, int]:
    """How many rows of each table this connection has written and not yet reported."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
            " WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"
        )
        return dict(cursor.fetchall())


def _letters() -> str:
    return " ".join(f"{each.subject} {each.body} {each.to}" for each in mail.outbox)


__all__ = ["PERSON", "REFERRAL", "Answer", "Cell", "Matrix", "cells", "expected", "faults"]
