"""What a participant has answered in her own words, for the staff of her intervention."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.casework import naming
from stegvis.casework.models import Participation
from stegvis.casework.views.reading import one, record_reading
from stegvis.core import codes
from stegvis.organisations.place import place_of
from stegvis.surveys.models import Instrument, OwnWords
from stegvis.surveys.rules.questionnaire import said_in


@dataclass(frozen=True)
class Words:
    """One answer in free text, and to which question."""

    question: str
    text: str
    occasion: str
    answered_on: date


@allow(Permission.REGISTER)
@require_safe
def own_words(request: Request, association: str, pk: int) -> HttpResponse:
    """Every answer in free text of one participation, the latest first."""
    place = place_of(request, association)
    found = one(request, place, pk)
    record_reading(request, "measurements.own_words", [found])
    names = naming.names_of([found.participant], by=request.user)
    context = {"participation": found, "names": names, "rows": _rows(found)}
    return render(request, "surveys/occasions/own_words.html", context)


def _rows(participation: Participation) -> list[Words]:
    said = OwnWords.objects.filter(response__participation=participation)
    rows = list(said.select_related("key", "response").order_by("-response__answered_on", "item"))
    asked = _questions(participation, rows)
    return [
        Words(
            question=asked.get((each.response.instrument, each.response.version, each.item), ""),
            text=each.texts["text"],
            occasion=codes.OCCASION.label(each.response.occasion),
            answered_on=each.response.answered_on,
        )
        for each in rows
    ]


def _questions(
    participation: Participation, rows: list[OwnWords]
) -> dict[tuple[str, str, str], str]:
    """The questions in the reader's language, by instrument, version and item."""
    language = get_language() or "sv"
    used = {(each.response.instrument, each.response.version) for each in rows}
    open_to = Instrument.objects.open_to(participation.association)
    found = open_to.filter(code__in={code for code, _version in used})
    return {
        (each.code, each.version, item.code): said_in(item.text, language)
        for each in found
        if (each.code, each.version) in used
        for item in each.questionnaire.items
    }
