"""The catalogue as a list."""

from typing import Any, ClassVar

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from stegvis.core.tables import CodeColumn, DayColumn, NumberColumn, Table
from stegvis.interventions.models import Intervention
from stegvis.organisations.place import Place


class InterventionTable(Table):
    """One row an intervention."""

    caption = _("Interventions in the period")
    row_header = "name"
    optional = ("orientation", "part_of", "owner", "starts_on", "ends_on", "named_sites", "places")
    hidden_at_first = ("part_of",)

    # Translators: «Insats»
    name = tables.Column(verbose_name=_("Intervention"))
    # Translators: «Inriktning»
    orientation = CodeColumn(verbose_name=_("Orientation"), name="orientation")
    # Translators: «Del av»
    part_of = tables.Column(verbose_name=_("Part of"))
    # Translators: «Projektägare»
    owner = tables.Column(verbose_name=_("Owner"), order_by="owner__name")
    starts_on = DayColumn(verbose_name=_("From"))
    ends_on = DayColumn(verbose_name=_("To"))
    named_sites = NumberColumn(verbose_name=pgettext_lazy("how many", "Sites"))
    # Translators: «Avtalade platser»
    places = NumberColumn(verbose_name=_("Agreed places"))

    class Meta(Table.Meta):
        model = Intervention
        fields: ClassVar = ()
        sequence: ClassVar = (
            *("name", "orientation", "part_of", "owner"),
            *("starts_on", "ends_on", "named_sites", "places"),
        )
        order_by = "name"

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = place

    def render_named_sites(self, value: int) -> int:
        """An intervention without named sites meets its participants in one place."""
        return value or 1

    def render_name(self, record: Intervention, value: str) -> SafeString:
        href = self.place.url("intervention", record.slug)
        return format_html('<a href="{}">{}</a>', href, value)
