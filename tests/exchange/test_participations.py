"""Participations and the persons they are about."""

import pytest

from stegvis.casework.models import HeadCount, Participant, Participation
from stegvis.interventions.models import Intervention
from tests.exchange.files import csv_file, imported, package, places, tally
from tests.factories.people import participation
from tests.factories.places import association, intervention, organisation, site

pytestmark = pytest.mark.usefixtures("all_rows")

COLUMNS = (
    "association,intervention,participation_id,participant,gender,birth_year,started_on,ended_on"
)


def sent(tmp_path, *rows: str, columns: str = COLUMNS):
    """Rows without their association and intervention, imported."""
    return imported(
        csv_file(tmp_path, "participations", columns, *(f"hjo,insats,{row}" for row in rows))
    )


def row(name: str) -> Participation:
    return Participation.objects.select_related("participant").get(reference=name)


# Persons


def test_the_same_code_in_two_rows_is_the_same_person(tmp_path):
    tally(
        sent(
            tmp_path,
            "d-1,A,woman,1980,2020-01-01,2020-05-01",
            "d-2,A,woman,1980,2021-01-01,",
            "d-3,B,man,,2021-01-01,",
        )
    )
    assert row("d-1").participant == row("d-2").participant
    assert row("d-3").participant != row("d-1").participant
    assert row("d-1").participant.identified


def test_what_one_row_says_of_a_person_holds_for_all_her_rows(tmp_path):
    path = (
        "d-1,A,,,2020-01-01,2020-05-01",
        "d-2,A,woman,,2021-01-01,2021-05-01",
        "d-3,A,,1980,2022-01-01,",
    )
    tally(sent(tmp_path, *path))
    person = Participant.objects.get()
    assert (person.gender, person.birth_year) == ("woman", 1980)
    assert tally(sent(tmp_path, *path)) == (0, 0, 3)


def test_rows_that_contradict_each_other_about_a_person_are_refused(tmp_path):
    answer = sent(
        tmp_path,
        "d-1,A,woman,1980,2020-01-01,2020-05-01",
        "d-2,A,man,1980,2021-01-01,2021-05-01",
        "d-3,A,woman,1981,2022-01-01,",
    )
    assert places(answer) == [(3, "gender"), (4, "birth_year")]
    assert not Participation.objects.exists()


def test_without_a_code_every_row_is_a_person_of_her_own(tmp_path):
    rows = ("d-1,,woman,,2020-01-01,2020-05-01", "d-2,,woman,,2020-01-01,")
    tally(sent(tmp_path, *rows))
    assert row("d-1").participant != row("d-2").participant
    assert not row("d-1").participant.identified
    before = set(Participant.objects.values_list("pk", "code"))
    assert tally(sent(tmp_path, *rows)) == (0, 0, 2)
    assert set(Participant.objects.values_list("pk", "code")) == before


def test_a_code_that_comes_later_makes_the_person_recognisable(tmp_path):
    sent(tmp_path, "d-1,,woman,,2020-01-01,")
    assert tally(sent(tmp_path, "d-1,A,woman,,2020-01-01,")) == (0, 1, 0)
    person = Participant.objects.get()
    assert (person.code, person.identified) == ("A", True)


def test_a_code_that_is_cleared_leaves_the_person_for_herself(tmp_path):
    sent(tmp_path, "d-1,A,woman,,2020-01-01,2020-02-01", "d-2,A,woman,,2021-01-01,")
    assert tally(sent(tmp_path, "d-1,,woman,,2020-01-01,2020-02-01")) == (0, 1, 0)
    assert row("d-1").participant != row("d-2").participant
    assert not row("d-1").participant.identified
    assert row("d-2").participant.identified


def test_the_same_code_with_two_owners_is_two_persons(tmp_path):
    one = intervention(slug="insats", association=association(slug="hjo"))
    site(intervention=one, slug="annan", owner=organisation())
    tally(
        imported(
            csv_file(
                tmp_path,
                "participations",
                COLUMNS + ",site",
                "hjo,insats,d-1,A,woman,,2020-01-01,,",
                "hjo,insats,d-2,A,man,,2020-01-01,,annan",
            )
        )
    )
    assert row("d-1").participant != row("d-2").participant
    assert row("d-2").owner == row("d-2").site.owner


