"""Which figure an address asks about."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404

from stegvis.access.request import Request
from stegvis.interventions.models import Intervention
from stegvis.measures import definitions
from stegvis.measures.dimensions import DIMENSIONS
from stegvis.measures.faults import UnknownMeasure
from stegvis.measures.measure import SEVERAL_EACH, Measure
from stegvis.measures.question import Question
from stegvis.organisations.place import Place
from stegvis.reports.answers import WHOLE, Ask, with_totals

INTERVENTION = "intervention"


@dataclass(frozen=True)
class Asked:
    """One figure: its measure, the group it counts, and the intervention it is about, if one."""

    measure: Measure
    group: dict[str, str]
    about: Intervention | None

    @property
    def slug(self) -> str:
        """Where its table stands in the answers: those to surveys are asked as a whole."""
        if self.about is None or self.measure.rows in SEVERAL_EACH:
            return WHOLE
        return self.about.slug

    @property
    def interventions(self) -> tuple[str, ...]:
        return (self.about.slug,) if self.about else ()

    def asks(self, *_catalogue: object) -> Iterable[Ask]:
        """The table that the figure stands in, with its totals, as disclosure control sees it."""
        return (ask.at(self.slug) for ask in with_totals(self.measure.code, *self.group))

    def question(self, place: Place) -> Question:
        """The same as a question of its own."""
        return Question(
            self.measure.code,
            place.slug,
            place.period,
            interventions=self.interventions,
            by=tuple(self.group),
        )


def asked_of(request: Request, place: Place, measure: str) -> Asked:
    """What the address names; 404 for a measure or an intervention that is not there for her."""
    try:
        meant = definitions.find(measure)
    except UnknownMeasure:
        raise Http404 from None
    group = {code: request.GET[code] for code in DIMENSIONS if code in request.GET}
    slug = group.pop(INTERVENTION, "")
    reached = Intervention.objects.visible_to(request.user).filter(association=place.association)
    return Asked(meant, group, get_object_or_404(reached, slug=slug) if slug else None)
