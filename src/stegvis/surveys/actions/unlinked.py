"""Unlinked forms: counted once each, and from then on without order, time or person.

A form waits until there are five of its intervention, period and gender; then they reach the
counts together, whose rows are all written anew in random order. What still waits when the period
has closed goes to the intervention's counts if those hold five, else to the association's.
"""

import secrets
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from random import SystemRandom
from typing import Any

from django.core import signing
from django.db import connection

from stegvis.access import vault
from stegvis.access.context import acting
from stegvis.access.scope import NOTHING
from stegvis.interventions.models import Intervention
from stegvis.organisations.models import Association
from stegvis.surveys.models import (
    AssociationCount,
    CollectionLength,
    Instrument,
    UnlinkedCount,
    UsedKey,
    WaitingForm,
)
from stegvis.surveys.rules import answers as rules
from stegvis.surveys.rules import collection
from stegvis.surveys.rules.questionnaire import Item

KEPT_DAYS = 2  # for which the hash of a one-time key is kept
TOGETHER = 5  # forms of a gender that reach the counts at the same moment
SALT = "unlinked form"
_random = SystemRandom()


class Refused(Exception):
    """The form cannot be counted; the text says why."""


@dataclass(frozen=True)
class Kind:
    """What forms must have in common to be counted together.

    Those of an intervention name it; those of a yearly round name the association.
    """

    intervention_id: int | None
    association_id: int | None
    instrument: str
    version: str
    collected_from: date
    collected_to: date
    gender: str

    @property
    def fields(self) -> dict[str, Any]:
        return dict(vars(self))

    @property
    def lock(self) -> int:
        """What only one writes to at a time: the intervention, or with a minus the association."""
        return self.intervention_id or -(self.association_id or 0)


def key(*, today: date) -> str:
    """A one-time key for a page that is shown today; nothing is stored until it is used."""
    return signing.dumps([secrets.token_urlsafe(16), today.toordinal()], salt=SALT)


def months_of(association: Association, *, on: date) -> int:
    """How long the collection period of `association` is that a day is in."""
    return collection.in_force(chosen_by(association), association.interim, on=on)


def chosen_by(association: Association) -> collection.Chosen | None:
    """The length that `association` has chosen, with the change that is to come."""
    row = CollectionLength.objects.filter(association=association).first()
    return collection.Chosen(row.months, row.before, row.holds_from) if row else None


def submit(
    *,
    intervention: Intervention | None = None,
    association: Association | None = None,
    instrument: Instrument,
    gender: str,
    occasion: str,
    answers: Mapping[str, str],
    key: str,
    today: date,
) -> None:
    """Count one form, however often it is sent with the same key.

    It is counted for `intervention` or, in a yearly round, for `association`. Raises Refused for
    a linked form, for answers that its questions do not have, and for a key that was made before
    yesterday or not by us.
    """
    form = instrument.questionnaire
    if form.linked:
        raise Refused("Answers to this form belong to a person; they are not counts.")
    used = _print(key, today=today)
    pattern = rules.of_response(form, {item.code: _said(item, answers) for item in form.items})
    home = intervention.association if intervention else association
    assert home is not None
    period = collection.period_of(today, months=months_of(home, on=today))
    kind = Kind(
        intervention.pk if intervention else None,
        None if intervention else home.pk,
        form.code,
        form.version,
        period.first,
        period.last,
        gender,
    )
    with _collecting(kind):
        if _is_new(used):
            waiting = list(WaitingForm.objects.filter(**kind.fields))
            new = WaitingForm(**kind.fields, occasion=occasion, pattern=pattern)
            _put([*waiting, new], kind)


def close(*, today: date) -> int:
    """Count what still waits in periods that are over; how many forms. Needs the whole context."""
    over = WaitingForm.objects.filter(collected_to__lt=today)
    kinds = {_kind(each) for each in over}
    for kind in kinds:
        _lock(kind.lock)
        left = list(WaitingForm.objects.filter(**kind.fields))
        WaitingForm.objects.filter(**kind.fields).delete()
        if len(left) + _stored(kind) >= TOGETHER:
            _count(left, kind)
        else:
            _count_for_association(left, kind)
    return len(over)


def mix(*, today: date) -> None:
    """Write everything that waits anew in random order, and forget keys made before yesterday.

    Counts of periods that run or have just closed are written anew with it while forms come, so
    that rows of all interventions share a transaction that tells nothing of when theirs came.
    Needs the whole context.
    """
    recent = {"collected_to__gte": today - timedelta(days=KEPT_DAYS)}
    ids = {
        *(_kind(each).lock for each in WaitingForm.objects.all()),
        *UnlinkedCount.objects.filter(**recent).values_list("intervention_id", flat=True),
    }
    for each in sorted(ids):
        _lock(each)
    keys = list(UsedKey.objects.select_for_update())
    still = {day % 256 for day in (today.toordinal(), today.toordinal() - 1)}
    _rewrite(WaitingForm, list(WaitingForm.objects.all()))
    _rewrite(UsedKey, [each for each in keys if each.print[0] in still])
    if keys:  # no key is left when no form has come for two days: then the night before did it
        for model in (UnlinkedCount, AssociationCount):
            _rewrite(model, list(model.objects.filter(**recent).select_for_update()))


