"""Registering, ending, correcting and striking out, as a form."""

import re
from datetime import date

import pytest

from stegvis.access.context import acting
from stegvis.access.models import ReadLogEntry
from stegvis.access.scope import Scope
from stegvis.casework.models import Participation
from stegvis.core import codes
from stegvis.interventions.models import Agreement
from stegvis.organisations.models import Code
from tests.factories.places import intervention

EVERYTHING = Scope(everything=True)
NEW = "/west/deltagare/ny/"


def stored(pk: int | None = None) -> Participation:
    with acting(EVERYTHING):
        found = Participation.objects.select_related("participant")
        return found.get(pk=pk) if pk else found.get()


def answers(place, **more) -> dict:
    needed = {
        "site": place.sites.get().pk,
        "gender": "woman",
        "birth_year": "1984",
        "referrer": "fk",
        "started_on": "1/3 2022",
    }
    return needed | more


def test_the_least_that_must_be_known_is_enough(browser, place):
    answer = browser.post(NEW, answers(place))
    made = stored()
    assert answer.status_code == 302
    assert answer["Location"] == f"/west/deltagare/{made.pk}/"
    assert made.started_on == date(2022, 3, 1)
    assert made.referrers == ["fk"]
    assert made.participant.gender == "woman"
    assert made.support_start is None
    assert made.kind == "enrolled"


def test_everything_that_was_answered_is_stored(browser, place):
    more = {
        "birth_year": "1990",
        "co_referrers": ["af", "fk"],
        "referred_on": "2022-02-01",
        "planned_end_on": "20220930",
        "education": "higher",
        "target_groups": ["pain"],
        "support_start": ["wages", "sickness_benefit"],
        "support_start-wages": "50",
        "support_start-sickness_benefit": "",
        "hours_start": "12,5",
    }
    browser.post(NEW, answers(place, **more))
    made = stored()
    assert made.participant.birth_year == 1990
    assert made.referrers == ["fk", "af"]
    assert (made.referred_on, made.planned_end_on) == (date(2022, 2, 1), date(2022, 9, 30))
    assert (made.education, made.target_groups) == ("higher", ["pain"])
    assert made.support_start == [
        {"code": "wages", "percent": 50},
        {"code": "sickness_benefit", "percent": None},
    ]
    assert str(made.hours_start) == "12.50"


def test_saving_and_adding_another_opens_an_empty_form_at_the_same_site(browser, place):
    answer = browser.post(NEW, answers(place, another="1"))
    assert answer["Location"] == f"{NEW}?site={place.sites.get().pk}"
    assert browser.get(answer["Location"]).status_code == 200


def test_what_is_missing_is_asked_for_and_what_was_written_stays(browser, place):
    answer = browser.post(NEW, {"birth_year": "1990", "started_on": "32/1"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Error: Register a participant – Stegvis</title>" in " ".join(page.split())
    assert 'id="error-summary"' in page
    assert 'value="1990"' in page
    assert 'value="32/1"' in page
    assert answer.context["form"].errors.keys() == {"site", "gender", "referrer", "started_on"}


def test_what_a_rule_refuses_is_shown_at_its_field(browser, place):
    answer = browser.post(NEW, answers(place, planned_end_on="2022-02-01"))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["planned_end_on"]


def test_a_known_person_is_found_by_her_code(browser, place, registered):
    before = registered(started_on=date(2021, 1, 1), ended_on=date(2021, 6, 1), exit_reason="work")
    code = before.participant.code
    browser.post(NEW, answers(place, participant_code=code.lower()))
    with acting(EVERYTHING):
        persons = set(Participation.objects.values_list("participant_id", flat=True))
    assert persons == {before.participant_id}


def test_a_code_that_nobody_has_is_said_so(browser, place):
    answer = browser.post(NEW, answers(place, participant_code="NOBODY"))
    assert list(answer.context["form"].errors) == ["participant_code"]


def test_a_site_where_one_does_not_work_cannot_be_chosen(browser, place):
    elsewhere = intervention(association=place.association)
    answer = browser.post(NEW, answers(place, site=elsewhere.sites.get().pk))
    assert list(answer.context["form"].errors) == ["site"]


def test_the_page_says_where_it_stands_and_what_is_missing(browser, registered):
    made = registered(referred_on=date(2022, 2, 1))
    page = browser.get(f"/west/deltagare/{made.pk}/").content.decode()
    assert made.participant.code in page
    assert "5 answers are missing" in page
    assert "1 February 2022" in page
    (entry,) = ReadLogEntry.objects.filter(action="participation.show")
    assert entry.object_ids == [made.participant_id]


EXIT = {
    "version": 1,
    "ended_on": "2022-06-30",
    "exit_reason": "work",
    "completed": "completed",
    "next_steps": ["work", "studies"],
    "next_steps-work": "started",
    "next_steps-studies": "planned",
}


def test_an_exit_is_stored_with_its_next_steps(browser, registered):
    made = registered(referrers=["fk"])
    answer = browser.post(f"/west/deltagare/{made.pk}/avsluta/", EXIT)
    ended = stored(made.pk)
    assert answer.status_code == 302
    assert ended.ended_on == date(2022, 6, 30)
    assert (ended.exit_reason, ended.completed) == ("work", "completed")
    assert ended.next_steps == [
        {"code": "work", "state": "started"},
        {"code": "studies", "state": "planned"},
    ]
    assert ended.version == 2


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"exit_reason": ""}, "exit_reason"),
        ({"ended_on": ""}, "ended_on"),
        ({"ended_on": "2021-01-01"}, "ended_on"),
        ({"support_end": ["wages"], "support_end-wages": "150"}, "support_end"),
    ],
)
def test_an_exit_that_is_not_in_order_changes_nothing(browser, registered, change, field):
    made = registered(referrers=["fk"])
    answer = browser.post(f"/west/deltagare/{made.pk}/avsluta/", EXIT | change)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert stored(made.pk).ended_on is None


