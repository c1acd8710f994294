"""`stegvis erase`: what has fallen due by the owners' rules goes now, not at night."""

import click

from stegvis.access import context
from stegvis.casework.actions import retention
from stegvis.config.commands import with_django
from stegvis.core import clock
from stegvis.organisations.models import Organisation


@click.command
@click.option("--owner", "slug", default="", help="One owner organisation only.")
@click.option("--purpose", default="", help="Why; kept in the read log.")
@with_django
def command(slug: str, purpose: str) -> None:
    """Erase all records whose time is over, as each owner has decided; one line a receipt."""
    owners = Organisation.objects.filter(pk__in=retention.owners())
    if slug:
        owners = owners.filter(slug=slug)
        if not owners:
            raise click.ClickException(f"There is no owner «{slug}» with anything to erase.")
    with context.operator(action="erase", purpose=purpose):
        pass
    for owner in owners.order_by("slug"):
        for receipt in retention.erase_due(owner_id=owner.pk, today=clock.today()):
            click.echo(
                f"{owner.slug} {receipt.association_id} {receipt.kind} {receipt.persons} "
                f"{receipt.document}"
            )
