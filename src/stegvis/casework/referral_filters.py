"""Narrowing the list of referrals; every choice stands in the address."""

from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from stegvis.casework.choices import referrals as choices
from stegvis.casework.models import Referral

OPEN, UNANSWERED, CLOSED = "open", "unanswered", "closed"
STATES = (
    # Translators: «Öppna»
    (OPEN, _("Open")),
    # Translators: «Väntar på svar»
    (UNANSWERED, _("Waiting for an answer")),
    # Translators: «Avslutade»
    (CLOSED, _("Closed")),
)


class ReferralFilter(django_filters.FilterSet):
    """By state and intervention; open ones are shown first of all."""

    # Translators: «Läge»
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=STATES, empty_label=_("All"), method="narrow_to_state"
    )
    intervention = django_filters.ChoiceFilter(
        label=_("Intervention"), field_name="intervention__slug", empty_label=_("All")
    )

    class Meta:
        model = Referral
        fields: ClassVar[list[str]] = []

    def __init__(self, data: Any, *args: Any, queryset: QuerySet[Referral], **kwargs: Any) -> None:
        given = data.copy()
        given.setdefault("state", OPEN)
        super().__init__(given, *args, queryset=queryset, **kwargs)
        rows = queryset.values_list("intervention__slug", "intervention__name")
        self.filters["intervention"].extra["choices"] = list(
            rows.distinct().order_by("intervention__name")
        )

    @property
    def narrowed(self) -> bool:
        """Whether something else than the open ones was asked for."""
        return self.data.get("state") != OPEN or bool(self.data.get("intervention"))

    def narrow_to_state(
        self, found: QuerySet[Referral], _name: str, value: str
    ) -> QuerySet[Referral]:
        if value == CLOSED:
            return found.exclude(status__in=choices.OPEN)
        return found.filter(status__in=choices.OPEN if value == OPEN else choices.UNANSWERED)
