"""Narrowing the list of participations; every choice stands in the address."""

from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from stegvis.access.roles import INTERVENTION_STAFF
from stegvis.access.scope import Scope
from stegvis.casework import labels, queries
from stegvis.casework.models import Participation
from stegvis.core import clock, codes

MINE, EVERYONE = "mine", "all"
ONGOING, LATE, ENDED, INCOMPLETE = "ongoing", "late", "ended", "incomplete"
STATES = (
    # Translators: «Pågår»
    (ONGOING, _("Ongoing")),
    # Translators: «Planerat slut har passerat»
    (LATE, _("Planned end has passed")),
    # Translators: «Avslutade»
    (ENDED, _("Ended")),
    # Translators: «Uppgifter saknas»
    (INCOMPLETE, _("Answers missing")),
)


def own_sites(scope: Scope) -> frozenset[int]:
    """The sites where the user herself works, as distinct from those she only may see."""
    working = [reach.sites for reach in scope.reaches if reach.role is INTERVENTION_STAFF]
    return frozenset().union(*working)


class ParticipationFilter(django_filters.FilterSet):
    """By intervention, state and formal referrer; only values that occur are offered."""

    # Translators: «Vems»
    whose = django_filters.ChoiceFilter(
        label=_("Whose"),
        # Translators: «Mina»
        choices=((MINE, _("Mine")),),
        # Translators: «Alla»
        empty_label=_("All"),
        method="narrow_to_mine",
    )
    intervention = django_filters.ChoiceFilter(
        label=_("Intervention"), field_name="intervention__slug", empty_label=_("All")
    )
    # Translators: «Läge»
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=STATES, empty_label=_("All"), method="narrow_to_state"
    )
    referrer = django_filters.ChoiceFilter(
        label=labels.FIELDS["referrer"], field_name="referrers__0", empty_label=_("All")
    )

    class Meta:
        model = Participation
        fields: ClassVar[list[str]] = []

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own_sites(scope)
        if not self.own or self.own == scope.sites_with_persons:
            del self.filters["whose"]
        self.filters["intervention"].extra["choices"] = queries.occurring_interventions(
            self.queryset
        )
        occurring = queries.occurring_referrers(self.queryset)
        self.filters["referrer"].extra["choices"] = [
            (code, label) for code, label in codes.REFERRER.choices() if code in occurring
        ]

    @property
    def chosen(self) -> dict[str, str]:
        """What the reader has narrowed the list to."""
        return {name: self.data[name] for name in self.filters if self.data.get(name)}

    def narrow_to_mine(
        self, found: QuerySet[Participation], _name: str, _value: str
    ) -> QuerySet[Participation]:
        return found.filter(site_id__in=self.own)

    def narrow_to_state(
        self, found: QuerySet[Participation], _name: str, value: str
    ) -> QuerySet[Participation]:
        today = clock.today()
        conditions = {
            ONGOING: queries.ongoing(on=today),
            LATE: queries.late(on=today),
            ENDED: ~queries.ongoing(on=today),
            INCOMPLETE: queries.incomplete(),
        }
        return found.filter(conditions[value])
