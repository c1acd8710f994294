"""Whether a reader may change what is agreed."""

from datetime import date

from django import template

from stegvis.access.scope import Scope
from stegvis.interventions.actions.agreements import decides
from stegvis.interventions.closed_weeks import written
from stegvis.interventions.models import Intervention

register = template.Library()


@register.filter
def decides_for(scope: Scope, intervention: Intervention) -> bool:
    """``{% if request.scope|decides_for:intervention %}``: she manages its owner."""
    return decides(scope, intervention)


@register.filter
def weeks_written(mondays: list[date]) -> str:
    """``{{ agreement.closed_weeks|weeks_written }}``: 28-31 2026, 52 2026."""
    return written(mondays)
