"""Another owner for an intervention or a site, and with it for whoever is registered there."""

from django.utils.translation import gettext_lazy as _

from stegvis.exchange.incoming import Incoming, Row
from stegvis.exchange.registry import Move, follow
from stegvis.exchange.writing import Writing
from stegvis.interventions.models import Intervention, Site
from stegvis.interventions.transfer.places import unassigned
from stegvis.organisations.models import Organisation


def hand_over(
    incoming: Incoming, row: Row, intervention: Intervention, old: int, writing: Writing
) -> None:
    """The sites of the former owner, and with them the persons, follow the intervention."""
    sites = Site.objects.filter(intervention=intervention, owner_id=old)
    moved = frozenset(sites.values_list("pk", flat=True))
    sites.update(owner_id=intervention.owner_id)
    move = Move(
        intervention=intervention.pk,
        sites=moved,
        old=old,
        new=intervention.owner_id,
        unassigned=_is_unassigned(old, row),
        whole=True,
    )
    _follow(incoming, row, move, writing)


def hand_over_site(incoming: Incoming, row: Row, site: Site, old: int, writing: Writing) -> None:
    """The persons of a site follow it to the owner it has now."""
    move = Move(
        intervention=site.intervention_id,
        sites=frozenset({site.pk}),
        old=old,
        new=site.owner_id,
        unassigned=_is_unassigned(old, row),
        whole=False,
    )
    _follow(incoming, row, move, writing)


def _is_unassigned(owner: int, row: Row) -> bool:
    slug = unassigned(row.values["association"])
    return Organisation.objects.filter(pk=owner, slug=slug).exists()


def _follow(incoming: Incoming, row: Row, move: Move, writing: Writing) -> None:
    for problem in follow(move):
        # Translators: «Samma ägare som förut.»
        writing.refuse(incoming, row, "owner", problem, _("The same owner as before."))
