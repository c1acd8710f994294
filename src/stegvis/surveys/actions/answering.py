"""Answering without an account: what a link reaches, what is kept between pages, and sending.

Every verb runs without any user's scope, whoever is logged in at the same browser; the database
lets it reach what the link's hash names and nothing else (migration 0005_invitations).
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection

from stegvis.access import vault
from stegvis.access.context import acting
from stegvis.access.models import DataKey
from stegvis.access.scope import NOTHING
from stegvis.surveys.actions.invitations import code_print, link_print
from stegvis.surveys.models import (
    Answer,
    AnswerDraft,
    FirstAnswers,
    Invitation,
    OwnWords,
    Response,
)
from stegvis.surveys.rules import answers as rules

DRAFTS_ARE_KEPT = timedelta(hours=24)


@dataclass(frozen=True)
class Visit:
    """One browser that has opened a link: the hash it came by, and the id of its own draft."""

    print: str
    draft: uuid.UUID


def by_link(token: str, *, now: datetime) -> Visit | None:
    """A visit through the link with this secret; None when it does not open anything."""
    return _found([link_print(token, master=each).hex() for each in vault.masters()], now=now)


def by_code(code: str, *, now: datetime) -> Visit | None:
    """A visit through a typed code; None when it does not open anything."""
    return _found([code_print(code, master=each).hex() for each in vault.masters()], now=now)


def invited(visit: Visit, *, now: datetime) -> Invitation | None:
    """The invitation of `visit` that can still be answered."""
    with reached([visit.print]):
        return _open(now)


def behind(visit: Visit) -> Invitation | None:
    """The invitation of `visit`, also once it has been answered; nothing of the answers."""
    with reached([visit.print]):
        return Invitation.objects.select_related("instrument").first()


def first_answers(visit: Visit) -> dict[str, str]:
    """What she answered at the start, where it is to be shown; empty otherwise."""
    with reached([visit.print]):
        found = FirstAnswers.objects.select_related("key").first()
        return found.texts if found else {}


def answers_of(visit: Visit) -> dict[str, str]:
    """What this browser has answered and not yet sent."""
    with reached([visit.print]):
        draft = AnswerDraft.objects.filter(pk=visit.draft).first()
        return draft.answers if draft else {}


def keep(*, visit: Visit, item: str, value: str, now: datetime) -> dict[str, str] | None:
    """Keep one answer until all are sent; all so far, None when the link opens nothing any more."""
    with reached([visit.print]):
        invitation = _open(now, lock=True)
        if invitation is None:
            return None
        draft = AnswerDraft.objects.filter(pk=visit.draft).first()
        said = {**(draft.answers if draft else {}), item: value}
        draft = draft or AnswerDraft(pk=visit.draft, invitation=invitation)
        draft.say(said)
        draft.save()
        return said


def send(*, visit: Visit, now: datetime, today: date) -> bool:
    """Store the answers as the one response of the invitation, however often they are sent.

    False when the link was taken back or is too old; True also for answers that were there.
    """
    with reached([visit.print]):
        invitation = Invitation.objects.select_for_update(of=("self",)).first()
        if invitation is None:
            return False
        if invitation.answered_on:
            return True
        draft = AnswerDraft.objects.filter(pk=visit.draft).first()
        if draft is None or not _still_open(invitation, now):
            return False
        _store(invitation, draft.answers, today=today)
        invitation.drafts.all().delete()
        Invitation.objects.filter(pk=invitation.pk).update(answered_on=today)
        return True


def forget(*, visit: Visit) -> None:
    """Remove what this browser has answered and not sent; the link still works."""
    with reached([visit.print]):
        AnswerDraft.objects.filter(pk=visit.draft).delete()


def remove_old_drafts(*, now: datetime) -> int:
    """Remove drafts begun more than a day ago; needs the context of the whole."""
    return AnswerDraft.objects.filter(begun_at__lt=now - DRAFTS_ARE_KEPT).delete()[0]


@contextmanager
def reached(prints: list[str]) -> Iterator[None]:
    """Run the block with what these hashes open, and no user's scope."""
    with acting(NOTHING):
        _say(",".join(prints))
        yield
        _say("")


def _say(prints: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('stegvis.answering', %s, true)", [prints])


def _found(prints: list[str], *, now: datetime) -> Visit | None:
    with reached(prints):
        found = _open(now)
    if found is None:
        return None
    stored = {bytes(found.link_print).hex(), bytes(found.code_print).hex()}
    return Visit(next(each for each in prints if each in stored), uuid.uuid4())


def _open(now: datetime, *, lock: bool = False) -> Invitation | None:
    rows = Invitation.objects.select_related("instrument")
    if lock:
        rows = rows.select_for_update(of=("self",))
    found = rows.first()
    return found if found and not found.answered_on and _still_open(found, now) else None


def _still_open(invitation: Invitation, now: datetime) -> bool:
    return invitation.revoked_at is None and now < invitation.valid_until


def _store(invitation: Invitation, said: dict[str, str], *, today: date) -> None:
    instrument, form = invitation.instrument, invitation.instrument.questionnaire
    response = Response.objects.create(
        association_id=invitation.association_id,
        owner_id=invitation.owner_id,
        participation_id=invitation.participation_id,
        reference=invitation.reference,
        instrument=instrument.code,
        version=instrument.version,
        occasion=invitation.occasion,
        respondent=form.respondent,
        answered_on=today,
        with_staff=invitation.with_staff,
        interpreter=invitation.interpreter,
        first_shown=invitation.first_answers.exists(),
    )
    Answer.objects.bulk_create(
        Answer(response=response, item=item, value=value)
        for item, value in rules.of_response(form, said).items()
    )
    _store_own_words(response, rules.own_words(form, said))


def _store_own_words(response: Response, said: dict[str, str]) -> None:
    """Seal them under a key of their own, which the staff can open and the link cannot."""
    if not said:
        return
    key = DataKey.made(owner_id=response.owner_id)
    for item, text in said.items():
        row = OwnWords(response=response, key=key, item=item)
        row.say(text=text)
        row.save(force_insert=True)
