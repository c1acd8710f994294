"""`stegvis figure`: a measure for a period, as a table, JSON or CSV."""

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

import click
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rich.console import Console
from rich.table import Table

from stegvis.access.readlog import operating_system_user
from stegvis.access.scope import Scope
from stegvis.config.commands import with_django
from stegvis.core import clock, numbers
from stegvis.core.periods import PeriodError, parse
from stegvis.measures import figures, private
from stegvis.measures.answer import Answer, Figure
from stegvis.measures.audiences import AUDIENCES
from stegvis.measures.dimensions import DIMENSIONS
from stegvis.measures.faults import QuestionFault, UnknownPlace
from stegvis.measures.measure import Kind
from stegvis.measures.question import Pairs, Question
from stegvis.organisations.models import Association

NUMBERS = ("value", "numerator", "denominator", "left_out", "persons")
SPAN = ("at_least", "at_most")
Registered = Mapping[int, tuple[str, str]]


@click.command
@click.argument("measure")
@click.option("--association", required=True, metavar="SLUG")
@click.option("--period", required=True, metavar="P", help="For example 2022 or 2022-01..2022-08.")
@click.option("--intervention", "interventions", multiple=True, metavar="SLUG")
@click.option("--by", multiple=True, metavar="DIMENSION")
@click.option("--where", multiple=True, metavar="KEY=VALUE", help="Only these; may be repeated.")
@click.option("--param", "params", multiple=True, metavar="KEY=VALUE")
@click.option("--audience", type=click.Choice(AUDIENCES), default="public", show_default=True)
@click.option("--members", is_flag=True, help="List the rows behind the figures; owner only.")
@click.option("--purpose", default="", help="Why the rows are read; kept in the read log.")
@click.option("--format", "form", type=click.Choice(["table", "json", "csv"]), default="table")
@with_django
def command(
    *,
    measure: str,
    association: str,
    period: str,
    interventions: tuple[str, ...],
    by: tuple[str, ...],
    where: tuple[str, ...],
    params: tuple[str, ...],
    audience: str,
    members: bool,
    purpose: str,
    form: str,
) -> None:
    """Compute MEASURE for a period; `stegvis measures` lists the measures there are."""
    if members and audience != "owner":
        raise click.UsageError("--members lists single persons: it needs --audience owner.")
    try:
        question = Question(
            measure=measure,
            association=association,
            period=parse(period, interim=_association(association).interim),
            interventions=interventions,
            by=by,
            where=_pairs("--where", where),
            params=_pairs("--param", params),
        )
        answer, registered = _answered(question, audience, members=members, purpose=purpose)
    except PeriodError as fault:
        raise click.UsageError(str(fault)) from fault
    except QuestionFault as fault:
        raise _stopped(fault) from fault
    _SHOW[form](answer, registered)


def _stopped(fault: QuestionFault) -> click.ClickException:
    """The fault as a sentence, with its own exit status."""
    stopped = click.ClickException(str(fault))
    stopped.exit_code = fault.exit_status  # type: ignore[misc]
    return stopped


def _association(slug: str) -> Association:
    found = Association.objects.filter(slug=slug).first()
    if found is None:
        raise UnknownPlace(f"There is no association «{slug}».")
    return found


def _answered(
    question: Question, audience: str, *, members: bool, purpose: str
) -> tuple[Answer, Registered]:
    if not members:
        return figures.ask(question, audience=audience), {}
    opened = private.open_figures(
        question,
        today=clock.today(),
        scope=Scope(everything=True),
        by=operating_system_user(),
        purpose=purpose,
    )
    return opened.answer, opened.registered


def _pairs(option: str, given: tuple[str, ...]) -> Pairs:
    pairs = [pair.partition("=") for pair in given]
    for key, sign, value in pairs:
        if not (key and sign and value):
            raise click.UsageError(f"{option} takes KEY=VALUE, for example gender=woman.")
    return tuple((key, value) for key, _sign, value in pairs)


