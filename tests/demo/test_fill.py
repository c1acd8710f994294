"""The demo in the database: within every constraint, the same for the same seed, if empty."""

import hashlib
import json
import re

import pytest
from click.testing import CliRunner
from django.contrib.auth import authenticate
from django.db import connection, models, transaction

from stegvis.access import context
from stegvis.access.models import Grant, ReadLogEntry, User
from stegvis.access.scope import Scope, scope_of
from stegvis.casework.models import HeadCount, Participant, Participation
from stegvis.config.commands import demo
from stegvis.demo.desk_plan import desk
from stegvis.demo.fill import CannotFill, fill, require_empty
from stegvis.demo.story import SEED, outcomes
from stegvis.demo.unlinked import INSTRUMENT
from stegvis.demo.users import USERS
from stegvis.economy.models import BudgetLine, BudgetVersion, Funding
from stegvis.goals.models import Goal
from stegvis.interventions.models import Agreement, Intervention, Site
from stegvis.organisations.models import Association, Membership, Organisation
from stegvis.surveys.choices import ASKED
from stegvis.surveys.models import (
    Answer,
    Asked,
    InstrumentUse,
    NotAnswered,
    Response,
    UnlinkedCount,
)
from tests.demo.drawn import drawn, plan
from tests.factories.people import user

pytestmark = pytest.mark.django_db

# Every model that the demo fills, with the field that orders its rows the same way each time.
FILLED = {
    Association: "slug",
    Organisation: "slug",
    Membership: "organisation__slug",
    Intervention: "slug",
    Site: "intervention__slug,slug",
    Agreement: "intervention__slug,starts_on",
    Participant: "code",
    Participation: "reference",
    HeadCount: "intervention__slug,year,gender",
    UnlinkedCount: "intervention__slug,collected_from,gender,occasion,pattern",
    InstrumentUse: "intervention__slug,instrument__code",
    Response: "reference",
    Answer: "response__reference,item",
    Goal: "reference",
    Funding: "year,party",
    BudgetVersion: "year",
    BudgetLine: "budget__year,position",
}
EVERYTHING = Scope(everything=True)
AT_THE_DESK = (*desk().running, *desk().left)


def fingerprint(model: type[models.Model]) -> str:
    """A hash over all rows with their keys replaced by what they point to."""
    names = [
        name
        for field in model._meta.concrete_fields
        if not field.primary_key and field.name != "random_id"
        for name in ([_natural(field)] if field.is_relation else [field.name])
    ]
    rows = model.objects.order_by(*FILLED[model].split(",")).values_list(*names)
    return hashlib.sha256(json.dumps(list(rows), default=str).encode()).hexdigest()


def _natural(field: models.Field) -> str:
    key = {
        "Participant": "code",
        "Municipality": "code",
        "BudgetVersion": "year",
        "User": "email",
        "Instrument": "code",
        "Participation": "reference",
        "Response": "reference",
    }
    return f"{field.name}__{key.get(field.related_model.__name__, 'slug')}"


def filled(seed: int) -> dict[str, str]:
    """What the database holds after the demo was filled, which is then taken back."""
    with transaction.atomic():
        with context.acting(EVERYTHING):
            fill(plan(), outcomes(), seed=seed)
            found = {model.__name__: fingerprint(model) for model in FILLED}
        transaction.set_rollback(True)
    return found


def run(*arguments: str):
    return CliRunner().invoke(demo.command, arguments, catch_exceptions=False)


@pytest.mark.long
def test_the_same_seed_fills_the_same_content_and_another_seed_other_people():
    first = filled(SEED)
    assert filled(SEED) == first
    other = filled(SEED + 1)
    assert {name for name in first if first[name] != other[name]} == {
        "Participant",
        "Participation",
        "UnlinkedCount",
        "Response",
        "Answer",
    }


def test_what_was_drawn_is_stored_and_holds_every_constraint():
    with context.acting(EVERYTHING):
        rows = fill(plan(), outcomes(), seed=SEED).rows
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        stored = {model.__name__: model.objects.count() for model in FILLED}
        assert stored == dict(rows)
        assert stored["Participation"] == len(drawn())
        assert stored["Intervention"] == 20
        assert not Participation.objects.exclude(owner=models.F("site__owner")).exists()
        in_association = Site.objects.filter(owner__kind="association")
        assert not Participation.objects.filter(site__in=in_association).exists()


