"""An association with something of everything, and with texts that spoil careless files."""

from datetime import date
from decimal import Decimal

from stegvis.casework.models import HeadCount, Participant
from stegvis.economy.models import BudgetLine, BudgetVersion, Funding
from stegvis.goals.models import Goal
from stegvis.interventions.models import Agreement
from stegvis.organisations.models import Code, Membership
from stegvis.surveys.models import Answer, AssociationCount, Response, UnlinkedCount
from tests.factories.people import participation
from tests.factories.places import association, intervention, organisation, site

DIFFICULT = (
    '=HYPERLINK("http://x")',
    "+46 500 123",
    "-12,5 %",
    "@SUM(A1)",
    "'apostrof",
    "''två",
    "\tindraget",
    "\rvagnretur",
    "rad ett\nrad två\r\nrad tre",
    "  blanksteg runt om  ",
    'citat "inuti" och; semikolon, komma | streck \\ bakstreck',
    "_x000D_ och _x0041_",
    "العربية, 中文, 👩‍🔧, e\u0301",
    "\u200b=osynligt",
    "＝full bredd",
    "x" * 3000,
)


def fill(slug: str = "skaraborg"):
    """The association; needs the operator's context."""
    here = association(slug=slug, name="Förbundet =1+1", organisation_number="222000-0000")
    here.interim_from, here.interim_to = 2, 6
    here.opening_period = "2022-interim"
    here.save()
    here.municipalities.set(["1497", "0180"])
    owner = organisation(slug="hjo-kommun", name="Hjo kommun", municipality_id="1497")
    for party in (owner, organisation(slug="fk", name="FK", kind="fk")):
        Membership.objects.create(association=here, organisation=party)
    Code.objects.create(
        association=here,
        list_name="target_groups",
        code="egen",
        label_sv="Egen",
        label_en="Own",
        valid_from=date(2020, 1, 1),
        valid_to=date(2025, 12, 31),
        origin="=Styrelsen 2019",
    )
    project = _interventions(here, owner)
    _registrations(project)
    _money(here, project)
    return here


def _interventions(here, owner):
    whole = intervention(
        association=here, owner=owner, slug="helhet", name="Helheten", orientation="structural"
    )
    project = intervention(
        association=here,
        owner=owner,
        slug="projekt",
        name="Projektet",
        aliases=["Pro|jektet", "c:\\mapp", "-P"],
        part_of=whole,
        succeeds=whole,
        provider="+ Utförare AB",
        starts_on=date(2020, 1, 1),
        ends_on=date(2099, 12, 31),
        target_groups=["egen", "pain"],
        background=DIFFICULT[0],
        purpose=DIFFICULT[8],
        goal_text=DIFFICULT[9],
        method=DIFFICULT[10],
        participant_word="elev",
        contact_name="'Kontakten",
        contact_phone="+46 500 123",
        contact_email="kontakt@example.org",
    )
    project.parties.set(here.memberships.values_list("organisation", flat=True))
    for number, text in enumerate(DIFFICULT):
        intervention(
            association=here, owner=owner, slug=f"svar-{number}", background=text, name="N"
        )
    site(
        intervention=project,
        slug="norr",
        owner=organisation(slug="tibro", name="Tibro"),
        municipality_id="0180",
    )
    Agreement.objects.create(
        intervention=project,
        starts_on=date(2022, 1, 1),
        ends_on=date(2022, 6, 30),
        places=20,
        follow_up_places=2,
        rounds_per_year=3,
        planned_participants=60,
        weeks=16,
        hours_per_week=Decimal("20.50"),
        extension_rule="-högst två",
        place_quotas={"fk": 10, "municipality": 0},
    )
    Agreement.objects.create(intervention=project, starts_on=date(2022, 7, 1))
    return project