def test_a_changed_person_makes_her_rows_changed(tmp_path):
    sent(tmp_path, "d-1,A,woman,,2020-01-01,")
    assert tally(sent(tmp_path, "d-1,A,woman,1980,2020-01-01,")) == (0, 1, 0)
    assert row("d-1").participant.birth_year == 1980


# Days


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("d-1,A,woman,,2020-05-01,2020-04-30", "ended_on"),
        ("d-1,A,woman,2021,2020-05-01,", "birth_year"),
        ("d-1,A,woman,1899,2020-05-01,", "birth_year"),
        ("d-1,A,woman,,,", "started_on"),
        ("d-1,A,woman,,2020-05-01,2020-05-32", "ended_on"),
    ],
)
def test_days_and_years_that_cannot_be_are_refused(tmp_path, line, column):
    assert places(sent(tmp_path, line)) == [(2, column)]


def test_an_end_before_the_stored_start_is_refused(tmp_path):
    sent(tmp_path, "d-1,A,woman,,2020-05-01,")
    columns = "association,intervention,participation_id,ended_on"
    assert places(sent(tmp_path, "d-1,2020-04-01", columns=columns)) == [(2, "ended_on")]


def test_a_person_takes_part_once_at_a_time(tmp_path):
    answer = sent(
        tmp_path,
        "d-1,A,woman,,2020-01-01,2020-05-01",
        "d-2,A,woman,,2020-05-01,2020-06-01",
        "d-3,A,woman,,2020-06-02,",
        "d-4,A,woman,,2021-01-01,2021-02-01",
        "d-5,B,woman,,2020-01-01,",
    )
    assert places(answer) == [(3, "started_on"), (5, "started_on")]
    assert "2020-01-01–2020-05-01" in next(iter(answer.faults)).problem


def test_a_person_who_already_takes_part_is_refused_although_the_file_does_not_say_so(tmp_path):
    sent(tmp_path, "d-1,A,woman,,2020-01-01,")
    answer = sent(tmp_path, "d-2,A,woman,,2020-03-01,")
    assert places(answer) == [(2, "started_on")]
    assert Participation.objects.count() == 1


def test_other_kinds_and_voided_rows_may_lie_beside_an_enrolment(tmp_path):
    columns = COLUMNS + ",kind,voided"
    rows = (
        "d-1,A,woman,,2020-01-01,,enrolled,",
        "d-2,A,woman,,2020-01-01,,consultation,",
        "d-3,A,woman,,2020-01-01,,enrolled,yes",
    )
    assert tally(sent(tmp_path, *rows, columns=columns)) == (3, 0, 0)
    assert tally(sent(tmp_path, *rows, columns=columns)) == (0, 0, 3)


def test_two_participations_may_change_places(tmp_path):
    sent(
        tmp_path,
        "d-1,A,woman,,2020-01-01,2020-02-01",
        "d-2,A,woman,,2021-01-01,2021-02-01",
        "d-3,A,woman,,2022-01-01,2022-02-01",
    )
    swapped = (
        "d-1,A,woman,,2021-01-01,2021-02-01",
        "d-2,A,woman,,2022-01-01,2022-02-01",
        "d-3,A,woman,,2020-01-01,2020-02-01",
    )
    assert tally(sent(tmp_path, *swapped)) == (0, 3, 0)
    assert [row(name).started_on.year for name in ("d-1", "d-2", "d-3")] == [2021, 2022, 2020]
    assert not Participation.objects.filter(voided=True).exists()
    assert tally(sent(tmp_path, *swapped)) == (0, 0, 3)


def test_a_participation_may_take_the_days_that_another_leaves_to_another_person(tmp_path):
    sent(tmp_path, "d-1,A,woman,,2020-01-01,2020-02-01")
    answer = sent(
        tmp_path, "d-2,A,woman,,2020-01-01,2020-02-01", "d-1,B,woman,,2020-01-01,2020-02-01"
    )
    assert tally(answer) == (1, 1, 0)
    assert (row("d-1").participant.code, row("d-2").participant.code) == ("B", "A")


# Exits


EXIT = "association,intervention,participation_id,started_on,ended_on,exit_reason,next_steps,voided"


