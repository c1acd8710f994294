"""Reports as a list."""

from typing import Any, ClassVar

import django_tables2 as tables
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from stegvis.core.tables import Table
from stegvis.organisations.place import Place
from stegvis.reports import pages
from stegvis.reports.models import Report


class ReportTable(Table):
    """One row a report, the latest first."""

    caption = _("Reports ordered here")
    row_header = "kind"
    optional = ("audience", "ordered_by", "ordered_at")

    kind = tables.Column(verbose_name=_("Report"))
    period = tables.Column(verbose_name=_("Period"))
    state = tables.Column(verbose_name=_("State"))
    audience = tables.Column(verbose_name=_("For whom"))
    ordered_by = tables.Column(verbose_name=_("Ordered by"), order_by="ordered_by__name")
    ordered_at = tables.Column(verbose_name=_("Ordered"))

    class Meta(Table.Meta):
        model = Report
        fields: ClassVar = ()
        sequence: ClassVar = ("kind", "period", "state", "audience", "ordered_by", "ordered_at")
        order_by = "-ordered_at"

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = place

    def render_kind(self, record: Report) -> SafeString:
        href = self.place.url("report", record.pk)
        return format_html('<a href="{}">{}</a>', href, pages.KINDS[record.kind])

    def render_state(self, record: Report) -> SafeString:
        state = pages.STATES[record.state]
        return format_html('<span class="tag tag--{}">{}</span>', state.tone, state.label)

    def render_audience(self, value: str) -> str:
        return str(pages.AUDIENCES[value])

    def render_ordered_at(self, record: Report) -> str:
        return formats.date_format(timezone.localtime(record.ordered_at), "Y-m-d H:i")
