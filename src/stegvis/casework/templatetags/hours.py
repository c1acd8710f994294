"""Hours as people write them."""

from decimal import Decimal

from django import template
from django.utils.translation import get_language

from stegvis.core import numbers

register = template.Library()


@register.filter
def hours(value: Decimal | None) -> str:
    """``{{ row.planned|hours }}``: 2,5 or 12, with as many decimals as it has; nothing for None."""
    if value is None:
        return ""
    exponent = value.normalize().as_tuple().exponent
    decimals = max(0, -int(exponent))
    return numbers.number(value, decimals=decimals, language=get_language() or "sv")
