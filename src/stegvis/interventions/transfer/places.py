"""How rows of a file name an intervention, and the site and owner each has from the start."""

from stegvis.exchange.incoming import Row
from stegvis.exchange.registry import Key
from stegvis.interventions.models import Intervention, Site

KEY = ("association__slug", "slug")
OF_INTERVENTION = ("intervention__association__slug", "intervention__slug")
DEFAULT_SITE = "main"


def place_of(row: Row) -> Key:
    """The key of the intervention that a row names."""
    return row.values["association"], row.values["intervention"]


def unassigned(association: str) -> str:
    """The slug of the organisation that owns interventions whose owner no file has said."""
    return f"{association}-unassigned"


def add_default_site(intervention: Intervention) -> Site:
    """The one site every intervention has."""
    return Site.objects.create(
        intervention=intervention,
        slug=DEFAULT_SITE,
        name=intervention.name,
        owner_id=intervention.owner_id,
        is_default=True,
    )
