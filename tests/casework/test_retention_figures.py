"""After an erasure: what can no longer be computed is refused with the reason, not told wrong."""

from datetime import date

import pytest

from stegvis.access.context import acting
from stegvis.access.readlog import Reader
from stegvis.access.scope import Scope
from stegvis.casework.actions import erasure
from stegvis.casework.actions.erasure import Gone
from stegvis.core.periods import parse
from stegvis.measures import figures, private, snapshots
from stegvis.measures.faults import Erased
from stegvis.measures.question import Question
from tests.factories.people import participation
from tests.factories.places import association, intervention

pytestmark = pytest.mark.usefixtures("english")

EVERYTHING = Scope(everything=True)
TODAY = date(2026, 11, 23)


@pytest.fixture
def place(committed, settings, tmp_path):
    """One participation from 14 March 2020 to 7 April 2021, erased, and one that is not."""
    settings.STEGVIS_ERASURES = tmp_path / "erasures"
    snapshots._open.clear()
    place = intervention(association=association(slug="forbund"), slug="garden")
    with acting(EVERYTHING):
        participation(place, started_on=date(2019, 1, 1), referrers=["af"])
        gone = participation(
            place, started_on=date(2020, 3, 14), ended_on=date(2021, 4, 7), referrers=["fk"]
        )
        erasure.erase(gone.participant, gone=Gone(), today=TODAY)
    return place


def ask(measure: str, period: str, **divided):
    question = Question(measure, "forbund", parse(period), **divided)
    return figures.ask(question, audience="owner", today=TODAY)


def test_whole_months_are_answered_but_not_by_how_many_persons(place):
    figure = ask("participations.current", "2020-03").figure
    assert (figure.value, figure.persons) == (2, None)
    assert ask("participations.current", "2019").figure.persons == 1


@pytest.mark.parametrize(
    "measure",
    ["persons.current", "participations.mean", "stay.weeks_mean", "support.after", "hours.start"],
)
def test_persons_days_and_what_is_gone_are_answered_by_approved_reports_only(place, measure):
    with pytest.raises(Erased, match="approved before") as refused:
        ask(measure, "2021")
    assert (measure in str(refused.value), refused.value.exit_status) == (True, 1)


def test_periods_without_erased_records_are_answered_as_ever(place):
    assert ask("persons.current", "2022").figure.value == 1
    assert ask("participations.mean", "2019").figure.value == 1


@pytest.mark.parametrize(
    "divided", [{"by": ("referrer_formal",)}, {"where": (("origin", "abroad"),)}]
)
def test_what_was_not_kept_divides_no_figure(place, divided):
    with pytest.raises(Erased, match=r"referrer_formal|origin"):
        ask("participations.current", "2021", **divided)


def test_a_period_that_cuts_the_month_of_an_erased_start_or_exit_is_refused(place):
    for period in ("2020-03-10..2020-12-31", "2020-01-01..2021-04-20"):
        with pytest.raises(Erased, match="2020"):
            ask("participations.current", period)
    assert ask("participations.current", "2020-06-10..2020-07-20").figure.value == 2


def test_follow_ups_of_erased_exits_are_refused_a_year_later(place):
    with pytest.raises(Erased):
        ask("followup.reached", "2022-04")
    assert ask("followup.reached", "2024").figure.denominator == 0


def test_the_rows_behind_such_a_figure_are_not_opened_either(place):
    question = Question("persons.current", "forbund", parse("2021"))
    with pytest.raises(Erased):
        private.open_figures(question, today=TODAY, scope=EVERYTHING, by=Reader(operator="x"))
