"""`stegvis export`: an association's records as tables."""

from pathlib import Path

import click
from django.utils.translation import gettext as _

from stegvis.config.commands import with_django
from stegvis.exchange import exporting
from stegvis.exchange.formats.refusals import Refusal
from stegvis.exchange.sentences import sentences
from stegvis.organisations.models import Association


@click.command
@click.option("--association", "slug", required=True, help="Whose records.")
@click.option(
    "--to",
    required=True,
    type=click.Path(path_type=Path),
    help="A folder that is new or empty, or a file that ends in .zip or .xlsx.",
)
@click.option("--purpose", default="", help="Why; kept in the read log.")
@with_django
def command(slug: str, to: Path, purpose: str) -> None:
    """Write an association's records as a data package or a workbook."""
    association = Association.objects.filter(slug=slug).first()
    if association is None:
        # Translators: Det finns inget förbund som heter %(slug)s.
        raise click.ClickException(_("There is no association called %(slug)s.") % {"slug": slug})
    try:
        written = exporting.run(association=association, to=to, purpose=purpose)
    except Refusal as refusal:
        problem, accepted = sentences(refusal.code, refusal.details)
        raise click.ClickException(f"{to}: {problem} {accepted}") from None
    for name, rows in written.rows.items():
        # Translators: %(table)s: %(rows)s rader
        click.echo(_("%(table)s: %(rows)s rows") % {"table": name, "rows": rows}, err=True)
