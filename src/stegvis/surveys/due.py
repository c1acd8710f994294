"""Occasions of many participations at once: the rule, laid over what a few queries find."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from stegvis.casework.choices.consents import ONE_YEAR_CONTACT
from stegvis.casework.models import Consent, Participation, ParticipationQuerySet
from stegvis.casework.rules.follow_ups import months_after
from stegvis.surveys.actions.uses import LONGEST
from stegvis.surveys.models import InstrumentUse
from stegvis.surveys.rules import occasions as rules
from stegvis.surveys.rules.occasions import Answered, Occasion, Passed, Taking, Use

ASKED_ONE_BY_ONE = ("participant", "caseworker")  # others answer once a year, for nobody


@dataclass(frozen=True)
class Measured:
    """One occasion of a participation with the use it follows from."""

    participation: Participation
    use: InstrumentUse
    occasion: Occasion


def occasions_of(participation: Participation, *, today: date) -> list[Measured]:
    """Every occasion of one participation, the earliest first."""
    one = Participation.objects.filter(pk=participation.pk)
    return sorted(_measured(one, today=today), key=lambda each: each.occasion.due.due_on)


def waiting(participations: ParticipationQuerySet, *, today: date) -> list[Measured]:
    """The occasions that wait for an answer among `participations`, the oldest first."""
    # Whoever left so long ago is not asked any more.
    since = months_after(today, -LONGEST - 4)
    recent = participations.filter(Q(ended_on=None) | Q(ended_on__gte=since), voided=False)
    found = (each for each in _measured(recent, today=today) if each.occasion.waits)
    return sorted(found, key=lambda each: (each.occasion.due.due_on, each.participation.pk))


def _measured(participations: ParticipationQuerySet, *, today: date) -> Iterator[Measured]:
    uses = _uses(participations)
    if not uses:
        return
    for participation in _with_answers(participations.filter(intervention__in=list(uses))):
        answered = [
            Answered(each.instrument, each.occasion, each.answered_on)
            for each in participation.responses.all()
        ]
        passed = [
            Passed(each.instrument_id, each.occasion, each.due_on, each.reason)
            for each in participation.not_answered.all()
        ]
        for use in uses[participation.intervention_id]:
            for occasion in rules.occasions(
                _use(use),
                _taking(participation),
                answered=answered,
                passed=passed,
                today=today,
            ):
                yield Measured(participation, use, occasion)


def _uses(participations: ParticipationQuerySet) -> dict[int, list[InstrumentUse]]:
    """The plans of the interventions concerned; unlinked forms belong to nobody's occasion."""
    of = participations.order_by().values("intervention")
    found: dict[int, list[InstrumentUse]] = defaultdict(list)
    for use in InstrumentUse.objects.filter(intervention__in=of).select_related("instrument"):
        form = use.instrument.questionnaire
        if form.linked and form.respondent in ASKED_ONE_BY_ONE:
            found[use.intervention_id].append(use)
    return found


def _with_answers(participations: ParticipationQuerySet) -> Iterable[Participation]:
    refused = Consent.objects.filter(
        participant=OuterRef("participant"),
        kind=ONE_YEAR_CONTACT,
        withdrawn_on__isnull=False,
    )
    return (
        participations.select_related("participant", "intervention", "site")
        .prefetch_related("responses", "not_answered")
        .annotate(refuses_contact=Exists(refused))
    )


def _use(use: InstrumentUse) -> Use:
    return Use(
        instrument=use.instrument_id,
        code=use.instrument.code,
        used_from=use.used_from,
        used_to=use.used_to,
        at_start=use.at_start,
        every_months=use.every_months,
        at_exit=use.at_exit,
        months_after=tuple(use.months_after),
    )


def _taking(participation: Participation) -> Taking:
    return Taking(
        kind=participation.kind,
        started_on=participation.started_on,
        planned_end_on=participation.planned_end_on,
        ended_on=participation.ended_on,
        exit_reason=participation.exit_reason,
        voided=participation.voided,
        refuses=participation.participant.protected or participation.refuses_contact,  # type: ignore[attr-defined]
    )
