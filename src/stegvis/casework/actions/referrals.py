"""Verbs on a referral: each takes it one step along `rules.referrals.ALLOWED`, or refuses.

One transaction each; the step is added to the history, and who acts on an older version than
the stored one raises Stale. Problems are collected and raised together as Refused.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from stegvis.access import erasures
from stegvis.access.models import DataKey, User
from stegvis.access.roles import Permission
from stegvis.access.scope import scope_of
from stegvis.casework.actions import consents
from stegvis.casework.actions.consents import Evidence
from stegvis.casework.actions.participations import CODE_LETTERS, Refused
from stegvis.casework.actions.rights import require_version
from stegvis.casework.choices import referrals as choices
from stegvis.casework.choices.consents import SECRECY
from stegvis.casework.models import Consent, Referral, ReferralStep, ReferralText
from stegvis.casework.rules import referrals as rules
from stegvis.casework.rules.participations import Problem
from stegvis.casework.rules.referrals import Who
from stegvis.interventions.models import Site
from stegvis.organisations.models import Organisation

# What the officer may still write in; everything later is the history of a sent referral.
WRITABLE = (choices.DRAFT, choices.NEEDS_MORE, choices.EXPIRED)
# After these nobody but officer and staff sees it any more.
CLOSED_TO_GROUP = (choices.WITHDRAWN, choices.EXPIRED, choices.DECLINED_BY_PERSON)
# Answers that may say when she is expected to start.
EXPECTED = (choices.PREPARING, choices.WAITING, choices.ACCEPTED)
ABOUT_THE_PERSON = ("first_name", "last_name", "number", "address", "phone", "email")


@dataclass(frozen=True)
class Content:
    """What a referral says: `facts` are columns of Referral, `texts` are sealed.

    `site` is the wished one, the intervention's default site where any will do.
    """

    site: Site
    facts: Mapping[str, Any] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    evidence: Evidence | None = None


@transaction.atomic
def draft(*, content: Content, sender: Organisation, by: User, today: date) -> Referral:
    """A draft that only the officer who writes it sees."""
    if sender.pk not in scope_of(by).places(Permission.REFER, "organisations"):
        raise PermissionError("You do not refer for this organisation.")
    return _written(content, sender=sender, officer=by, by=by, today=today)


@transaction.atomic
def record_paper(*, content: Content, sender: Organisation, by: User, today: date) -> Referral:
    """A referral that came on paper, received by the staff who write it in. Raises Refused."""
    if content.site.pk not in scope_of(by).places(Permission.HANDLE_REFERRALS, "sites"):
        raise PermissionError("This site belongs to an intervention that you do not work in.")
    made = _written(
        content,
        sender=sender,
        officer=None,
        by=by,
        today=today,
        status=choices.RECEIVED,
        sent_on=content.facts.get("signed_on") or today,
        received_on=today,
        expires_on=rules.expires_on(choices.RECEIVED, today=today),
    )
    _require_whole(made, today=today)
    _add_step(made, by=by, today=today)
    return made


@transaction.atomic
def rewrite(*, referral: Referral, content: Content, by: User, today: date) -> Referral:
    """The officer's own referral with other content, while it is hers to write in."""
    stored = _locked(referral)
    _require(Who.OFFICER, stored, by=by)
    if stored.status not in WRITABLE:
        raise Refused(rules.refusals(stored.status, choices.DRAFT, who=Who.OFFICER))
    _place(stored, content.site)
    for name, value in content.facts.items():
        setattr(stored, name, value)
    stored.key.owner_id = stored.owner_id
    stored.key.save(update_fields=["owner_id"])
    stored.version += 1
    stored.save()
    _seal(stored.text, content.texts, referral=stored)
    _note_consent(stored, content, by=by, today=today)
    return stored


@transaction.atomic
def discard(*, referral: Referral, by: User) -> None:
    """A draft and all it says are gone: nobody else has seen it."""
    stored = _locked(referral)
    _require(Who.OFFICER, stored, by=by)
    if stored.status != choices.DRAFT:
        raise Refused(rules.refusals(stored.status, choices.DRAFT, who=Who.OFFICER))
    _delete(stored)


@transaction.atomic
def send(*, referral: Referral, by: User, today: date, note: str = "") -> Referral:
    """Sent for the first time, again with more, or again after it expired."""
    stored = _movable(referral, choices.SENT, who=Who.OFFICER, by=by)
    _require_whole(stored, today=today)
    stored.sent_on = stored.sent_on or today
    return _moved(stored, choices.SENT, by=by, today=today, note=note)