@contextmanager
def _collecting(kind: Kind) -> Iterator[None]:
    """Run the block with what a form of this kind may touch, one form at a time."""
    with acting(NOTHING):
        _say(kind.intervention_id, kind.association_id)
        _lock(kind.lock)
        yield
        _say(None, None)


def _say(intervention: int | None, association: int | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('stegvis.collecting', %s, true),"
            " set_config('stegvis.collecting_all', %s, true)",
            [str(intervention or ""), str(association or "")],
        )


def _lock(place: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('surveys_waitingform'), %s)", [place])


def _print(text: str, *, today: date) -> bytes:
    try:
        random, day = signing.loads(text, salt=SALT)
    except signing.BadSignature as error:
        raise Refused("The key of the form is not one of ours.") from error
    if not 0 <= today.toordinal() - day <= 1:
        raise Refused("The page was opened too long ago. Open the form again.")
    return bytes([day % 256]) + vault.fingerprint(random, purpose=SALT)


def _is_new(used: bytes) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO surveys_usedkey (print) VALUES (%s) ON CONFLICT DO NOTHING", [used]
        )
        return bool(cursor.rowcount)


def _said(item: Item, answers: Mapping[str, str]) -> str:
    try:
        return rules.checked(item, answers.get(item.code, ""))
    except rules.Unfit as error:
        raise Refused(str(error)) from error


def _kind(each: WaitingForm) -> Kind:
    return Kind(**{name: getattr(each, name) for name in Kind.__dataclass_fields__})


def _put(forms: list[WaitingForm], kind: Kind) -> None:
    if len(forms) < TOGETHER:
        _rewrite(WaitingForm, forms)
        return
    WaitingForm.objects.filter(**kind.fields).delete()
    _count(forms, kind)


def _rewrite(model: Any, rows: list[Any]) -> None:
    """Replace `rows`, or the whole table of keys, by the same in random order under new ids."""
    if model is UsedKey:
        model.objects.all().delete()
    else:
        model.objects.filter(pk__in=[each.pk for each in rows]).delete()
    _random.shuffle(rows)
    model.objects.bulk_create(_fresh(rows))


def _fresh(rows: Iterable[Any]) -> Iterator[Any]:
    for each in rows:
        if isinstance(each, WaitingForm):
            each.id = WaitingForm._meta.pk.get_default()
        elif not isinstance(each, UsedKey):
            each.pk = None
        yield each


def _counted(forms: Iterable[WaitingForm], stored: Iterable[Any]) -> Counter[tuple[str, str, Any]]:
    """How many forms of each gender and occasion said exactly the same."""
    found: Counter[tuple[str, str, Any]] = Counter()
    for row in stored:
        found[row.gender, row.occasion, tuple(sorted(row.pattern.items()))] += row.count
    for form in forms:
        found[form.gender, form.occasion, tuple(sorted(form.pattern.items()))] += 1
    return found


def _stored(kind: Kind) -> int:
    """How many forms of this kind the intervention has counts of."""
    if kind.intervention_id is None:
        return 0
    fields = {name: value for name, value in kind.fields.items() if name != "association_id"}
    return sum(UnlinkedCount.objects.filter(**fields).values_list("count", flat=True))


def _count(forms: list[WaitingForm], kind: Kind) -> None:
    if kind.intervention_id is None:
        _count_for_association(forms, kind)
        return
    own = ("gender", "association_id")
    place = {name: value for name, value in kind.fields.items() if name not in own}
    _again(UnlinkedCount, forms, place, {"association_id": _home(kind)})


def _count_for_association(forms: list[WaitingForm], kind: Kind) -> None:
    own = ("gender", "intervention_id")
    place = {name: value for name, value in kind.fields.items() if name not in own}
    place["association_id"] = _home(kind)
    _lock(-place["association_id"])
    _again(AssociationCount, forms, place, {})


def _home(kind: Kind) -> int:
    if kind.intervention_id is None:
        assert kind.association_id is not None
        return kind.association_id
    return Intervention.objects.get(pk=kind.intervention_id).association_id


def _again(
    model: Any, forms: list[WaitingForm], place: dict[str, Any], more: dict[str, Any]
) -> None:
    """Write all counts of a place and period anew, in random order, with `forms` among them."""
    stored = model.objects.filter(**place)
    counted = list(_counted(forms, stored).items())
    stored.delete()
    _random.shuffle(counted)
    model.objects.bulk_create(
        model(
            **place,
            **more,
            gender=gender,
            occasion=occasion,
            pattern=dict(pattern),
            count=count,
        )
        for (gender, occasion, pattern), count in counted
    )
