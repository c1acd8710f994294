"""Instruments for tests, their use by an intervention, and answers."""

from datetime import date
from itertools import count
from typing import Any

from stegvis.access.models import User
from stegvis.casework.models import Participation
from stegvis.interventions.models import Intervention
from stegvis.organisations.models import Association
from stegvis.surveys import shipping
from stegvis.surveys.actions import unlinked
from stegvis.surveys.models import Instrument, InstrumentUse, Response, YearlyRound
from stegvis.surveys.rules.questionnaire import Item, Kind, Questionnaire, Section, written

_numbers = count(1)
SCALE = Item(
    "q1",
    Kind.SCALE,
    {"sv": "Hur mår du?"},
    highest=6,
    low_label={"sv": "Dåligt"},
    high_label={"sv": "Bra"},
    positive=("4", "5", "6"),
    better=1,
)


def form(**said: Any) -> Questionnaire:
    """A questionnaire of one scale, in order unless `said` says otherwise."""
    given = {"code": f"enkat-{next(_numbers)}", "version": "1", "title": {"sv": "Om dig"}}
    return Questionnaire(**{**given, "sections": (Section((SCALE,)),), **said})


def instrument(
    association: Association | None = None, *, intervention: Intervention | None = None, **said: Any
) -> Instrument:
    """An instrument of an association, of one of its interventions, or shipped."""
    made = form(**said)
    if intervention is not None:
        association = intervention.association
    return Instrument.objects.create(
        association=association,
        intervention=intervention,
        code=made.code,
        version=made.version,
        document=written(made),
        wording=made.wording,
    )


def use(intervention: Intervention, asked: Instrument | None = None, **plan: Any) -> InstrumentUse:
    """`intervention` asks with `asked`, one of its own when none is named, since 2020."""
    return InstrumentUse.objects.create(
        intervention=intervention,
        instrument=asked or instrument(intervention=intervention),
        **{"used_from": date(2020, 1, 1)} | plan,
    )


def use_unlinked(intervention: Intervention) -> InstrumentUse:
    """`intervention` collects the violence form that comes with the program, since 2020."""
    shipping.ensure()
    found, _created = InstrumentUse.objects.get_or_create(
        intervention=intervention,
        instrument=Instrument.objects.get(association=None, code="violence"),
        defaults={"used_from": date(2020, 1, 1)},
    )
    return found


def submit_unlinked(
    intervention: Intervention, number: int, *, today: date, gender: str = "woman", **said: str
) -> None:
    """So many first forms of the intervention's violence form, sent in on a day."""
    asked = use_unlinked(intervention).instrument
    for _each in range(number):
        unlinked.submit(
            intervention=intervention,
            instrument=asked,
            gender=gender,
            occasion="first",
            answers=said or {"q1": "yes"},
            key=unlinked.key(today=today),
            today=today,
        )


def yearly_round(association: Association) -> YearlyRound:
    """A survey of the association's managers, open since 2020."""
    asked = instrument(association, respondent="manager", linked=False)
    return YearlyRound.objects.create(
        association=association,
        instrument=asked,
        opens_on=date(2020, 1, 1),
        closes_on=date(2050, 1, 1),
        opened_by=User.objects.get_or_create(email="rounds@example.org")[0],
    )


def answer(to: Instrument, participation: Participation, **said: Any) -> Response:
    """An answer at the start; needs a context."""
    return Response.objects.create(
        association=participation.association,
        owner_id=participation.owner_id,
        participation=participation,
        instrument=to.code,
        version=to.version,
        **{
            "reference": f"r-{next(_numbers)}",
            "occasion": "start",
            "answered_on": participation.started_on,
        }
        | said,
    )