@dataclass(frozen=True)
class Answer:
    """What the intervention answers: a status with what belongs to it.

    A decline needs a coded reason, a question for more its words. On the waiting list she stands
    since today where `since` says no other day; an old place is kept.
    """

    status: str
    note: str = ""
    reason: str = ""
    expected_start_on: date | None = None
    since: date | None = None


@transaction.atomic
def answer(*, referral: Referral, answer: Answer, by: User, today: date) -> Referral:
    """The referral with the answer of the intervention's staff; the officer sees it at once."""
    stored = _movable(
        referral, answer.status, who=Who.STAFF, by=by, reason=answer.reason, note=answer.note
    )
    if answer.status == choices.RECEIVED:
        stored.received_on = stored.received_on or today
    if answer.status == choices.WAITING:
        stored.waiting_since = stored.waiting_since or answer.since or today
    if answer.status in EXPECTED:
        stored.expected_start_on = answer.expected_start_on or stored.expected_start_on
    return _moved(stored, answer.status, by=by, today=today, note=answer.note, reason=answer.reason)


@transaction.atomic
def note_refusal(
    *, referral: Referral, by: User, today: date, reason: str = "", note: str = ""
) -> Referral:
    """The person herself says no, and tells the officer; told to the staff it is an answer."""
    stored = _movable(referral, choices.DECLINED_BY_PERSON, who=Who.OFFICER, by=by)
    return _moved(stored, choices.DECLINED_BY_PERSON, by=by, today=today, note=note, reason=reason)


@transaction.atomic
def withdraw(*, referral: Referral, reason: str, by: User, today: date, note: str = "") -> Referral:
    """The officer takes the referral back."""
    stored = _movable(referral, choices.WITHDRAWN, who=Who.OFFICER, by=by, reason=reason)
    return _moved(stored, choices.WITHDRAWN, by=by, today=today, note=note, reason=reason)


@transaction.atomic
def take_to_meeting(*, referral: Referral, by: User, today: date) -> Referral:
    """On a joint meeting's agenda; `actions.joint_meetings.take_up` puts it there."""
    stored = _movable(referral, choices.JOINT_MEETING, who=Who.STAFF, by=by)
    return _moved(stored, choices.JOINT_MEETING, by=by, today=today)


@transaction.atomic
def note_start(*, referral: Referral, by: User, today: date) -> Referral:
    """Led to a start: `actions.referral_starts` registers it and calls this."""
    stored = _movable(referral, choices.STARTED, who=Who.STAFF, by=by)
    return _moved(stored, choices.STARTED, by=by, today=today)


@transaction.atomic
def keep_time(*, today: date) -> int:
    """What time does to referrals, once a day; how many it did something to.

    Those that rested too long expire, and drafts that nobody sent are removed: all that the
    context shows. When closed ones are forgotten, the owner decides (`actions.retention`).
    """
    return _expire(today) + _remove_drafts(today)


def _expire(today: date) -> int:
    due = Referral.objects.filter(status__in=rules.RESTS, expires_on__lt=today)
    found = list(due.select_for_update(of=("self",)))
    for referral in found:
        _moved(referral, choices.EXPIRED, by=None, today=today)
    return len(found)


def _remove_drafts(today: date) -> int:
    old = Referral.objects.filter(status=choices.DRAFT, written_on__lt=today - rules.DRAFT_KEPT)
    found = list(old.select_for_update(of=("self",)))
    for referral in found:
        _delete(referral)
    return len(found)


def forget(referral: Referral) -> None:
    """All that was said of the person is unreadable for ever, and her facts are gone.

    What is left says that a referral was made, when, and what became of it.
    """
    referral.key.wrapped = b""
    referral.key.save(update_fields=["wrapped"])
    erasures.note(erasures.REFERRAL, [referral.key_id])
    ReferralText.objects.filter(referral=referral).update(number_print=None, number_master=None)
    Referral.objects.filter(pk=referral.pk).update(**_NOTHING_SAID)


_NOTHING_SAID: dict[str, Any] = {
    "birth_year": None,
    "municipality_code": "",
    "situations": [],
    "support": None,
    "time_in_support": "unknown",
    "at_af": "unknown",
    "programmes": [],
    "contacts": [],
    "wanted_outcomes": [],
    "interpreter": "",
    "shared_until": None,
}


