"""Where help is and what happens next: the office's own words, and ours where it has none."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from stegvis.interventions.models import Intervention
from stegvis.surveys.models import HelpText, Invitation
from stegvis.surveys.rules import words
from stegvis.surveys.rules.questionnaire import Questionnaire, said_in


@dataclass(frozen=True)
class Place:
    """Whose texts: an association, and one of its municipalities or none."""

    association: int
    municipality: str | None = None


@dataclass(frozen=True)
class Help:
    """What a page tells, in one language."""

    where: str
    after: str


def place_of(invitation: Invitation) -> Place:
    """Of somebody who was invited: where her participation was."""
    return Place(invitation.association_id, invitation.municipality_id)


def place_of_all(intervention: Intervention) -> Place:
    """Of whoever answers an unlinked form: the municipality that all sites share, if they do."""
    found = set(intervention.sites.values_list("municipality", flat=True))
    shared = found.pop() if len(found) == 1 else None
    return Place(intervention.association_id, shared)


def shown(place: Place | None, *, form: Questionnaire | None, language: str) -> Help:
    """The texts in `language`: the municipality's, else the association's, else ours."""
    texts = _texts(place) if place else []
    ours = "next_linked" if form is None or form.linked else "next_unlinked"
    return Help(
        where=_said([(each.language, each.where_help_is) for each in texts], language)
        or said_in(words.WORDS["help"], language),
        after=_said([(each.language, each.what_happens_next) for each in texts], language)
        or said_in(words.WORDS[ours], language),
    )


def _texts(place: Place) -> list[HelpText]:
    """The municipality's first."""
    rows = HelpText.objects.filter(association=place.association).filter(
        Q(municipality=None) | Q(municipality=place.municipality)
    )
    return sorted(rows, key=lambda each: each.municipality_id is None)


def _said(texts: Iterable[tuple[str, str]], language: str) -> str:
    """The first that says anything in `language`; easy Swedish may be said in ordinary."""
    said = [(spoken, text) for spoken, text in texts if text]
    for wanted in (language, language.split("-", maxsplit=1)[0]):
        for spoken, text in said:
            if spoken == wanted:
                return text
    return ""
