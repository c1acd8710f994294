"""What a participant is called on the pages of her own staff, and finding her by name.

A display name is the first name and an initial, or a label of at most twelve characters; it is
opened for one page at a time and kept nowhere. Every page that shows names logs the reading as it
does for codes: one row with the ids (``views.reading.record_reading``).
"""

import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from stegvis.access import vault
from stegvis.access.models import User
from stegvis.access.scope import scope_of
from stegvis.casework.models import Identity, Participant, Participation
from stegvis.core import identity_numbers

LONGEST_LABEL = 12
SEARCHED = 2000  # the persons whose names are opened to find one
SEARCHED_TEXTS = ("first_name", "last_name", "label")


class LabelFault(ValueError):
    """The text cannot be a label; the sentence says why and what to write."""


def names_of(participants: Iterable[Participant], *, by: User) -> dict[int, str]:
    """Participant id -> display name, or her code where no name may be shown; one query.

    Names are shown to the staff of an intervention that shows names, never for the protected.
    """
    codes = {participant.pk: participant.code for participant in participants}
    if not codes:
        return {}
    shown = _identities(of=list(codes), by=by)
    return codes | {each.participant_id: name for each in shown if (name := display_name(each))}


def display_name(identity: Identity) -> str:
    """The label, else «Anna L.»; empty when neither is known, or she has been erased."""
    texts = _texts(identity)
    if texts.get("label"):
        return str(texts["label"])
    first, last = texts.get("first_name", ""), texts.get("last_name", "")
    return f"{first} {last[:1]}." if first and last else first


def search(word: str, *, among: QuerySet[Participation], by: User) -> set[int]:
    """Ids of the participants in `among` whose name or label holds every part of `word`.

    Case and accents do not matter. Opens at most SEARCHED identities, the latest to start first;
    a code that begins with `word` counts as well.
    """
    latest = among.order_by("-started_on").values("participant_id")[:SEARCHED]
    parts = folded(word).split()
    known = _identities(of=latest, by=by)
    found = {each.participant_id for each in known if _holds(each, parts)}
    by_code = among.filter(participant__code__istartswith=word.strip())
    return found | set(by_code.values_list("participant_id", flat=True)[:SEARCHED])


def folded(text: str) -> str:
    """`text` without case and accents: «Åsa» and «asa» are the same."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(each for each in parts if not unicodedata.combining(each))


def check_label(text: str, *, today: date) -> str:
    """`text` as a label; raises LabelFault when it is too long or an identity number."""
    label = " ".join(text.split())
    if len(label) > LONGEST_LABEL:
        # Translators: «En etikett har högst 12 tecken; den här har %(count)s.»
        message = _("A label has at most 12 characters; this one has %(count)s.")
        raise LabelFault(message % {"count": len(label)})
    if identity_numbers.holds_one(label, today=today):
        # Translators: «Etiketten är ett personnummer. Den syns i listor: skriv något annat.»
        raise LabelFault(_("The label is an identity number. It shows in lists: write another."))
    return label


def _identities(*, of: list[int] | QuerySet[Any], by: User) -> QuerySet[Identity]:
    """Those of the participants whose names `by` may see: in an intervention that shows names."""
    named = Participation.objects.filter(
        participant_id__in=of,
        site_id__in=scope_of(by).sites_with_persons,
        intervention__shows_names=True,
    )
    shown = Identity.objects.filter(participant_id__in=named.values("participant_id"))
    return shown.select_related("key").exclude(protected=True)


def _holds(identity: Identity, parts: list[str]) -> bool:
    texts = _texts(identity)
    said = folded(" ".join(str(texts.get(name, "")) for name in SEARCHED_TEXTS))
    return bool(parts) and all(part in said for part in parts)


def _texts(identity: Identity) -> dict[str, Any]:
    try:
        return identity.texts
    except vault.Destroyed:
        return {}
