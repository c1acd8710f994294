"""What a page is told: the questions and answers of a report, for the page's place and period."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from django.utils.translation import get_language

from stegvis.core import clock
from stegvis.core.periods import Period
from stegvis.measures import snapshots
from stegvis.organisations.place import Place
from stegvis.reports.answers import Answers, Ask
from stegvis.reports.collect import collect
from stegvis.reports.queries import Contents, contents
from stegvis.reports.request import Request
from stegvis.reports.times import Times, back, times_of

REMEMBERED = 500  # pages of figures that one web process remembers
_remembered: dict[tuple[str, Request, tuple[Ask, ...]], Answers] = {}

Asks = Callable[[Contents, Request, Times], Iterable[Ask]]


@dataclass(frozen=True)
class Told:
    """The catalogue of a page, its answers, and those for the same months of earlier years."""

    request: Request
    contents: Contents
    answers: Answers
    before: tuple[tuple[Period, Answers], ...] = ()


def tell(
    place: Place,
    *,
    audience: str,
    interventions: tuple[str, ...] = (),
    asks: Asks,
    compared: Iterable[Ask] = (),
    years: int = 0,
) -> Told:
    """The answers to `asks`, and those to `compared` for each of `years` earlier years.

    Raises ReportFault for a period that the audience may not be shown, and a QuestionFault for
    what does not fit what is registered.
    """
    request = Request(
        kind="annual",
        association=place.slug,
        period=place.period,
        today=clock.today(),
        audience=audience,
        interventions=interventions,
        language=get_language() or "sv",
    )
    found = contents(request)
    earlier = [replace(request, period=back(place.period, years=n)) for n in range(years, 0, -1)]
    before = [(one.period, _answers(one, found, tuple(compared))) for one in earlier]
    times = times_of(request.period, today=request.today)
    told = _answers(request, found, tuple(asks(found, request, times)))
    return Told(request, found, told, tuple(before))


def _answers(request: Request, found: Contents, asks: tuple[Ask, ...]) -> Answers:
    """The answers, remembered for as long as the association's data are the same.

    Computing them again gives the same, but protecting a page of tables takes a tenth of a second.
    """
    key = (snapshots.current(request.association).data_version, request, asks)
    known = _remembered.get(key)
    if known is None:
        times = times_of(request.period, today=request.today)
        known = collect(asks, found, request, times)
        if len(_remembered) >= REMEMBERED:
            _remembered.clear()
        _remembered[key] = known
    return known