@pytest.mark.parametrize(
    ("line", "stored"),
    [
        ("d-1,2020-01-01,2020-02-01,work,,", ("work", False)),
        ("d-1,2020-01-01,2020-02-01,,,", ("unknown", False)),
        ("d-1,2020-01-01,,,,", ("", False)),
        ("d-1,2020-01-01,,misregistered,,", ("misregistered", True)),
        ("d-1,2020-01-01,2020-02-01,Felregistrering,,no", ("misregistered", True)),
        ("d-1,2020-01-01,,,,ja", ("", True)),
    ],
)
def test_an_exit_is_stored_with_its_reason(tmp_path, line, stored):
    tally(sent(tmp_path, line, columns=EXIT))
    assert (row("d-1").exit_reason, row("d-1").voided) == stored
    assert tally(sent(tmp_path, line, columns=EXIT)) == (0, 0, 1)


def test_a_reason_without_a_last_day_is_refused(tmp_path):
    assert places(sent(tmp_path, "d-1,2020-01-01,,work,,", columns=EXIT)) == [(2, "ended_on")]
    tally(sent(tmp_path, "d-1,2020-01-01,2020-02-01,work,,", columns=EXIT))
    columns = "association,intervention,participation_id,ended_on"
    assert places(sent(tmp_path, "d-1,", columns=columns)) == [(2, "ended_on")]


def test_a_next_step_without_a_state_has_started(tmp_path):
    line = "d-1,2020-01-01,2020-02-01,work,work|studies:ready,"
    tally(sent(tmp_path, line, columns=EXIT))
    assert row("d-1").next_steps == [
        {"code": "work", "state": "started"},
        {"code": "studies", "state": "ready"},
    ]


@pytest.mark.parametrize(
    "steps", ["work:perhaps", "walk", "work|work", "work:started:now", ":ready"]
)
def test_next_steps_that_are_not_in_the_list_are_refused(tmp_path, steps):
    line = f"d-1,2020-01-01,2020-02-01,work,{steps},"
    assert places(sent(tmp_path, line, columns=EXIT)) == [(2, "next_steps")]


@pytest.mark.parametrize(
    "support", ["wages:101", "wages:-1", "wages:half", "wages:50%%", "gifts:5"]
)
def test_support_that_cannot_be_is_refused(tmp_path, support):
    columns = "association,intervention,participation_id,started_on,support_start"
    answer = sent(tmp_path, f"d-1,2020-01-01,{support}", columns=columns)
    assert places(answer) == [(2, "support_start")]


# Sites and owners


def test_a_site_that_nothing_defines_is_refused(tmp_path):
    columns = "association,intervention,participation_id,started_on,site"
    assert places(sent(tmp_path, "d-1,2020-01-01,ingenstans", columns=columns)) == [(2, "site")]


def test_participants_follow_an_intervention_whose_owner_becomes_known(tmp_path):
    sent(
        tmp_path,
        "d-1,A,woman,1980,2020-01-01,2020-02-01",
        "d-2,A,woman,1980,2021-01-01,",
        "d-3,,man,,2021-01-01,",
    )
    counts = csv_file(
        tmp_path,
        "head_counts",
        "association,intervention,year,gender,new",
        "hjo,insats,2021,woman,4",
    )
    imported(counts)
    path = csv_file(
        tmp_path, "interventions", "association,intervention,owner", "hjo,insats,hjo-kommun"
    )
    assert tally(imported(path), "interventions") == (0, 1, 0)
    assert {each.owner.slug for each in Participation.objects.all()} == {"hjo-kommun"}
    assert {each.owner.slug for each in Participant.objects.all()} == {"hjo-kommun"}
    assert HeadCount.objects.get().owner.slug == "hjo-kommun"
    assert row("d-1").site.owner.slug == "hjo-kommun"
    assert row("d-1").participant == row("d-2").participant
    assert tally(imported(path), "interventions") == (0, 0, 1)
    assert tally(sent(tmp_path, "d-1,A,woman,1980,2020-01-01,2020-02-01")) == (0, 0, 1)


