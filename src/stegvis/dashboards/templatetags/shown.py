"""Figures on pages: each a link to how it was computed."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from stegvis.dashboards import links
from stegvis.dashboards.charts import drawn as drawing
from stegvis.dashboards.charts.drawn import Drawn
from stegvis.organisations.place import Place
from stegvis.reports.charts import Chart
from stegvis.reports.sections.bound import Bound, Sentence

register = template.Library()


@register.filter
def drawn(chart: Chart) -> Drawn:
    """``{{ picture.chart|drawn }}``: the chart laid out for a page."""
    return drawing.drawn(chart)


@register.simple_tag(takes_context=True)
def shown(context: Mapping[str, Any], value: object) -> SafeString:
    """A figure as a dotted link, a sentence with its figures so linked, anything else as it is."""
    return _shown(value, context["place"])


def _shown(value: object, place: Place) -> SafeString:
    if isinstance(value, Bound):
        return _linked(value, place)
    if isinstance(value, Sentence):
        parts = {name: _shown(part, place) for name, part in value.parts.items()}
        return mark_safe(conditional_escape(value.pattern).format(**parts))  # noqa: S308 - escaped
    return conditional_escape(str(value))


def _linked(figure: Bound, place: Place) -> SafeString:
    if figure.is_hidden:
        # Translators: «för få för att visas»
        too_few = _("too few to be shown")
        return format_html(
            '<span class="withheld"><span aria-hidden="true">–</span>'
            '<span class="ds-sr-only">{}</span></span>',
            too_few,
        )
    return format_html(
        '<a class="figure" href="{0}" hx-get="{0}" hx-target="#panel-body">{1}</a>',
        links.to_figure(figure.key, place),
        figure.text,
    )
