"""Recordings of questions and answers: which there are, and the address of each."""

from collections.abc import Mapping

from django.core import signing
from django.urls import reverse

from stegvis.surveys.models import Instrument, Recording
from stegvis.surveys.rules.questionnaire import Item
from stegvis.surveys.rules.recordings import slots_of

# Who has the page has the addresses on it; nobody can count on from one to the next.
ADDRESS = signing.Signer(salt="recording", sep=".")


def sounds(instrument: Instrument, item: Item, language: str) -> Mapping[str, str]:
    """Where the recordings of a question are, by the value of the answer, "" for its own."""
    wanted = {each.name: each.value for each in slots_of(item, language)}
    found = instrument.recordings.filter(name__in=wanted).values_list("name", "pk")
    return {wanted[name]: address_of(pk) for name, pk in found}


def address_of(pk: int) -> str:
    """The address of one recording."""
    return reverse("recording", args=[ADDRESS.sign(str(pk))])


def by_address(token: str) -> Recording | None:
    """The recording at an address; None for one that we did not make."""
    try:
        pk = int(ADDRESS.unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    return Recording.objects.filter(pk=pk).first()
