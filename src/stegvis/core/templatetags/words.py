"""Values in the reader's words: numbers, shares, days and codes."""

from datetime import date
from typing import Any

from django import template
from django.utils import formats
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from stegvis.core import codes, numbers

register = template.Library()


@register.filter
def number(value: Any, decimals: int = 0) -> str:
    """``{{ 1746000|number }}``: 1 746 000; nothing for None."""
    return (
        ""
        if value is None
        else numbers.number(value, decimals=decimals, language=get_language() or "sv")
    )


@register.filter
def percent(value: Any, decimals: int = 0) -> str:
    """``{{ 0.335|percent:1 }}``: 33,5 %; nothing for None."""
    return (
        ""
        if value is None
        else numbers.percent(value, decimals=decimals, language=get_language() or "sv")
    )


@register.filter
def day(value: date | None) -> str:
    """A day in running text: 20 maj 2022."""
    return formats.date_format(value, "j F Y") if value else ""


@register.filter
def iso(value: date | None) -> str:
    """A day in a table: 2022-05-20."""
    return f"{value:%Y-%m-%d}" if value else ""


@register.filter
def code(value: str, name: str) -> str:
    """``{{ p.exit_reason|code:"exit_reason" }}``: the label of a code in the page's language."""
    return codes.LISTS[name].label(value) if value else ""


@register.filter
def breakable(value: Any) -> SafeString:
    """``{{ "Socialtjänst/IFO"|breakable }}``: a line may end after a stroke, not within a word."""
    return format_html_join(mark_safe("/<wbr>"), "{}", ((part,) for part in str(value).split("/")))


@register.simple_tag(takes_context=True)
def here(context: Any, name: str, *args: Any, **query: Any) -> str:
    """``{% here "intervention" slug %}``: a page of this association, with the period kept."""
    return str(context["place"].url(name, *args, **query))
