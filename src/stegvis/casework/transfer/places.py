"""The sites of the interventions that a file names, and who owns them."""

from collections.abc import Collection
from dataclasses import dataclass, field

from stegvis.exchange.lookups import pieces
from stegvis.interventions.models import Site


@dataclass
class Places:
    """Ids of interventions by association and slug, of sites by intervention and slug."""

    interventions: dict[tuple[str, str], int] = field(default_factory=dict)
    associations: dict[int, int] = field(default_factory=dict)  # by intervention
    defaults: dict[int, int] = field(default_factory=dict)  # by intervention
    sites: dict[tuple[int, str], int] = field(default_factory=dict)
    owners: dict[int, int] = field(default_factory=dict)  # by site

    @classmethod
    def of(cls, keys: Collection[tuple[str, str]]) -> "Places":
        """All places of the interventions in `keys` (association and slug)."""
        places = cls()
        for piece in pieces(keys):
            every = Site.objects.filter(
                intervention__association__slug__in={key[0] for key in piece},
                intervention__slug__in={key[1] for key in piece},
            )
            for site in every.select_related("intervention__association"):
                places._learn(site)
        return places

    def _learn(self, site: Site) -> None:
        of = site.intervention
        self.interventions[of.association.slug, of.slug] = of.pk
        self.associations[of.pk] = of.association_id
        self.sites[of.pk, site.slug] = site.pk
        self.owners[site.pk] = site.owner_id
        if site.is_default:
            self.defaults[of.pk] = site.pk
