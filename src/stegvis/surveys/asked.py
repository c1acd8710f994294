"""Who has been asked with an unlinked form: many participations at once, in a few queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from stegvis.casework import queries
from stegvis.casework.models import Participation, ParticipationQuerySet
from stegvis.core.periods import Period
from stegvis.interventions.models import Intervention
from stegvis.surveys import words
from stegvis.surveys.models import Asked, InstrumentUse
from stegvis.surveys.rules import asked as rules
from stegvis.surveys.rules.asked import Taking, Tick


@dataclass(frozen=True)
class Form:
    """An unlinked form that an intervention collects from participants, in any version."""

    intervention: Intervention
    code: str
    title: str
    used_from: date
    used_to: date | None

    def used_in(self, period: Period) -> bool:
        return self.used_from <= period.last and not (self.used_to and self.used_to < period.first)


@dataclass(frozen=True)
class Waiting:
    """Somebody who is to be asked with `form`, or a tick that has not been set."""

    participation: Participation
    form: Form
    occasion: str
    due_on: date


def forms_of(interventions: Iterable[int]) -> dict[int, list[Form]]:
    """By intervention the unlinked forms it collects from participants, by their titles."""
    found: dict[int, dict[str, Form]] = defaultdict(dict)
    uses = InstrumentUse.objects.filter(intervention__in=list(interventions))
    for use in uses.select_related("instrument", "intervention").order_by("used_from", "pk"):
        form = use.instrument.questionnaire
        if form.linked or form.respondent != "participant":
            continue
        before = found[use.intervention_id].get(form.code)
        found[use.intervention_id][form.code] = Form(
            use.intervention,
            form.code,
            words.titled(use.instrument),
            before.used_from if before else use.used_from,
            use.used_to,
        )
    return {pk: sorted(forms.values(), key=lambda each: each.title) for pk, forms in found.items()}


def group(
    among: ParticipationQuerySet, *, intervention: Intervention, year: int
) -> ParticipationQuerySet:
    """Those of `among` who are enrolled in the intervention some day of the year, by code."""
    whole = Period(date(year, 1, 1), date(year, 12, 31))
    found = among.filter(
        queries.current_in(whole), intervention=intervention, voided=False, kind="enrolled"
    )
    return queries.shown(found).order_by("participant__code", "pk")


def ticks_of(participations: Iterable[int], *, instrument: str) -> dict[int, list[Tick]]:
    """By participation what has been ticked, of all years."""
    found: dict[int, list[Tick]] = defaultdict(list)
    rows = Asked.objects.filter(participation__in=list(participations), instrument=instrument)
    for row in rows.order_by("year", "-occasion"):
        found[row.participation_id].append(Tick(row.year, row.occasion, row.outcome))
    return found


def taking(participation: Participation) -> Taking:
    """What the rule needs of a participation."""
    return Taking(participation.started_on, participation.ended_on)


def waiting(participations: ParticipationQuerySet, *, today: date) -> list[Waiting]:
    """Whose ticks are due or come due, the oldest first."""
    forms = forms_of(participations.order_by().values_list("intervention", flat=True).distinct())
    now = Period(today, today)
    running = {pk: [form for form in all_of if form.used_in(now)] for pk, all_of in forms.items()}
    open_ones = participations.filter(
        Q(ended_on=None) | Q(ended_on__gt=today),
        intervention__in=[pk for pk, some in running.items() if some],
        voided=False,
        kind="enrolled",
    )
    rows = list(open_ones.prefetch_related("asked")) if any(running.values()) else []
    found = (
        each
        for row in rows
        for form in running[row.intervention_id]
        for each in _due(row, form, today)
    )
    return sorted(found, key=lambda each: (each.due_on, each.participation.pk))


def _due(row: Participation, form: Form, today: date) -> Iterator[Waiting]:
    ticks = [
        Tick(each.year, each.occasion, each.outcome)
        for each in row.asked.all()
        if each.instrument == form.code
    ]
    found = rules.due_on(taking(row), ticks, used_from=form.used_from, today=today)
    if found:
        yield Waiting(row, form, *found)
