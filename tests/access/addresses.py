"""Every address of the resolver, and which object of the tests' world each argument names.

Generated from the resolver: an address that nobody has told this module about fails.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from django.urls import URLPattern, URLResolver, get_resolver

# What `pk` is, by the name of the address or else by the module of its view.
OBJECT_OF_NAME = {
    "mfa_remove_webauthn": "key",
    "review_reading": "reading",
    "see_emergency": "emergency",
    "close_emergency": "emergency",
    "take_role": "grant",
    "agreement": "agreement",
    "form_to_print": "use",
    "collecting_round": "round",
    "end_round_of_answers": "round",
}
OBJECT_OF_MODULE = {
    "stegvis.casework.views.changes": "participation",
    "stegvis.casework.views.closing": "participation",
    "stegvis.casework.views.consents": "participation",
    "stegvis.casework.views.follow_ups": "participation",
    "stegvis.casework.views.identities": "participation",
    "stegvis.casework.views.joint_meetings": "joint_meeting",
    "stegvis.casework.views.meetings": "participation",
    "stegvis.casework.views.my_referrals": "referral",
    "stegvis.casework.views.notes": "participation",
    "stegvis.casework.views.participations": "participation",
    "stegvis.casework.views.plans": "participation",
    "stegvis.casework.views.protection": "participation",
    "stegvis.casework.views.referral_group": "referral",
    "stegvis.casework.views.referrals": "referral",
    "stegvis.casework.views.retention": "participation",
    "stegvis.casework.views.revisions": "participation",
    "stegvis.casework.views.transfers": "participation",
    "stegvis.casework.views.watch": "participation",
    "stegvis.reports.views": "report",
    "stegvis.staffing.views": "user",
    "stegvis.surveys.views.files": "instrument",
    "stegvis.surveys.views.instruments": "instrument",
    "stegvis.surveys.views.inviting": "participation",
    "stegvis.surveys.views.occasions": "participation",
    "stegvis.surveys.views.own_words": "participation",
    "stegvis.surveys.views.picture": "participation",
    "stegvis.surveys.views.sharing": "participation",
    "stegvis.surveys.views.sounds": "instrument",
    "stegvis.surveys.views.uses": "use",
    "stegvis.surveys.views.asked": "participation",
}
# Arguments that are named for what they are.
NAMED = ("meeting", "session", "step", "note", "change", "batch")
# Arguments that name no object: one value does for all.
FIXED = {
    "suffix": "pdf",
    "format": "pdf",
    "measure": "participations.current",
    "months": 6,
    "name": "theme",
    "agency": "kommunen",
    "token": "x" * 22,
    "number": 1,
    "municipality": "hela",
}
PLACES = ("association", "intervention")


def addresses() -> list[tuple[str, URLPattern]]:
    """Every address, by its route."""
    return sorted(_walk(get_resolver().url_patterns, ""), key=lambda each: each[0])


def _walk(patterns: list, prefix: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route)
        else:
            yield route, pattern


def object_of(pattern: URLPattern, argument: str) -> str:
    """The name of the object that an argument stands for; empty for one that names none."""
    if argument in FIXED:
        return ""
    if argument in NAMED or argument in PLACES:
        return argument
    found = OBJECT_OF_NAME.get(pattern.name) or OBJECT_OF_MODULE.get(pattern.callback.__module__)
    known = argument == "pk" and bool(found)
    assert known, (
        f"Nobody has said what «{argument}» of the address «{pattern.name}» is: "
        f"add {pattern.callback.__module__} to tests/access/addresses.py."
    )
    return str(found)


def objects_of(pattern: URLPattern) -> list[str]:
    """The objects that an address names."""
    named = (object_of(pattern, each) for each in pattern.pattern.converters)
    return [each for each in named if each]


def filled(route: str, pattern: URLPattern, objects: Mapping[str, Any]) -> str:
    """The address of these objects."""
    path = route
    for argument, converter in pattern.pattern.converters.items():
        name = object_of(pattern, argument)
        value = objects[name] if name else FIXED[argument]
        text = quote(str(converter.to_url(value)))
        for spelled in (f"<{_type(converter)}:{argument}>", f"<{argument}>"):
            path = path.replace(spelled, text)
    assert "<" not in path, f"The sweep does not know how to fill {route}"
    return "/" + path


def _type(converter: object) -> str:
    return type(converter).__name__.removesuffix("Converter").replace("String", "str").lower()