def test_what_stands_in_the_way_of_an_exit_but_not_in_its_form_says_where_to_mend_it(
    browser, registered
):
    made = registered(referrers=[])
    answer = browser.post(f"/west/deltagare/{made.pk}/avsluta/", EXIT)
    (message,) = answer.context["form"].non_field_errors()
    assert message.endswith("You mend that under Change; then come back here.")


def test_the_exit_can_be_taken_away_again(browser, registered):
    made = registered(referrers=["fk"], ended_on=date(2022, 5, 1), exit_reason="work")
    browser.post(f"/west/deltagare/{made.pk}/ateruppta/")
    assert stored(made.pk).ended_on is None


def correction(made, **more) -> dict:
    said = {
        "version": made.version,
        "gender": made.participant.gender,
        "referrer": "fk",
        "started_on": made.started_on.isoformat(),
    }
    return said | more


def test_person_and_participation_are_corrected_together(browser, registered):
    made = registered(referrers=["fk"])
    said = correction(made, gender="man", birth_year="1985", education="compulsory")
    browser.post(f"/west/deltagare/{made.pk}/andra/", said)
    now = stored(made.pk)
    assert (now.participant.gender, now.participant.birth_year) == ("man", 1985)
    assert now.education == "compulsory"


def test_a_correction_leaves_alone_what_its_form_has_no_word_for(browser, registered):
    made = registered(referrers=["fk"], support_start=[], education="compulsory")
    browser.post(f"/west/deltagare/{made.pk}/andra/", correction(made, education="higher"))
    with acting(Scope(everything=True)):
        stored = Participation.objects.get(pk=made.pk)
    assert (stored.education, stored.support_start) == ("higher", [])


def test_a_correction_that_is_refused_changes_neither_person_nor_participation(browser, registered):
    made = registered(referrers=["fk"])
    said = correction(made, gender="man", planned_end_on="2020-01-01")
    assert browser.post(f"/west/deltagare/{made.pk}/andra/", said).status_code == 422
    assert stored(made.pk).participant.gender == "woman"


def test_who_writes_last_is_shown_both_versions_and_may_then_decide(browser, registered):
    made = registered(referrers=["fk"])
    path = f"/west/deltagare/{made.pk}/andra/"
    browser.post(path, correction(made, education="compulsory"))
    late = browser.post(path, correction(made, education="higher"))
    page = late.content.decode()
    assert late.status_code == 422
    assert "Someone else has changed this while you were writing." in page
    (difference,) = late.context["form"].differences
    assert str(difference.label) == "Highest completed education"
    assert difference.theirs == codes.EDUCATION.label("compulsory", "en")
    assert difference.mine == codes.EDUCATION.label("higher", "en")
    assert stored(made.pk).education == "compulsory"
    again = correction(made, education="higher", version=2)
    assert browser.post(path, again).status_code == 302
    assert stored(made.pk).education == "higher"


def test_a_registration_is_struck_out_and_restored(browser, registered):
    made = registered(referrers=["fk"])
    page = f"/west/deltagare/{made.pk}/"
    browser.post(f"{page}stryk/")
    assert stored(made.pk).voided
    assert "This registration is struck out" in browser.get(page).content.decode()
    browser.post(f"{page}aterstall/")
    assert not stored(made.pk).voided


def test_what_cannot_be_restored_says_why(browser, registered):
    made = registered(referrers=["fk"], voided=True)
    registered(referrers=["fk"], participant=made.participant)
    answer = browser.post(f"/west/deltagare/{made.pk}/aterstall/", follow=True)
    assert "already takes part" in answer.content.decode()
    assert stored(made.pk).voided


