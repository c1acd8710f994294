"""What participants say of themselves at the start, on the way and when they leave.

Answers are drawn, the texts are those of the shipped questionnaires and of one of the association's
own. Most rate themselves higher when they leave; some began high and can only stay there, and a
third of those who leave are gone before anyone has asked.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from stegvis.casework.rules.follow_ups import months_after
from stegvis.demo.draw import happens, stream
from stegvis.demo.plan import AssociationPlan, FlowPlan
from stegvis.demo.records import Record
from stegvis.surveys.rules.questionnaire import Item, Kind, Questionnaire, read
from stegvis.surveys.shipping import shipped

SELF_ASSESSMENT, EXPERIENCE, STEPS = "self-assessment", "experience", "steg-mot-arbete"
OWN = Path(__file__).with_name("assets") / "story" / f"{STEPS}.json"
# Share of occasions that are answered.
AT_START, ONGOING, AT_EXIT, LEFT_EARLY, BY_STAFF = 0.93, 0.8, 0.76, 0.34, 0.9
SOON = timedelta(days=13)  # until when the start is answered; who leaves before is not asked again
SKIPPED = 0.02  # share of questions that somebody does not want to answer
# Where somebody stands at the start, on a scale from 0 to 1, and how far she comes on the way.
BEGINS, SPREAD, GAINS = 0.42, 0.22, 0.17
ENJOYS, NOISE = 0.66, 0.1
# Steps that some dimensions are easier to take in than others.
EASIER = {"activity": 0.07, "self_esteem": 0.05, "perceived_health": -0.08, "relations": -0.05}


@dataclass(frozen=True)
class Use:
    """When an intervention asks with an instrument."""

    intervention: str
    instrument: str
    used_from: date
    at_start: bool = True
    every_months: int | None = None
    at_exit: bool = True
    shows_first: bool = False


@dataclass(frozen=True)
class Given:
    """One response: whose participation, to what, on which occasion, by whom, item by item."""

    participation: str
    instrument: str
    version: str
    occasion: str
    respondent: str
    answered_on: date
    first_shown: bool
    reference: str
    answers: Mapping[str, str]


def own() -> Questionnaire:
    """The association's own questionnaire, which the staff answer about the participant too."""
    return read(json.loads(OWN.read_text("utf-8")))


def uses(association: AssociationPlan) -> Iterator[Use]:
    """With what every intervention asks."""
    for plan in association.interventions:
        if plan.flow is not None and plan.flow.rated_from < date.max:
            since, months = plan.flow.rated_from, plan.flow.rated_every_months
            if plan.flow.rated_by_staff:
                yield Use(plan.slug, STEPS, since, every_months=months)
            else:
                yield Use(
                    plan.slug,
                    SELF_ASSESSMENT,
                    since,
                    every_months=months,
                    shows_first=plan.flow.shows_first,
                )
            yield Use(plan.slug, EXPERIENCE, since, at_start=False)


def given(association: AssociationPlan, records: Iterable[Record], *, seed: int) -> Iterator[Given]:
    """The responses of everyone who was there when her intervention asked."""
    forms = {form.code: form for form in (*shipped(), own())}
    flows = {plan.slug: plan.flow for plan in association.interventions if plan.flow is not None}
    by_intervention: dict[str, list[Use]] = {}
    for use in uses(association):
        by_intervention.setdefault(use.intervention, []).append(use)
    for record in records:
        asked = by_intervention.get(record.intervention, ())
        if asked and record.kind == "enrolled" and not record.voided:
            chance = stream(seed, association.slug, record.reference, "answers")
            teller = _Teller(chance, record, flows[record.intervention], association.last)
            for use in asked:
                yield from teller.responses(use, forms[use.instrument])


class _Teller:
    """One participant: where she stands in each dimension, and what she says of it on a day."""

    def __init__(self, chance: Random, record: Record, flow: FlowPlan, last: date) -> None:
        self.chance, self.record, self.flow, self.last = chance, record, flow, last
        self.level = min(0.95, max(0.05, chance.gauss(BEGINS, SPREAD)))
        self.gain = chance.gauss(GAINS, GAINS) * (0.25 if self._left_early else 1)
        self.whole = max(60, int(flow.weeks * 7))

    @property
    def _left_early(self) -> bool:
        return self.record.fields.get("completed") == "left_early"

    def responses(self, use: Use, form: Questionnaire) -> Iterator[Given]:
        places = {item.code: self.chance.gauss(0, NOISE) for item in form.items}
        for occasion, day, answers in self._occasions(use):
            shown = use.shows_first and occasion == "exit"
            if answers:
                yield self._response(form, occasion, "participant", day, places, shown=shown)
            if use.instrument == STEPS and happens(self.chance, BY_STAFF):
                yield self._response(form, occasion, "caseworker", day, places, shown=False)

    def _occasions(self, use: Use) -> Iterator[tuple[str, date, bool]]:
        """Occasion, day, and whether she answers."""
        began, ended = self.record.started_on, self.record.ended_on
        if use.at_start and began >= use.used_from:
            day = min(
                began + timedelta(days=self.chance.randint(0, SOON.days - 1)), ended or self.last
            )
            yield "start", min(day, self.last), happens(self.chance, AT_START)
        if use.every_months:
            for day in self._on_the_way(use.every_months, use.used_from):
                yield "ongoing", day, happens(self.chance, ONGOING)
        if ended and ended >= use.used_from and not self._is_moved:
            day = max(began, ended - timedelta(days=self.chance.randint(0, 10)))
            share = LEFT_EARLY if self._left_early else AT_EXIT
            stayed = day > began + SOON
            yield "exit", day, happens(self.chance, share if stayed else 0)

    @property
    def _is_moved(self) -> bool:
        return self.record.fields.get("exit_reason") in ("transferred", "deceased")

    def _on_the_way(self, months: int, since: date) -> Iterator[date]:
        until = (self.record.ended_on or self.last) - timedelta(days=15)
        for number in range(1, 60):
            day = months_after(self.record.started_on, number * months)
            if day > until:
                return
            if day >= since:
                yield day

    def _response(
        self,
        form: Questionnaire,
        occasion: str,
        respondent: str,
        day: date,
        places: Mapping[str, float],
        *,
        shown: bool,
    ) -> Given:
        answers = {
            item.code: self._answer(item, form.code, respondent, day, places[item.code])
            for item in form.items
            if item.kind is Kind.SCALE and not happens(self.chance, SKIPPED)
        }
        return Given(
            participation=self.record.reference,
            instrument=form.code,
            version=form.version,
            occasion=occasion,
            respondent=respondent,
            answered_on=day,
            first_shown=shown,
            reference=f"{self.record.reference}-{form.code}-{day}-{respondent}",
            answers=answers,
        )

    def _answer(self, item: Item, form: str, respondent: str, day: date, place: float) -> str:
        come = min(1.0, (day - self.record.started_on).days / self.whole)
        if form == EXPERIENCE:
            at = ENJOYS + self.gain / 2 - (0.18 if self._left_early else 0) + place
        else:
            at = self.level + place + come * (self.gain + EASIER.get(item.code, 0))
        if respondent == "caseworker":
            at += -0.06 + 0.08 * come
        at += self.chance.gauss(0, NOISE / 2)
        span = item.highest - item.lowest
        return str(min(item.highest, max(item.lowest, item.lowest + round(at * span))))
