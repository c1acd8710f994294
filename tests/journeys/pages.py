"""Every page of the site, by the name of its address, and who opens it."""

from dataclasses import dataclass

from stegvis.config import urls  # noqa: F401 - the resolver below reads it
from tests.journeys import (
    answered,
    changing,
    daily_work,
    erasing,
    leaving,
    referred,
    surveying,
    watching,
)
from tests.journeys.world import YEAR, World


@dataclass(frozen=True)
class Stop:
    """A page that journeys stop at."""

    name: str
    role: str
    path: str


PERIOD = f"?period={YEAR}"
# Addresses that show no page of their own: they redirect, change something or send a file.
NO_PAGE = {
    *("front", "start", "prefer", "set_language", "reopen", "void", "restore", "report_file"),
    "account_reauthenticate",
    *answered.NO_PAGE,
    *changing.NO_PAGE,
    *daily_work.NO_PAGE,
    *erasing.NO_PAGE,
    *leaving.NO_PAGE,
    *referred.NO_PAGE,
    *surveying.NO_PAGE,
    *watching.NO_PAGE,
    # Answers to the script of drafts, and a page that stands only after an ended session.
    *("keep_draft", "open_draft", "discard_draft", "session_alive", "continue_form"),
}


def stops(world: World) -> list[Stop]:
    """All pages; those that look different to different roles more than once."""
    here = f"/{world.slug}"
    person = f"{here}/deltagare/{world.open_one.pk}/"
    figure = f"{here}/siffra/participations.current/{PERIOD}&gender=woman"
    return [
        Stop("account_login", "", "/konto/logga-in/"),
        Stop("account_logout", "staff", "/konto/logga-ut/"),
        Stop("account_change_password", "staff", "/konto/byt-losenord/"),
        Stop("account_inactive", "", "/konto/avstangt/"),
        Stop("my_day", "staff", f"{here}/min-dag/{PERIOD}"),
        Stop("participations", "staff", f"{here}/deltagare/{PERIOD}"),
        Stop("register", "staff", f"{here}/deltagare/ny/{PERIOD}"),
        Stop("participation", "staff", person + PERIOD),
        Stop("identity", "staff", f"{person}personuppgifter/{PERIOD}"),
        Stop("change_identity", "staff", f"{person}personuppgifter/andra/{PERIOD}"),
        Stop("end", "staff", f"{person}avsluta/{PERIOD}"),
        Stop("correct", "staff", f"{person}andra/{PERIOD}"),
        Stop("interventions", "office", f"{here}/insatser/{PERIOD}"),
        Stop("intervention", "office", f"{here}/insatser/promise/{PERIOD}"),
        Stop("overview", "office", f"{here}/oversikt/{PERIOD}"),
        Stop("figure", "office", figure),
        Stop("reports", "office", f"{here}/rapporter/{PERIOD}"),
        Stop("order_report", "office", f"{here}/rapporter/ny/{PERIOD}"),
        Stop("report", "office", f"{here}/rapporter/{world.report.pk}/{PERIOD}"),
        Stop("comparison", "analyst", "/jamforelse/"),
        Stop("overview", "board", f"{here}/oversikt/{PERIOD}"),
        Stop("intervention", "staff", f"{here}/insatser/promise/{PERIOD}"),
        Stop("figure", "staff", f"{figure}&intervention=promise"),
        *(Stop(*each) for each in changing.stops(here, person, world.changing, PERIOD)),
        *(Stop(*each) for each in daily_work.stops(here, person, world.daily, PERIOD)),
        *(Stop(*each) for each in leaving.stops(here, person, world.leaving, PERIOD)),
        *(Stop(*each) for each in referred.stops(here, person, world.referred)),
        *(Stop(*each) for each in answered.stops(here, person, world.answered, PERIOD)),
        Stop(*answered.read_aloud(here, world.surveyed.use.instrument_id, PERIOD)),
        *(Stop(*each) for each in surveying.stops(here, person, world.surveyed, PERIOD)),
        *(Stop(*each) for each in watching.stops(here, person, PERIOD)),
        *(Stop(*each) for each in erasing.stops(here, person, PERIOD)),
        Stop("front", "nobody", "/"),
        Stop("missing", "staff", "/finns-inte/"),
    ]
