"""A short survey and its use for the journeys, and the pages of surveys."""

from dataclasses import dataclass

from stegvis.interventions.models import Intervention
from stegvis.surveys import shipping
from stegvis.surveys.models import InstrumentUse, YearlyRound
from tests.factories import surveys
from tests.journeys import rated

# Addresses that change something, or send a file.
NO_PAGE = {
    *("end_round_of_answers", "retire_instrument", "pass_by", "take_back_passed"),
    *("instrument_file", "instrument_sample"),
}


@dataclass(frozen=True)
class Surveyed:
    """What there is, by the words of addresses."""

    use: InstrumentUse
    round: YearlyRound


def build(place: Intervention) -> Surveyed:
    """What is shipped, and a survey of an intervention's own, asked at start and exit."""
    shipping.ensure()
    asked = surveys.instrument(intervention=place, code="veckan", title={"sv": "Din vecka"})
    surveys.use_unlinked(place)
    use = surveys.use(place, asked, every_months=6)
    rated.build(use)
    return Surveyed(
        use=use,
        round=surveys.yearly_round(place.association),
    )


def stops(here: str, person: str, made: Surveyed, period: str) -> list[tuple[str, str, str]]:
    """Name, role and path of each page."""
    uses = f"{here}/insatser/{made.use.intervention.slug}/enkater/"
    asked = f"{here}/insatser/{made.use.intervention.slug}/tillfragade/"
    one = f"{here}/enkater/{made.use.instrument_id}/"
    return [
        ("instruments", "office", f"{here}/enkater/{period}"),
        ("instruments", "owner", f"{here}/enkater/{period}"),
        ("import_instrument", "office", f"{here}/enkater/las-in/{period}"),
        ("instrument", "owner", one + period),
        ("preview_instrument", "owner", f"{one}visa/{period}"),
        ("change_survey", "owner", f"{one}andra/{period}"),
        ("uses", "owner", uses + period),
        ("new_survey", "owner", f"{uses}ny/{period}"),
        ("new_use", "owner", f"{uses}lagg-till/{period}"),
        ("use", "owner", f"{uses}{made.use.pk}/{period}"),
        ("measurements", "staff", f"{person}enkater/{period}"),
        ("change_over_time", "staff", f"{person}enkater/over-tid/{period}"),
        ("answers", "staff", f"{here}/insatser/{made.use.intervention.slug}/svar/{period}"),
        ("answers", "office", f"{here}/insatser/{made.use.intervention.slug}/svar/{period}"),
        ("invite_to_answer", "staff", f"{person}enkater/lankar/{period}"),
        ("asked_group", "staff", asked + period),
        ("collecting_forms", "office", f"{here}/enkater/insamling/{period}"),
        ("collecting_forms", "owner", f"{here}/enkater/insamling/{period}"),
        ("open_round", "office", f"{here}/enkater/insamling/omgang/{period}"),
        ("collecting_round", "office", f"{here}/enkater/insamling/omgang/{made.round.pk}/{period}"),
        ("asked_one", "staff", f"{person}tillfragad/{period}"),
    ]
