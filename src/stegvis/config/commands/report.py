"""`stegvis report`: makes a report as a file."""

from pathlib import Path

import click
from django.db import transaction
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from stegvis.config.commands import with_django
from stegvis.core import clock
from stegvis.measures.faults import QuestionFault
from stegvis.reports import files
from stegvis.reports.build import build
from stegvis.reports.models import AUDIENCES, KINDS
from stegvis.reports.queries import association_of
from stegvis.reports.rendering import RenderingFault, render
from stegvis.reports.request import LANGUAGES, ReportFault, Request, period_of

FIGURES_DONE = 50
"""Per cent done when the document is built and is yet to be written."""
SUFFIXES = tuple(f".{suffix}" for suffix in files.FORMATS)


@click.command
@click.argument("kind", type=click.Choice(KINDS))
@click.option("--association", required=True, metavar="SLUG")
@click.option("--period", required=True, metavar="P", help="For example 2022 or 2022-interim.")
@click.option(
    "--intervention",
    "interventions",
    multiple=True,
    metavar="SLUG",
    help="Only this one; may be given several times. Without it: all.",
)
@click.option(
    "--audience",
    type=click.Choice(AUDIENCES),
    default="association",
    show_default=True,
    help="Who is to read it: decides which numbers are withheld.",
)
@click.option("--language", type=click.Choice(LANGUAGES), default="sv", show_default=True)
@click.option(
    "--to",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help=f"Its ending says the format: {', '.join(SUFFIXES)}.",
)
@with_django
def command(
    *,
    kind: str,
    association: str,
    period: str,
    interventions: tuple[str, ...],
    audience: str,
    language: str,
    to: Path,
) -> None:
    """Make a report as PDF, Word, OpenDocument, HTML or Excel.

    The file appears whole or not at all.
    """
    _check(to)
    try:
        request = Request(
            kind,
            association,
            period_of(period, interim=association_of(association).interim),
            today=clock.today(),
            audience=audience,
            interventions=interventions,
            language=language,
        )
        _make(request, to=to)
    except (ReportFault, QuestionFault) as fault:
        raise _stopped(fault) from fault
    except RenderingFault as fault:
        raise click.ClickException(str(fault)) from fault


def _check(to: Path) -> None:
    if to.suffix.lower() not in SUFFIXES:
        raise click.UsageError(f"{to.name} ends with none of {', '.join(SUFFIXES)}.")
    if not to.absolute().parent.is_dir():
        raise click.ClickException(
            f"The folder {to.absolute().parent} does not exist: make it first."
        )


def _make(request: Request, *, to: Path) -> None:
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("", total=100)

        def tell(step: str, done_percent: int) -> None:
            progress.update(bar, description=step, completed=done_percent)

        with transaction.atomic():
            document = build(request, on_step=tell)
        tell(f"Writing {to.name}", FIGURES_DONE)
        render(document, to=to, cache_in=files.charts())
    click.echo(f"{document.title}: {to}", err=True)


def _stopped(fault: ReportFault | QuestionFault) -> click.ClickException:
    """The fault as a sentence, with its own exit status."""
    stopped = click.ClickException(str(fault))
    stopped.exit_code = fault.exit_status  # type: ignore[misc]
    return stopped
