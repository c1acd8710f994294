"""Answering without an account: what a link reaches, what is kept between pages, and sending.

Every verb runs without any user's scope, whoever is logged in at the same browser; the database
lets it reach what the link's hash names and nothing else (migrations 0005_invitations and
0010_found_by_index).
"""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection
from django.db.models import Q, QuerySet

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
    return _found([link_print(token, master=each) for each in vault.masters()], now=now)


def by_code(code: str, *, now: datetime) -> Visit | None:
    """A visit through a typed code; None when it does not open anything."""
    return _found([code_print(code, master=each) for each in vault.masters()], now=now)


def invited(visit: Visit, *, now: datetime) -> Invitation | None:
    """The invitation of `visit` that can still be answered."""
    with reached(visit) as invitations:
        return _open(invitations, now)


def behind(visit: Visit) -> Invitation | None:
    """The invitation of `visit`, also once it has been answered; nothing of the answers."""
    with reached(visit) as invitations:
        return invitations.select_related("instrument").first()


def first_answers(visit: Visit) -> dict[str, str]:
    """What she answered at the start, where it is to be shown; empty otherwise."""
    with reached(visit) as invitations:
        shown = FirstAnswers.objects.filter(invitation__in=invitations)
        found = shown.select_related("key").first()
        return found.texts if found else {}


def answers_of(visit: Visit) -> dict[str, str]:
    """What this browser has answered and not yet sent."""
    with reached(visit):
        draft = AnswerDraft.objects.filter(pk=visit.draft).first()
        return draft.answers if draft else {}


def keep(*, visit: Visit, item: str, value: str, now: datetime) -> dict[str, str] | None:
    """Keep one answer until all are sent; all so far, None when the link opens nothing any more."""
    with reached(visit) as invitations:
        invitation = _open(invitations.select_for_update(of=("self",)), now)
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
    with reached(visit) as invitations:
        invitation = invitations.select_for_update(of=("self",)).first()
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
    with reached(visit):
        AnswerDraft.objects.filter(pk=visit.draft).delete()


def remove_old_drafts(*, now: datetime) -> int:
    """Remove drafts begun more than a day ago; needs the context of the whole."""
    return AnswerDraft.objects.filter(begun_at__lt=now - DRAFTS_ARE_KEPT).delete()[0]


@contextmanager
def reached(visit: Visit) -> Iterator[QuerySet[Invitation]]:
    """Run the block with what the visit's hash opens, and no user's scope."""
    with _opened([bytes.fromhex(visit.print)]) as invitations:
        yield invitations


@contextmanager
def _opened(prints: list[bytes]) -> Iterator[QuerySet[Invitation]]:
    with acting(NOTHING):
        _say(prints)
        # The policies let nothing else through; named here too, it is found by the index.
        yield Invitation.objects.filter(Q(link_print__in=prints) | Q(code_print__in=prints))
        _say([])


def _say(prints: list[bytes]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('stegvis.answering', %s::bytea[]::text, true)", [prints])


def _found(prints: list[bytes], *, now: datetime) -> Visit | None:
    with _opened(prints) as invitations:
        found = _open(invitations, now)
    if found is None:
        return None
    stored = {bytes(found.link_print), bytes(found.code_print)}
    return Visit(next(each for each in prints if each in stored).hex(), uuid.uuid4())


def _open(invitations: QuerySet[Invitation], now: datetime) -> Invitation | None:
    found = invitations.select_related("instrument").first()
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
