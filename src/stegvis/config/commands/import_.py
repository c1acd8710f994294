"""`stegvis import`: tables of records into the database."""

import json
from pathlib import Path

import click
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn
from rich.table import Table

from stegvis.config.commands import with_django
from stegvis.exchange import importing
from stegvis.exchange.faults import Fault
from stegvis.exchange.progress import READING
from stegvis.exchange.request import Answer, Request


@click.command
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--association", default="", help="Fills the column where a file lacks it.")
@click.option("--dry-run", is_flag=True, help="Tell what would happen; write nothing.")
@click.option("--ignore-unknown", is_flag=True, help="Leave out columns that are in no table.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
@click.option("--purpose", default="", help="Why; kept in the read log.")
@with_django
def command(
    *,
    path: Path,
    association: str,
    dry_run: bool,
    ignore_unknown: bool,
    form: str,
    purpose: str,
) -> None:
    """Import PATH: a folder of CSV files, a single CSV, a .zip or an .xlsx workbook."""
    request = Request(
        path=path,
        association=association,
        dry_run=dry_run,
        ignore_unknown=ignore_unknown,
        purpose=purpose,
    )
    with Watch() as watch:
        answer = importing.run(request, progress=watch)
    if form == "json":
        click.echo(json.dumps(answer.as_json(), ensure_ascii=False, indent=2))
    else:
        _show(answer)
    raise SystemExit(1 if answer.faults else 0)


class Watch:
    """A bar on standard error, where that is a terminal: one line a table."""

    def __init__(self) -> None:
        self._bars = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.completed} {task.fields[rows]}"),
            console=Console(stderr=True),
            transient=True,
        )
        self._bars.disable = not self._bars.console.is_terminal
        self._tasks: dict[tuple[str, str], TaskID] = {}

    def __enter__(self) -> "Watch":
        self._bars.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._bars.stop()

    def __call__(self, stage: str, table: str, done: int, of: int) -> None:
        """Move the bar of `table` to `done` rows; without a known end it only counts."""
        known = (stage, table)
        if known not in self._tasks:
            # Translators: Läser %(table)s (och därefter) Sparar %(table)s
            verb = _("Reading %(table)s") if stage == READING else _("Saving %(table)s")
            # Translators: «rader»
            rows = _("rows")
            self._tasks[known] = self._bars.add_task(verb % {"table": table}, rows=rows, total=None)
        self._bars.update(self._tasks[known], completed=done, total=of or None)


def _show(answer: Answer) -> None:
    for name in answer.skipped:
        # Translators: %(file)s är ingen tabell och hoppades över.
        click.echo(_("%(file)s is no table and was left out.") % {"file": name}, err=True)
    for name in answer.ignored:
        # Translators: Kolumnen lämnades utanför: %(column)s.
        click.echo(_("Column left out: %(column)s.") % {"column": name}, err=True)
    if answer.faults:
        _show_faults(answer)
        return
    if answer.created:
        # Translators: Skapades, eftersom filerna nämner dem: %(slugs)s.
        created = _("Created, because the files name them: %(slugs)s.")
        click.echo(created % {"slugs": ", ".join(answer.created)}, err=True)
    if answer.dry_run:
        # Translators: Provkörning: inget har sparats.
        click.echo(_("Dry run: nothing has been stored."), err=True)
    Console().print(_counts(answer))


def _counts(answer: Answer) -> Table:
    counts = Table(box=None, pad_edge=False)
    # Translators: Rubriker: Tabell, Nya, Ändrade, Oförändrade
    counts.add_column(_("Table"))
    for heading in (_("New"), _("Changed"), _("Unchanged")):
        counts.add_column(heading, justify="right")
    for name, tally in answer.tables.items():
        counts.add_row(name, str(tally.new), str(tally.changed), str(tally.unchanged))
    return counts


def _show_faults(answer: Answer) -> None:
    for fault in answer.faults:
        click.echo(_sentence(fault), err=True)
    if answer.faults.beyond:
        # Translators: Därtill %(count)s fel till.
        click.echo(_("… and %(count)s more.") % {"count": answer.faults.beyond}, err=True)
    # Translators: Inget har sparats: %(count)s fel att rätta.
    click.echo(
        _("Nothing has been stored: faults to mend: %(count)s.") % {"count": len(answer.faults)},
        err=True,
    )


def _sentence(fault: Fault) -> str:
    """A fault on one line: where, what stands there, what is wrong, what is accepted."""
    place = [fault.file]
    if fault.row is not None:
        # Translators: rad %(row)s
        place.append(_("row %(row)s") % {"row": fault.row})
    if fault.column:
        place.append(fault.column)
    # Translators: ”%(value)s”
    value = " " + _("“%(value)s”") % {"value": fault.value} if fault.value else ""
    # Translators: Godtas: %(accepted)s
    accepted = _("Accepted: %(accepted)s") % {"accepted": fault.accepted} if fault.accepted else ""
    return f"{', '.join(place)}:{value} {fault.problem} {accepted}".rstrip()
