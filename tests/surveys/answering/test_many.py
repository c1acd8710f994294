"""Thousands of submissions and of guesses: each stored once, none let in, nobody kept waiting."""

import base64
import os
import secrets
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from queue import SimpleQueue

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from stegvis.access import context
from stegvis.casework.models import Participant, Participation
from stegvis.core import clock
from stegvis.surveys import shipping
from stegvis.surveys.actions import answering, invitations
from stegvis.surveys.actions.invitations import LINK_BYTES, code_print, link_print
from stegvis.surveys.models import Answer, AnswerDraft, Instrument, Invitation, Response
from tests.factories import surveys
from tests.factories.people import participation, user
from tests.factories.places import intervention
from tests.surveys.answering.invited import EVERYTHING, invited, opened
from tests.surveys.answering.served import Visitor, running, visitors

LONG = bool(os.environ.get("STEGVIS_LONG"))
SUBMISSIONS, WITHIN = (5_000, 600) if LONG else (24, 60)  # seconds
GUESSES = 100_000 if LONG else 120
TOKENS = 100_000 if LONG else 20_000
AT_ONCE = 8
ANSWERS = ("1", "2", "3", "4", "5", "3", "2")


@pytest.fixture(autouse=True)
def no_tries_yet():
    cache.clear()


def invited_all(count: int) -> tuple[Instrument, list[str]]:
    """As many participants with a link each to the self-assessment, written in one go."""
    with context.acting(EVERYTHING):
        shipping.ensure()
        asked = Instrument.objects.get(code="self-assessment")
        first = participation(surveys.use(intervention(), asked).intervention)
        shared = {"association_id": first.association_id, "owner_id": first.owner_id}
        people = Participant.objects.bulk_create(
            Participant(**shared, site_id=first.site_id, code=f"M{number}", gender="woman")
            for number in range(count)
        )
        stays = Participation.objects.bulk_create(
            Participation(
                **shared,
                intervention_id=first.intervention_id,
                site_id=first.site_id,
                participant=person,
                reference=f"m-{person.code}",
                started_on=clock.today(),
            )
            for person in people
        )
        tokens = [secrets.token_urlsafe(LINK_BYTES) for _each in stays]
        made_by = user()
        Invitation.objects.bulk_create(
            Invitation(
                **shared,
                participation=stay,
                instrument=asked,
                occasion="start",
                due_on=clock.today(),
                link_print=link_print(token),
                code_print=code_print(token),
                valid_until=datetime.now(UTC) + timedelta(days=1),
                made_by=made_by,
            )
            for stay, token in zip(stays, tokens, strict=True)
        )
    return asked, tokens


def test_everyone_who_submits_is_stored_exactly_once_within_the_time(committed, capsys):
    asked, tokens = invited_all(SUBMISSIONS)
    items = [item.code for item in asked.questionnaire.items]

    def submit(waiting: SimpleQueue[Visitor], token: str) -> list[int]:
        visitor = waiting.get()
        statuses = [visitor.begin(token)]
        for number, (item, value) in enumerate(zip(items, ANSWERS, strict=True), start=1):
            statuses.append(visitor.post(f"/e/fraga/{number}/", item=item, answer=value, next=""))
        statuses.append(visitor.post("/e/klar/", send=""))
        waiting.put(visitor)
        return statuses

    with running() as port, visitors(port) as waiting, ThreadPoolExecutor(AT_ONCE) as pool:
        began = time.monotonic()
        statuses = Counter(
            status
            for found in pool.map(lambda token: submit(waiting, token), tokens)
            for status in found
        )
        seconds = time.monotonic() - began
    assert statuses == {302: SUBMISSIONS * (len(items) + 2)}
    assert seconds <= WITHIN
    with context.acting(EVERYTHING):
        assert Response.objects.count() == SUBMISSIONS
        assert Response.objects.values("participation").distinct().count() == SUBMISSIONS
        assert Answer.objects.count() == SUBMISSIONS * len(items)
        assert AnswerDraft.objects.count() == 0
    with capsys.disabled() if LONG else nullcontext():
        print(f"{SUBMISSIONS} submissions in {seconds:.0f} s", end=" ")  # noqa: T201


def read() -> dict[str, int]:
    """How many rows of each table this transaction has read, by whatever way."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, seq_tup_read + coalesce(idx_tup_fetch, 0)"
            " FROM pg_stat_xact_user_tables"
        )
        return dict(cursor.fetchall())


@pytest.mark.django_db
def test_what_a_link_reads_does_not_grow_with_the_number_of_invitations():
    asked, (token, *_others) = invited_all(1_000)
    now, today = datetime.now(UTC), clock.today()
    before = read()
    visit = answering.by_link(token, now=now)
    for item, value in zip(asked.questionnaire.items, ANSWERS, strict=True):
        answering.keep(visit=visit, item=item.code, value=value, now=now)
        answering.answers_of(visit)
    answering.first_answers(visit)
    assert answering.send(visit=visit, now=now, today=today)
    more = {name: count - before.get(name, 0) for name, count in read().items()}
    assert more["surveys_invitation"] < 200
    assert more.get("casework_participation", 0) < 200


def test_no_guess_fits_and_others_at_the_same_address_are_served_all_the_while(committed):
    made = [invited(intervention()) for _each in range(2)]
    guesser, served = Client(), 0
    seen: Counter[tuple[int, bytes]] = Counter()
    for number in range(GUESSES):
        answer = guess(guesser, number)
        seen[answer.status_code, answer.content] += 1
        if number % max(1, GUESSES // 20) == 0:
            served += opened(made[number % 2]).get("/e/start/").status_code == 200
    assert {status for status, _body in seen} <= {404, 429}
    assert len(seen) == 2  # one page for a wrong one, one for too many: nothing else is said
    assert served >= 20
    allowed = sum(count for (status, _body), count in seen.items() if status == 404)
    assert allowed < GUESSES
    with context.acting(EVERYTHING):
        assert Response.objects.count() == 0


def guess(client: Client, number: int):
    """A link or a code that nobody was given."""
    if number % 2:
        return client.post("/e/", {"code": invitations._code()})
    return client.get(f"/e/o/{secrets.token_urlsafe(LINK_BYTES)}/")


def test_tokens_are_random_in_every_bit_and_none_comes_twice():
    tokens = [secrets.token_urlsafe(LINK_BYTES) for _each in range(TOKENS)]
    assert len(set(tokens)) == TOKENS
    numbers = [int.from_bytes(_bytes(each)) for each in tokens]
    assert LINK_BYTES * 8 == 128
    tolerance = 6 * TOKENS**0.5 / 2  # six standard deviations of a fair coin
    for bit in range(128):
        ones = sum(number >> bit & 1 for number in numbers)
        assert abs(ones - TOKENS / 2) < tolerance, f"bit {bit} is 1 in {ones} of {TOKENS}"
    for bit in range(127):
        alike = sum((number >> bit & 1) == (number >> (bit + 1) & 1) for number in numbers)
        assert abs(alike - TOKENS / 2) < tolerance, f"bits {bit} and {bit + 1} go together"


def _bytes(token: str) -> bytes:
    return base64.urlsafe_b64decode(token + "==")


@pytest.mark.django_db
def test_a_link_has_as_many_random_bits_as_it_says():
    made = invited(intervention())
    assert len(_bytes(made.token)) == LINK_BYTES