def _columns(answer: Answer) -> tuple[str, ...]:
    return (*NUMBERS, *SPAN) if answer.measure.kind is Kind.SPAN else NUMBERS


def _as_json(answer: Answer, registered: Registered) -> None:
    document = answer.as_json(language=get_language() or "sv")
    for row, figure in zip(document["rows"], answer.rows, strict=True):
        if registered:
            row["members"] = _members(figure, registered)
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


def _members(figure: Figure, registered: Registered) -> list[dict[str, str]]:
    return [
        {
            "intervention": registered[member.row][0],
            "participation_id": registered[member.row][1],
            "counted_in": member.part,
        }
        for member in figure.members
    ]


def _as_csv(answer: Answer, registered: Registered) -> None:
    columns = _columns(answer)
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(
        [*answer.question.by, *columns, "suppressed", *(["members"] if registered else [])]
    )
    for figure in answer.rows:
        row: dict[str, Any] = figure.as_json()
        cells = [figure.group[code] for code in answer.question.by]
        cells += [row.get(column) for column in columns] + [row["suppressed"]]
        if registered:
            cells.append("|".join(registered[member.row][1] for member in figure.members))
        writer.writerow(cells)
    click.echo(written.getvalue(), nl=False)


def _as_table(answer: Answer, registered: Registered) -> None:
    language = get_language() or "sv"
    console = Console()
    console.print(f"{answer.measure.name.in_language(language)}, {answer.question.period}")
    if answer.withheld:
        # Translators: För få för att visas.
        console.print(_("Too few to be shown."))
    else:
        console.print(_rows(answer, registered, language))
    for note in _notes(answer, language):
        console.print(note)


def _rows(answer: Answer, registered: Registered, language: str) -> Table:
    table = Table(box=None, pad_edge=False)
    for code in answer.question.by:
        table.add_column(DIMENSIONS[code].name.in_language(language))
    # Translators: Rubriker: Värde, Täljare, Nämnare, Utelämnade, Personer, Minst, Högst
    heads = {
        "value": _("Value"),
        "numerator": _("Numerator"),
        "denominator": _("Denominator"),
        "left_out": _("Left out"),
        "persons": _("Persons"),
        "at_least": _("At least"),
        "at_most": _("At most"),
    }
    for column in _columns(answer):
        table.add_column(heads[column], justify="right")
    for figure in answer.rows:
        labels = [DIMENSIONS[c].label(figure.group[c], language) for c in answer.question.by]
        shown = [_number(answer, figure, column, language) for column in _columns(answer)]
        table.add_row(*labels, *shown)
        for member in figure.members:
            table.add_row(f"  {registered[member.row][1]} ({member.part})")
    return table


def _number(answer: Answer, figure: Figure, column: str, language: str) -> str:
    """`..` for what is suppressed, a dash for what there is none of."""
    if figure.suppressed:
        return ".."
    found = getattr(figure, column)
    if found is None:
        return "–"
    if column == "value" and answer.measure.kind in (Kind.SHARE, Kind.CHANGE):
        return numbers.percent(found, decimals=1, language=language)
    return numbers.number(found, decimals=0 if found == int(found) else 1, language=language)


def _notes(answer: Answer, language: str) -> list[str]:
    notes = [text.in_language(language) for text in (answer.measure.definition, *answer.notes)]
    if answer.preliminary:
        # Translators: Preliminär: perioden är inte slut.
        notes.append(_("Preliminary: the period has not ended."))
    if answer.not_included:
        # Translators: Deltagare utan egen registrering som inte räknas här: %(count)s.
        note = _("Participants without a record of their own, not counted here: %(count)s.")
        notes.append(note % {"count": answer.not_included})
    if any(figure.suppressed for figure in answer.rows):
        # Translators: .. = för få för att visas
        notes.append(_(".. = too few to be shown"))
    return notes


_SHOW = {"table": _as_table, "json": _as_json, "csv": _as_csv}