def test_the_demo_prints_whom_to_log_in_as_and_keeps_no_password_in_clear():
    made = json.loads(run("--format", "json").stdout)
    assert [each["email"] for each in made["users"]] == [each.email for each in USERS]
    for each in made["users"]:
        assert authenticate(email=each["email"], password=each["password"]) is not None
        assert not User.objects.filter(password__contains=each["password"]).exists()
    assert len({each["password"] for each in made["users"]}) == len(USERS)
    assert made["rows"]["Participation"] == len(drawn()) + len(AT_THE_DESK)


def test_staff_reach_their_own_persons_and_the_office_none():
    run()
    reached = {}
    for each in User.objects.all():
        with context.acting(scope_of(each)):
            reached[each.email.partition("@")[0]] = Participation.objects.count()
    here = [record for record in drawn() if record.intervention == "hantverkshuset"]
    site = [record for record in drawn() if record.site.slug == "lindesberg"]
    owned = [record for record in drawn() if record.site.owner == "lindesbergs-kommun"]
    assert reached == {
        "kansli": 0,
        "styrelse": 0,
        "projektledare": 0,
        "personal": len(here) + len(AT_THE_DESK),
        "handlaggare": 0,
        "samordnare": len(site),
        "insatsagare": len(owned),
    }
    assert Grant.objects.count() == len(USERS)
    assert 0 < len(site) < len(owned)
    assert len(here) > 0


def test_some_do_not_answer_when_they_leave_and_the_staff_say_why():
    run()
    with context.acting(EVERYTHING):
        assert len(set(NotAnswered.objects.values_list("reason", flat=True))) >= 5
        assert not NotAnswered.objects.filter(
            participation__responses__occasion="exit",
            participation__responses__instrument=models.F("instrument__code"),
        ).exists()
        first = NotAnswered.objects.select_related("noted_by", "participation__site")
        for each in first:
            assert each.participation.site_id in scope_of(each.noted_by).sites_with_persons


def test_most_who_could_be_asked_have_been_and_some_again():
    run()
    with context.acting(EVERYTHING):
        ticks = Asked.objects.select_related("participation__intervention")
        first = {each.participation_id for each in ticks if each.occasion == "first"}
        again = {each.participation_id for each in ticks if each.occasion == "again"}
        asking = InstrumentUse.objects.filter(instrument__code=INSTRUMENT)
        since = dict(asking.values_list("intervention", "used_from"))
    assert again < first
    assert len({each.participation.intervention_id for each in ticks} & set(since)) == len(since)
    for each in ticks:
        assert each.year >= since[each.participation.intervention_id].year
        assert each.outcome in ASKED


def test_filling_leaves_a_line_in_the_read_log():
    run()
    entry = ReadLogEntry.objects.get()
    assert (entry.action, bool(entry.operator)) == ("demo", True)


def test_the_table_shows_each_user_on_a_line_with_the_password():
    shown = run().stdout
    for each in USERS:
        pattern = rf"^\s*{each.email} +[a-z2-9]{{4}}(-[a-z2-9]{{4}}){{2}} +{each.name}\s*$"
        assert re.search(pattern, shown, re.MULTILINE), shown


def test_a_database_that_holds_something_is_refused_with_what_it_holds():
    require_empty()
    user()
    with pytest.raises(CannotFill, match=r"already holds data \(users: 1\)"):
        require_empty()
    refused = run()
    assert refused.exit_code == 1
    assert "The demo fills an empty database only" in refused.output
    assert Association.objects.count() == 0


def test_a_database_without_tables_is_told_to_migrate():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL search_path TO pg_temp")
    with pytest.raises(CannotFill, match="run `stegvis db migrate` first"):
        require_empty()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL search_path TO DEFAULT")


def test_a_small_nation_has_many_associations_and_one_office():
    made = json.loads(
        run("--size", "nation", "--associations", "2", "--years", "1", "--format", "json").stdout
    )
    assert made["associations"] == ["demo-01", "demo-02"]
    assert [each["email"] for each in made["users"]] == ["kansli@demo.example"]
    assert 700 <= made["rows"]["Participation"] <= 1_500
    with context.acting(EVERYTHING):
        assert {each.owner.kind for each in Participant.objects.select_related("owner")} >= {
            "municipality",
            "region",
            "fk",
        }
