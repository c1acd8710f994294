"""`stegvis demo`: fill an empty database with a synthetic story, or with a nation for size."""

import json
from collections import Counter

import click
from django.db import transaction
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from stegvis.access import context
from stegvis.config.commands import with_django
from stegvis.core import clock
from stegvis.demo import desk, nation
from stegvis.demo.fill import CannotFill, Filled, explain, fill, require_empty
from stegvis.demo.plan import AssociationPlan
from stegvis.demo.story import SEED, outcomes, story
from stegvis.demo.users import OFFICE, USERS, DemoUser, Login, make_users
from stegvis.organisations.models import Municipality

Made = tuple[Filled, list[Login]]


@click.command
@click.option(
    "--size",
    type=click.Choice(["association", "nation"]),
    default="association",
    help="One association with a story, or many of them for trying size.",
)
@click.option("--seed", type=int, default=SEED, show_default=True, help="Same seed, same content.")
@click.option(
    "--associations",
    type=click.IntRange(1, 290),
    default=nation.ASSOCIATIONS,
    show_default=True,
    help="How many associations, of a nation.",
)
@click.option(
    "--years",
    type=click.IntRange(1, 30),
    default=4,
    show_default=True,
    help="How many years of registrations up to 2022, of a nation.",
)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
@with_django
def command(size: str, seed: int, associations: int, years: int, form: str) -> None:
    """Fill an empty database with a synthetic story.

    Prints whom to log in as; the passwords are drawn anew and shown only here.
    """
    try:
        require_empty()
    except CannotFill as problem:
        raise click.ClickException(str(problem)) from problem
    made = (
        [_store(story(), USERS, seed=seed)]
        if size == "association"
        else _nation(seed=seed, number=associations, years=years)
    )
    click.echo(_as_json(made)) if form == "json" else _print_tables(made)


@transaction.atomic
def _store(plan: AssociationPlan, users: tuple[DemoUser, ...], *, seed: int) -> Made:
    """An association and its users: both or neither."""
    with context.operator(action="demo", purpose="Fills an empty database with made-up people"):
        filled = fill(plan, outcomes(), seed=seed)
        logins = make_users(filled.association, users)
        explain(filled, [login.user for login in logins], last=plan.last, seed=seed)
        if users is USERS:
            filled.rows.update(desk.furnish(filled.association, today=clock.today()).rows)
        return filled, logins


def _nation(*, seed: int, number: int, years: int) -> list[Made]:
    """Many associations, each stored before the next is drawn; the first has a user."""
    municipalities = list(Municipality.objects.order_by("code").values_list("code", "name"))
    plans = nation.plans(municipalities, seed=seed, number=number, years=years)
    columns = (TextColumn("Associations"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    made: list[Made] = []
    with Progress(*columns, console=Console(stderr=True)) as progress:
        for plan in progress.track(plans, total=number):
            made.append(_store(plan, () if made else (OFFICE,), seed=seed))
    return made


def _rows(made: list[Made]) -> Counter[str]:
    return sum((filled.rows for filled, _ in made), Counter())


def _as_json(made: list[Made]) -> str:
    content = {
        "associations": [filled.association.slug for filled, _ in made],
        "rows": dict(_rows(made)),
        "users": [
            {
                "email": login.user.email,
                "password": login.password,
                "role": login.user.role.code,
                "place": login.user.place or made[0][0].association.slug,
            }
            for _, logins in made
            for login in logins
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _print_tables(made: list[Made]) -> None:
    rows = _rows(made)
    names = made[0][0].association.name if len(made) == 1 else f"{len(made)} associations"
    click.echo(
        f"{names}: {rows['Intervention']} interventions, {rows['Participation']} participations of "
        f"{rows['Participant']} made-up people. Everything is invented."
    )
    table = Table(box=None, pad_edge=False)
    for heading in ("Log in as", "Password (shown once)", "Who"):
        table.add_column(heading, no_wrap=True)
    for _, logins in made:
        for login in logins:
            table.add_row(login.user.email, login.password, login.user.name)
    Console().print(table)
