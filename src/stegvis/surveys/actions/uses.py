"""With what an intervention asks: which instrument, on which occasions, from when to when."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stegvis.access.models import User
from stegvis.access.scope import scope_of
from stegvis.interventions.models import Intervention
from stegvis.surveys import reach
from stegvis.surveys.models import Instrument, InstrumentUse

LONGEST = 24  # months after the exit
DAY = timedelta(days=1)


class Refused(Exception):
    """The plan cannot be kept as it is; `field` and `message` say what to change."""

    def __init__(self, field: str, message: str | Promise) -> None:
        super().__init__(str(message))
        self.field = field
        self.message = message


@dataclass(frozen=True)
class Plan:
    """When the instrument is asked, and whether the first answer is shown at the last."""

    used_from: date
    used_to: date | None = None
    at_start: bool = True
    every_months: int | None = None
    at_exit: bool = True
    months_after: tuple[int, ...] = ()
    shows_first: bool = False


@transaction.atomic
def plan(
    *, intervention: Intervention, instrument: Instrument, plan: Plan, by: User
) -> InstrumentUse:
    """Ask with `instrument` as `plan` says, instead of how it was asked with before.

    Raises Refused when the plan asks nothing, or the instrument is not the intervention's to use.
    """
    if not reach.plans(scope_of(by), intervention):
        raise PermissionError("This intervention belongs to an organisation you do not manage.")
    _check(plan)
    _check_instrument(intervention, instrument)
    said = {**vars(plan), "months_after": sorted(plan.months_after)}
    stored, _created = InstrumentUse.objects.update_or_create(
        intervention=intervention, instrument=instrument, defaults=said
    )
    return stored


@transaction.atomic
def succeed(*, earlier: Instrument, later: Instrument, on: date) -> None:
    """From `on` the later version is asked wherever the earlier was; a plan yet to begin moves."""
    running = InstrumentUse.objects.select_for_update().filter(instrument=earlier, used_to=None)
    for use in running:
        InstrumentUse.objects.create(
            intervention_id=use.intervention_id,
            instrument=later,
            at_start=use.at_start,
            every_months=use.every_months,
            at_exit=use.at_exit,
            months_after=use.months_after,
            shows_first=use.shows_first,
            used_from=max(on, use.used_from),
        )
        if use.used_from >= on:
            use.delete()
        else:
            use.used_to = on - DAY
            use.save(update_fields=["used_to"])


def _check(plan: Plan) -> None:
    if not (plan.at_start or plan.every_months or plan.at_exit or plan.months_after):
        # Translators: «Välj minst ett tillfälle att fråga.»
        raise Refused("at_start", _("Choose at least one occasion to ask."))
    if plan.used_to and plan.used_to < plan.used_from:
        # Translators: «Sista dagen är före första dagen; rätta den som är fel.»
        raise Refused("used_to", _("The last day is before the first; correct the wrong one."))
    if any(not 1 <= months <= LONGEST for months in plan.months_after):
        # Translators: «Månader efter avslutet är 1–24, till exempel 6 och 12.»
        raise Refused("months_after", _("Months after the exit are 1–24, for example 6 and 12."))


def _check_instrument(intervention: Intervention, instrument: Instrument) -> None:
    open_to = Instrument.objects.open_to(intervention.association).filter(pk=instrument.pk)
    foreign = instrument.intervention_id not in (None, intervention.pk)
    if foreign or not open_to.exists():
        # Translators: «Den enkäten är inte till för den här insatsen.»
        raise Refused("instrument", _("That form is not for this intervention."))
    if instrument.retired_at:
        # Translators: «Enkäten används inte längre. Välj en nyare version.»
        raise Refused("instrument", _("The form is no longer in use. Choose a newer version."))
