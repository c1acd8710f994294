"""Associations, organisations, interventions, sites, agreements, codes, money and goals."""

from datetime import date

import pytest

from stegvis.casework.models import Participation
from stegvis.economy.models import BudgetLine
from stegvis.goals.models import Goal
from stegvis.interventions.models import Agreement, Intervention, Site
from stegvis.organisations.models import Association, Organisation
from tests.exchange.files import csv_file, imported, package, places, tally

pytestmark = pytest.mark.usefixtures("all_rows")


def test_an_association_with_all_it_has(tmp_path):
    path = csv_file(
        tmp_path,
        "associations",
        "association,name,organisation_number,municipalities,parties,interim_period",
        "hjo,Samordningsförbundet Hjo,222000-0000,1497|Tibro,fk|af|hjo-kommun,01..06",
    )
    assert tally(imported(path), "associations") == (1, 0, 0)
    made = Association.objects.get()
    assert (made.name, made.interim) == ("Samordningsförbundet Hjo", (1, 6))
    assert set(made.municipalities.values_list("name", flat=True)) == {"Hjo", "Tibro"}
    assert set(made.memberships.values_list("organisation__slug", flat=True)) == {
        "fk",
        "af",
        "hjo-kommun",
    }
    assert tally(imported(path), "associations") == (0, 0, 1)
    fewer = csv_file(tmp_path, "associations", "association,parties", "hjo,fk")
    assert tally(imported(fewer), "associations") == (0, 1, 0)
    assert made.memberships.count() == 1
    assert made.municipalities.count() == 2


@pytest.mark.parametrize("months", ["08..01", "0..8", "1..13", "1-8", "jan..aug"])
def test_an_interim_period_that_cannot_be_is_refused(tmp_path, months):
    path = csv_file(tmp_path, "associations", "association,interim_period", f"hjo,{months}")
    assert places(imported(path)) == [(2, "interim_period")]


def test_organisations_are_named_and_placed(tmp_path):
    path = csv_file(
        tmp_path,
        "organisations",
        "organisation,association,name,kind,municipality_code",
        "hjo-kommun,hjo,Hjo kommun,Kommun,1497",
    )
    assert tally(imported(path), "organisations") == (1, 0, 0)
    made = Organisation.objects.get()
    assert (made.name, made.kind, made.municipality.name) == ("Hjo kommun", "municipality", "Hjo")
    assert not Association.objects.exists()


INTERVENTIONS = "association,intervention,name,aliases,orientation,part_of,owner,parties,starts_on"


def test_interventions_with_their_parts_and_parties(tmp_path):
    path = csv_file(
        tmp_path,
        "interventions",
        INTERVENTIONS,
        r"hjo,ung,Ung Arena,Unga\|Arena|UA,Individinriktad,projekt,af,fk|af,2022-01-01",
        "hjo,projekt,Projektet,,structural,,fk,,",
    )
    assert tally(imported(path), "interventions") == (2, 0, 0)
    made = Intervention.objects.get(slug="ung")
    assert made.aliases == ["Unga|Arena", "UA"]
    assert made.part_of.slug == "projekt"
    assert set(made.parties.values_list("slug", flat=True)) == {"fk", "af"}
    assert made.sites.get().is_default
    assert tally(imported(path), "interventions") == (0, 0, 2)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["hjo,a,,,,a,,,"], [(2, "part_of")]),
        (["hjo,a,,,,b,,,", "hjo,b,,,,a,,,"], [(2, "part_of"), (3, "part_of")]),
        (["hjo,a,,,,gone,,,"], [(2, "part_of")]),
        (["hjo,a,,,sideways,,,,"], [(2, "orientation")]),
        (["hjo,A b,,,,,,,"], [(2, "intervention")]),
    ],
)
def test_interventions_that_cannot_be_are_refused(tmp_path, rows, expected):
    path = csv_file(tmp_path, "interventions", INTERVENTIONS, *rows)
    assert places(imported(path)) == expected
    assert not Intervention.objects.exists()


def test_a_site_belongs_to_its_interventions_owner_unless_it_says_another(tmp_path):
    path = package(
        tmp_path,
        interventions="association,intervention,owner\nhjo,insats,fk\n",
        sites="association,intervention,site,owner,is_default\n"
        "hjo,insats,norr,,\nhjo,insats,syd,af,\nhjo,insats,kontoret,,ja\n",
    )
    assert tally(imported(path), "sites") == (2, 1, 0)
    found = {each.slug: (each.owner.slug, each.is_default) for each in Site.objects.all()}
    assert found == {"norr": ("fk", False), "syd": ("af", False), "kontoret": ("fk", True)}
    assert tally(imported(path), "sites") == (0, 0, 3)


AGREEMENTS = "association,intervention,from,to,places,hours_per_week,place_quotas"


def test_agreements_follow_each_other(tmp_path):
    path = csv_file(
        tmp_path,
        "agreements",
        AGREEMENTS,
        'hjo,insats,2022-01-01,2022-06-30,20,"20,5",fk:10|municipality:10',
        "hjo,insats,2022-07-01,,25,,",
    )
    assert tally(imported(path), "agreements") == (2, 0, 0)
    first = Agreement.objects.order_by("starts_on").first()
    assert first.place_quotas == {"fk": 10, "municipality": 10}
    assert tally(imported(path), "agreements") == (0, 0, 2)