def _written(
    content: Content,
    *,
    sender: Organisation,
    officer: User | None,
    by: User,
    today: date,
    **more: Any,
) -> Referral:
    site = content.site
    key = DataKey.made(owner_id=site.owner_id, user_id=officer.pk if officer else None)
    made = Referral(
        association_id=site.intervention.association_id,
        sender=sender,
        officer=officer,
        key=key,
        reference=_new_reference(),
        written_on=today,
        **{**content.facts, **more},
    )
    _place(made, site)
    made.save()
    _seal(ReferralText(referral=made, key=key), content.texts, referral=made)
    _note_consent(made, content, by=by, today=today)
    return made


def _new_reference() -> str:
    return "R-" + "".join(secrets.choice(CODE_LETTERS) for _ in range(6))


def _place(referral: Referral, site: Site) -> None:
    referral.intervention = site.intervention
    referral.site = None if site.is_default else site
    referral.owner_id = site.owner_id


def _seal(text: ReferralText, texts: Mapping[str, str], *, referral: Referral) -> None:
    text.referral, text.key = referral, referral.key
    kept = {name: value for name, value in texts.items() if value.strip()}
    if referral.protected:
        kept = {name: value for name, value in kept.items() if name not in ABOUT_THE_PERSON}
    text.say(**kept)
    text.take_print()
    text.save()


def _note_consent(referral: Referral, content: Content, *, by: User, today: date) -> None:
    """The consent to lift secrecy that the form says; another evidence takes the old one's place.

    Once sent, a consent is history: new evidence is a new row.
    """
    given_on = referral.signed_on
    if content.evidence is None or given_on is None:
        return
    if referral.status == choices.DRAFT:
        Consent.objects.filter(referral=referral, kind=SECRECY).delete()
    known = Consent.objects.filter(referral=referral, kind=SECRECY, withdrawn_on=None)
    if not known.filter(given_on=given_on, **content.evidence.columns).exists():
        consents.give(
            kind=SECRECY,
            referral=referral,
            given_on=given_on,
            evidence=content.evidence,
            by=by,
            today=today,
        )


def _delete(referral: Referral) -> None:
    key = referral.key
    erasures.note(erasures.REFERRAL, [key.pk])
    referral.delete()
    key.delete()


def _locked(referral: Referral) -> Referral:
    stored: Referral = Referral.objects.select_for_update(of=("self",)).get(pk=referral.pk)
    require_version(stored.version, seen=referral.version)
    return stored


def _require(who: Who, referral: Referral, *, by: User) -> None:
    """Raise PermissionError unless `by` stands to the referral as `who` says."""
    same = Referral.objects.filter(pk=referral.pk)
    if who is Who.OFFICER:
        mine = same.written_by(by) if scope_of(by).permits(Permission.REFER) else same.none()
    else:
        mine = same.handled_by(by)
    if not mine.exists():
        raise PermissionError("This referral is not yours to act on.")


def _movable(
    referral: Referral, target: str, *, who: Who, by: User, reason: str = "", note: str = ""
) -> Referral:
    """The stored referral, locked, if `who` may take it to `target` now."""
    stored = _locked(referral)
    _require(who, stored, by=by)
    problems = rules.refusals(stored.status, target, who=who, reason=reason, note=note)
    if problems:
        raise Refused(problems)
    return stored


def _moved(
    stored: Referral,
    target: str,
    *,
    by: User | None,
    today: date,
    note: str = "",
    reason: str = "",
) -> Referral:
    stored.status = target
    stored.version += 1
    stored.expires_on = rules.expires_on(target, today=today)
    if target in CLOSED_TO_GROUP:
        stored.shared_until = None
    stored.save()
    _add_step(stored, by=by, today=today, note=note, reason=reason)
    return stored


def _add_step(
    referral: Referral, *, by: User | None, today: date, note: str = "", reason: str = ""
) -> None:
    step = ReferralStep(
        referral=referral,
        key=referral.key,
        number=referral.version,
        status=referral.status,
        reason=reason,
        day=today,
        by=by,
    )
    step.say(note=note.strip())
    step.save(force_insert=True)


def _require_whole(referral: Referral, *, today: date) -> None:
    problems = missing(referral, today=today)
    if problems:
        raise Refused(problems)


def missing(referral: Referral, *, today: date) -> tuple[Problem, ...]:
    """What the referral must say before it is sent."""
    said = referral.text.said
    facts = rules.Facts(
        protected=referral.protected,
        named=bool(said.get("first_name") and said.get("last_name")),
        numbered=bool(said.get("number")),
        gender=referral.gender,
        referrer=referral.referrer,
        situations=tuple(referral.situations),
        support=referral.support is not None,
        purpose=bool(said.get("purpose")),
        signed_on=referral.signed_on,
        consent=consents.secrecy(referral, on=today).exists(),
    )
    return rules.missing(facts, today=today)
