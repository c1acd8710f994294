"""What else knows of a participant without pointing at her: drafts that someone is writing."""

import uuid
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from stegvis.access import drafts, vault
from stegvis.access.drafts import Draft
from stegvis.casework.actions.stripping import Doomed
from stegvis.casework.models import Participant

Stripper = Callable[[Participant, Doomed], None]
SHORTEST = 3  # letters: a shorter word stands in texts about anybody


def strip_drafts(participant: Participant, doomed: Doomed) -> None:
    """Remove drafts at the addresses of her pages, and those that name her."""
    kept = list(Draft.objects.select_related("key", "user"))
    if not kept:
        return
    words, addresses = _words(participant), list(_addresses(participant, doomed))
    for draft in kept:
        names = (drafts.name_of(user=draft.user, address=address) for address in addresses)
        if draft.pk in set(names) or _mentions(draft, words):
            key = draft.key
            draft.delete()
            key.delete()


def _mentions(draft: Draft, words: Iterable[str]) -> bool:
    try:
        said = " ".join(value for _name, value in draft.pairs).lower()
    except vault.Unreadable:
        return False
    return any(word in said for word in words)


def _words(participant: Participant) -> list[str]:
    """What she is called: her code and reference, and what the vault holds in plain words."""
    found = [participant.code, *participant.participations.values_list("reference", flat=True)]
    identity = getattr(participant, "identity", None)
    if identity is not None:
        found += [str(value) for value in identity.texts.values() if isinstance(value, str)]
    return [word.lower() for word in found if len(word) >= SHORTEST]


def _addresses(participant: Participant, doomed: Doomed) -> Iterator[str]:
    """Every address that names one of the rows, made from the resolver."""
    slug = participant.association.slug
    rows = {key for keys in doomed.values() for key in keys}
    kinds: dict[str, list[Any]] = {
        "IntConverter": [key for key in rows if isinstance(key, int)],
        "UUIDConverter": [key for key in rows if isinstance(key, uuid.UUID)],
    }
    for route, converters in _routes(get_resolver().url_patterns, ""):
        offered = [
            [(name, slug)]
            if name == "association"
            else [(name, key) for key in kinds.get(type(converter).__name__, [])]
            for name, converter in converters.items()
        ]
        for chosen in product(*offered):
            yield _filled(route, converters, dict(chosen))


def _routes(patterns: list[Any], prefix: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern) and "association" in pattern.pattern.converters:
            yield route, dict(pattern.pattern.converters)


def _filled(route: str, converters: dict[str, Any], values: dict[str, Any]) -> str:
    for name in converters:
        start, _name, end = route.partition(f":{name}>")
        route = f"{start[: start.rindex('<')]}{values[name]}{end}"
    return f"/{route}"