@pytest.fixture
def own_value(place):
    """A target group that the association has added, and one that it has retired."""
    for code, label, until in (("night", "Nattarbetare", None), ("old", "Gammal", "2020-12-31")):
        Code.objects.create(
            association=place.association,
            list_name="target_groups",
            code=code,
            label_sv=label,
            label_en=f"{label} (en)",
            valid_to=until,
        )


def test_values_that_the_association_has_added_are_offered_and_named(browser, place, own_value):
    page = browser.get(f"{NEW}?protected=no").content.decode()
    assert "Nattarbetare (en)" in page
    assert "Gammal (en)" not in page
    browser.post(NEW, answers(place, target_groups=["night"]))
    made = stored()
    assert made.target_groups == ["night"]
    assert "Nattarbetare (en)" in browser.get(f"/west/deltagare/{made.pk}/").content.decode()


def test_correcting_keeps_values_that_are_no_longer_offered(browser, registered, own_value):
    kept = {
        "referrers": ["fk", "old-unit"],
        "target_groups": ["old", "pain"],
        "support_start": [{"code": "stipend", "percent": 50}],
        "next_intervention": "closed-long-ago",
    }
    made = registered(ended_on=date(2022, 5, 1), exit_reason="work", **kept)
    path = f"/west/deltagare/{made.pk}/andra/"
    form = browser.get(path).context["form"]
    assert "Gammal (en)" in str(form["target_groups"])
    sent = correction(
        made,
        co_referrers=["old-unit"],
        target_groups=["old", "pain"],
        next_intervention="closed-long-ago",
        ended_on="2022-05-01",
        exit_reason="work",
        support_start=["stipend"],
        **{"support_start-stipend": "50"},
    )
    assert browser.post(path, sent).status_code == 302
    now = stored(made.pk)
    assert {name: getattr(now, name) for name in kept} == kept


def test_the_birth_year_is_asked_for(browser, place):
    answer = browser.post(NEW, answers(place, birth_year=""))
    assert list(answer.context["form"].errors) == ["birth_year"]


def test_the_planned_end_is_that_of_the_agreement_unless_it_is_written(browser, place):
    Agreement.objects.create(intervention=place, starts_on=date(2021, 1, 1), weeks=2)
    browser.post(NEW, answers(place))
    assert stored().planned_end_on == date(2022, 3, 14)


def test_the_only_source_is_all_of_it(browser, place):
    browser.post(NEW, answers(place, support_start=["wages"], **{"support_start-wages": ""}))
    assert stored().support_start == [{"code": "wages", "percent": 100}]


BASELINE = {
    "education": "higher",
    "target_groups": ["pain"],
    "support_start": [{"code": "wages", "percent": 50}, {"code": "pension", "percent": None}],
}


def test_a_baseline_younger_than_three_months_is_copied_once_to_be_confirmed(
    browser, place, registered
):
    before = registered(
        started_on=date(2022, 1, 10),
        ended_on=date(2022, 2, 1),
        exit_reason="work",
        referrers=["fk"],
        **BASELINE,
    )
    sent = answers(place, participant_code=before.participant.code)
    shown = browser.post(NEW, sent)
    assert shown.status_code == 200
    page = " ".join(shown.content.decode().split())
    assert "less than three months old" in page
    confirmed = shown.context["form"].data
    assert confirmed.getlist("support_start") == ["wages", "pension"]
    browser.post(NEW, dict(confirmed.lists()))
    with acting(EVERYTHING):
        made = Participation.objects.latest("id")
    assert made.pk != before.pk
    assert {name: getattr(made, name) for name in BASELINE} == BASELINE


def test_an_older_baseline_is_asked_anew(browser, place, registered):
    before = registered(
        started_on=date(2021, 11, 10),
        ended_on=date(2022, 2, 1),
        exit_reason="work",
        referrers=["fk"],
        **BASELINE,
    )
    browser.post(NEW, answers(place, participant_code=before.participant.code))
    with acting(EVERYTHING):
        assert Participation.objects.latest("id").education == "unknown"


def test_one_more_participation_begins_with_what_is_known_of_her(browser, registered):
    made = registered(referrers=["af"], birth_year=1980, gender="man")
    form = browser.get(f"{NEW}?protected=no&again={made.pk}").context["form"]
    assert form["participant_code"].value() == made.participant.code
    assert (form["gender"].value(), form["birth_year"].value()) == ("man", 1980)
    assert form["referrer"].value() == "af"


def test_a_registration_is_undone_by_the_button_in_the_message(browser, place):
    page = browser.post(NEW, answers(place), follow=True).content.decode()
    undo = re.search(r'action="(/west/deltagare/angra/[^"]*)"', page)
    browser.post(undo[1])
    assert stored().voided