def _registrations(project):
    every = {
        "kind": "enrolled",
        "municipality_code": "0180",
        "origin": "abroad",
        "target_groups": ["egen"],
        "referrers": ["psychiatry", "fk"],
        "referred_on": date(2021, 12, 1),
        "decision_on": date(2021, 12, 2),
        "need_signalled_on": date(2021, 11, 1),
        "started_on": date(2022, 1, 10),
        "planned_end_on": date(2022, 12, 31),
        "ended_on": date(2022, 8, 12),
        "completed": "completed",
        "exit_reason": "work",
        "next_steps": [{"code": "work", "state": "started"}, {"code": "lss", "state": "ready"}],
        "next_intervention": "svar-1",
        "education": "higher",
        "time_in_support": "up_to_1_year",
        "support_start": [
            {"code": "social_assistance", "percent": 50},
            {"code": "wages", "percent": 33.333},
        ],
        "support_end": [{"code": "wages", "percent": None}],
        "occupation_start": [{"code": "none", "percent": None}],
        "occupation_end": [{"code": "work", "percent": 75.5}],
        "employment_form": "wage_subsidy",
        "hours_start": Decimal("0.00"),
        "hours_end": Decimal("30.25"),
    }
    one = participation(project, gender="woman", birth_year=1980, reference="=1", **every)
    again = {"started_on": date(2023, 1, 1), "reference": "-2"}
    participation(project, participant=one.participant, **again)
    participation(project, gender="other", kind="guest", voided=True, reference=" 3 ")
    participation(
        project.sites.get(slug="norr"),
        participant=Participant.objects.create(
            association=project.association,
            owner=project.sites.get(slug="norr").owner,
            code="BCDF2345",
            identified=False,
        ),
        reference="4|5",
    )
    HeadCount.objects.create(
        association=project.association,
        intervention=project,
        owner=project.owner,
        year=2022,
        gender="unknown",
        kind="consultation",
        carried_in=3,
        new=2,
        ended=4,
    )
    _answers(project, one)


def _answers(project, one):
    shared = {"association": project.association, "intervention": project, "instrument": "våld"}
    for first, last in (
        (date(2022, 5, 1), date(2022, 8, 31)),
        (date(2022, 1, 3), date(2022, 2, 4)),
    ):
        UnlinkedCount.objects.create(
            **shared,
            version="2",
            collected_from=first,
            collected_to=last,
            gender="man",
            occasion="again",
            pattern={"q1": "yes", "q2": "=no"},
            count=3,
        )
    UnlinkedCount.objects.create(
        **shared,
        collected_from=date(2022, 1, 1),
        collected_to=date(2022, 12, 31),
        pattern={},
        count=2,
    )
    AssociationCount.objects.create(
        association=project.association,
        instrument="våld",
        version="2",
        collected_from=date(2022, 5, 1),
        collected_to=date(2022, 8, 31),
        gender="other",
        occasion="again",
        pattern={"q1": "no"},
        count=3,
    )
    response = Response.objects.create(
        association=project.association,
        owner=one.owner,
        participation=one,
        reference="@svar",
        instrument="skattning",
        version="2",
        occasion="exit",
        respondent="caseworker",
        answered_on=date(2022, 8, 1),
    )
    for item, value in (("hälsa", "-1"), ("arbete", "3")):
        Answer.objects.create(response=response, item=item, value=value)


def _money(here, project):
    Funding.objects.create(association=here, year=2022, party="-staten", amount_sek=-1_746_000)
    Funding.objects.create(
        association=here, year=2022, party="ESF", kind="esf", amount_sek=5, preliminary=True
    )
    for version in ("decided", "proposal"):
        budget = BudgetVersion.objects.create(association=here, year=2022, version=version)
        for position, line in enumerate(("Öl", "Ål", "+Ärtor")):
            BudgetLine.objects.create(
                budget=budget,
                position=position * 3,
                line=line,
                kind="income" if position == 2 else "cost",
                heading="-Rubrik",
                category="structural",
                intervention=project if position else None,
                memo=position == 1,
                shared_percent=Decimal("12.50"),
                budget_tkr=Decimal("-700.125"),
                outcome_previous_tkr=Decimal("0.001"),
                requisitioned_tkr=Decimal("99999999999.999"),
                outcome_tkr=None if position else Decimal("5.000"),
                forecast_tkr=Decimal("12.340"),
                comment="=x",
            )
    Goal.objects.create(
        association=here,
        reference="m-1",
        intervention=project,
        period="2022",
        text="-hälften\nvidare",
        kind="outcome",
        measure="exits.to_work",
        filter="gender=woman",
        denominator="at_least_months:3",
        operator="at_least",
        target=Decimal("50.000"),
        unit="percent",
    )
    Goal.objects.create(
        association=here, reference="m-2", period="start..2022-08", text="Ord", kind="process"
    )