def test_an_open_agreement_may_end_in_the_file_that_brings_the_next(tmp_path):
    imported(csv_file(tmp_path, "agreements", AGREEMENTS, "hjo,insats,2022-01-01,,20,,"))
    path = csv_file(
        tmp_path,
        "agreements",
        AGREEMENTS,
        "hjo,insats,2022-07-01,,25,,",
        "hjo,insats,2022-01-01,2022-06-30,20,,",
    )
    assert tally(imported(path), "agreements") == (1, 1, 0)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["2022-01-01,2022-06-30,,,", "2022-06-30,,,,"], [(3, "from")]),
        (["2022-01-01,,,,", "2022-06-30,,,,"], [(3, "from")]),
        (["2022-06-30,2022-01-01,,,"], [(2, "to")]),
        (["2022-01-01,,,,fk"], [(2, "place_quotas")]),
        (["2022-01-01,,-1,,"], [(2, "places")]),
        (["2022-01-01,,1.5,,"], [(2, "places")]),
        (["2022-01-01,,,200,"], [(2, "hours_per_week")]),
    ],
)
def test_agreements_that_cannot_be_are_refused(tmp_path, rows, expected):
    lines = [f"hjo,insats,{row}" for row in rows]
    assert places(imported(csv_file(tmp_path, "agreements", AGREEMENTS, *lines))) == expected


def test_an_agreement_beside_a_stored_one_is_refused(tmp_path):
    imported(csv_file(tmp_path, "agreements", AGREEMENTS, "hjo,insats,2022-01-01,2022-12-31,,,"))
    path = csv_file(tmp_path, "agreements", AGREEMENTS, "hjo,insats,2022-03-01,,,,")
    assert places(imported(path)) == [(2, "from")]


# An association's own codes


CODES = "association,list,code,label_sv,label_en"


def test_an_association_adds_codes_and_uses_them_in_the_same_import(tmp_path):
    path = package(
        tmp_path,
        codes=f"{CODES}\nhjo,target_groups,sgi-0-ung,Unga utan SGI,Young without SGI\n",
        participations="association,intervention,participation_id,started_on,target_groups\n"
        "hjo,insats,d-1,2022-01-01,Unga utan SGI|pain\n",
    )
    assert tally(imported(path)) == (1, 0, 0)
    assert Participation.objects.get().target_groups == ["sgi-0-ung", "pain"]
    other = csv_file(
        tmp_path,
        "participations",
        "association,intervention,participation_id,started_on,target_groups",
        "tibro,insats,d-1,2022-01-01,sgi-0-ung",
    )
    assert places(imported(other)) == [(2, "target_groups")]


@pytest.mark.parametrize(
    ("row", "column"),
    [("hjo,colours,blue,Blå,Blue", "list"), ("hjo,target_groups,pain,Smärta,Pain", "code")],
)
def test_codes_that_are_no_additions_are_refused(tmp_path, row, column):
    assert places(imported(csv_file(tmp_path, "codes", CODES, row))) == [(2, column)]


# Money


def test_a_budget_keeps_the_order_of_its_lines(tmp_path):
    headings = "association,year,line,category,budget_tkr,memo"
    path = csv_file(
        tmp_path,
        "budget",
        headings,
        'hjo,2019,Styrelse,Ledning,"140,5",',
        "hjo,2019,Aktivitet,individual,-700,ja",
    )
    assert tally(imported(path), "budget") == (2, 0, 0)
    assert tally(imported(path), "budget") == (0, 0, 2)
    more = csv_file(tmp_path, "budget", headings, "hjo,2019,Bokslut,other,1,")
    assert tally(imported(more), "budget") == (1, 0, 0)
    lines = BudgetLine.objects.order_by("position")
    assert [(each.line, float(each.budget_tkr), each.memo) for each in lines] == [
        ("Styrelse", 140.5, False),
        ("Aktivitet", -700.0, True),
        ("Bokslut", 1.0, False),
    ]
    assert {(each.budget.version, each.kind) for each in lines} == {("decided", "cost")}


def test_versions_of_a_budget_are_kept_apart(tmp_path):
    path = csv_file(
        tmp_path,
        "budget",
        "association,year,version,line,budget_tkr",
        "hjo,2019,Förslag,Styrelse,140",
        "hjo,2019,,Styrelse,130",
        "hjo,2020,decided,Styrelse,120",
    )
    assert tally(imported(path), "budget") == (3, 0, 0)


# Goals


GOALS = "goal_id,association,intervention,period,text,kind,measure,operator,target,unit"


def test_a_goal_is_text_and_where_it_can_be_computed_a_measure(tmp_path):
    path = csv_file(
        tmp_path,
        "goals",
        GOALS,
        "g-1,hjo,insats,2022,Hälften går vidare,outcome,exits.to_work,at_least,50,percent",
        "g-2,hjo,,2022,Ekonomin är i balans,Ekonomi,,,,",
    )
    assert tally(imported(path), "goals") == (2, 0, 0)
    assert Goal.objects.get(reference="g-2").intervention is None
    assert tally(imported(path), "goals") == (0, 0, 2)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("g-1,hjo,,2022-X1,Mål,outcome,,,,", "period"),
        ("g-1,hjo,,2022,,outcome,,,,", "text"),
        ("g-1,hjo,,2022,Mål,dream,,,,", "kind"),
        ("g-1,hjo,,2022,Mål,outcome,,about,,", "operator"),
        ("g-1,hjo,,2022,Mål,outcome,,,many,", "target"),
    ],
)
def test_goals_that_cannot_be_are_refused(tmp_path, row, column):
    assert places(imported(csv_file(tmp_path, "goals", GOALS, row))) == [(2, column)]


def test_days_of_every_form_reach_the_database(tmp_path):
    path = csv_file(
        tmp_path,
        "interventions",
        "association;intervention;starts_on;ends_on",
        "hjo;insats;220101;20221231",
    )
    tally(imported(path), "interventions")
    made = Intervention.objects.get()
    assert (made.starts_on, made.ends_on) == (date(2022, 1, 1), date(2022, 12, 31))