def test_a_person_who_also_takes_part_elsewhere_is_known_in_both_places(tmp_path):
    path = csv_file(
        tmp_path,
        "participations",
        COLUMNS,
        "hjo,insats,d-1,A,woman,1980,2020-01-01,",
        "hjo,annan,d-2,A,woman,1980,2020-01-01,",
    )
    tally(imported(path))
    assert Participant.objects.count() == 1
    owner = csv_file(tmp_path, "interventions", "association,intervention,owner", "hjo,insats,af")
    tally(imported(owner), "interventions")
    assert {(each.owner.slug, each.code, each.gender) for each in Participant.objects.all()} == {
        ("af", "A", "woman"),
        ("hjo-unassigned", "A", "woman"),
    }
    owner = csv_file(tmp_path, "interventions", "association,intervention,owner", "hjo,annan,af")
    tally(imported(owner), "interventions")
    assert Participant.objects.get().owner.slug == "af"
    assert row("d-1").participant == row("d-2").participant


def test_a_new_owner_who_knows_another_person_by_the_code_stops_the_move(tmp_path):
    here = intervention(slug="insats", association=association(slug="hjo"))
    person = Participant.objects.create(
        association=here.association, owner=here.owner, code="A", gender="man"
    )
    participation(here, participant=person)
    imported(
        csv_file(tmp_path, "participations", COLUMNS, "hjo,annan,hos-hjo,A,woman,,2020-01-01,")
    )
    owner = csv_file(
        tmp_path, "interventions", "association,intervention,owner", f"hjo,annan,{here.owner.slug}"
    )
    assert places(imported(owner)) == [(2, "owner")]
    assert row("hos-hjo").owner.slug == "hjo-unassigned"


def test_a_file_moves_nobody_from_one_authority_to_another(tmp_path):
    here = intervention(slug="insats", association=association(slug="hjo"))
    participation(here)
    path = csv_file(tmp_path, "interventions", "association,intervention,owner", "hjo,insats,af")
    assert places(imported(path)) == [(2, "owner")]
    assert Intervention.objects.get().owner == here.owner
    HeadCount.objects.all().delete()
    Participation.objects.all().delete()
    tally(imported(path), "interventions")
    assert Intervention.objects.get().owner.slug == "af"


def test_a_site_whose_owner_becomes_known_takes_its_persons_along(tmp_path):
    path = package(
        tmp_path,
        sites="association,intervention,site,name\nhjo,insats,norr,Norra\n",
        participations=f"{COLUMNS},site\nhjo,insats,d-1,A,woman,,2020-01-01,,norr\n"
        "hjo,insats,d-2,B,woman,,2020-01-01,,\n",
    )
    tally(imported(path))
    owner = csv_file(
        tmp_path, "sites", "association,intervention,site,owner", "hjo,insats,norr,tibro"
    )
    tally(imported(owner), "sites")
    assert (row("d-1").owner.slug, row("d-1").participant.owner.slug) == ("tibro", "tibro")
    assert row("d-2").owner.slug == "hjo-unassigned"


# Head counts


HEADS = "association,intervention,year,gender,carried_in,new,ended,count"


def test_head_counts_are_checked_against_their_sum(tmp_path):
    path = csv_file(
        tmp_path,
        "head_counts",
        HEADS,
        "hjo,insats,2022,kvinna,3,4,5,7",
        "hjo,insats,2022,man,3,4,8,7",
        "hjo,insats,2022,,3,4,5,8",
        "hjo,insats,2022,other,,4,,",
    )
    assert places(imported(path)) == [(3, "ended"), (4, "count")]
    path = csv_file(tmp_path, "head_counts", HEADS, "hjo,insats,2022,kvinna,3,4,5,7")
    assert tally(imported(path), "head_counts") == (1, 0, 0)
    assert tally(imported(path), "head_counts") == (0, 0, 1)
    stored = HeadCount.objects.get()
    assert (stored.carried_in, stored.new, stored.ended, stored.kind) == (3, 4, 5, "enrolled")


def test_what_the_database_refuses_becomes_our_sentence(tmp_path):
    path = csv_file(tmp_path, "head_counts", HEADS, "hjo,insats,2022,kvinna,3,4,5,7")
    imported(path)
    path = csv_file(
        tmp_path,
        "head_counts",
        "association,intervention,year,gender,ended",
        "hjo,insats,2022,kvinna,9",
    )
    (fault,) = imported(path).faults
    assert (fault.file, fault.row) == ("head_counts.csv", None)
    assert "head_count" not in fault.problem
