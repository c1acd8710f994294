"""Participations as a list."""

from datetime import date
from typing import Any, ClassVar

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from stegvis.casework import labels, pages
from stegvis.casework.models import Participation
from stegvis.core.tables import CodeColumn, DayColumn, Table
from stegvis.organisations.place import Place


class ParticipationTable(Table):
    """One row a participation; the code opens it."""

    row_header = "participant"
    optional = (
        *("intervention", "site", "gender", "birth_year", "formal"),
        *("started_on", "planned_end_on", "ended_on", "exit_reason"),
    )
    hidden_at_first = ("site", "gender", "birth_year", "exit_reason")

    # Translators: «Deltagare»
    participant = tables.Column(verbose_name=_("Participant"), order_by="participant__code")
    # Translators: «Läge»
    state = tables.Column(verbose_name=_("State"), empty_values=(), orderable=False)
    intervention = tables.Column(verbose_name=_("Intervention"), order_by="intervention__name")
    # Translators: «Plats»
    site = tables.Column(verbose_name=_("Site"), order_by="site__name")
    gender = CodeColumn(
        verbose_name=labels.FIELDS["gender"], accessor="participant__gender", name="gender"
    )
    birth_year = tables.Column(
        verbose_name=labels.FIELDS["birth_year"], accessor="participant__birth_year"
    )
    formal = CodeColumn(verbose_name=labels.FIELDS["referrer"], name="referrers")
    started_on = DayColumn(verbose_name=labels.FIELDS["started_on"])
    planned_end_on = DayColumn(verbose_name=labels.FIELDS["planned_end_on"])
    ended_on = DayColumn(verbose_name=labels.FIELDS["ended_on"])
    exit_reason = CodeColumn(verbose_name=labels.FIELDS["exit_reason"], name="exit_reason")

    class Meta(Table.Meta):
        model = Participation
        fields: ClassVar = ()
        sequence: ClassVar = (
            *("participant", "state", "intervention", "site", "gender", "birth_year"),
            *("formal", "started_on", "planned_end_on", "ended_on", "exit_reason"),
        )
        order_by = "-started_on"

    def __init__(self, *args: Any, place: Place, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = place
        self.today = today

    def render_participant(self, record: Participation) -> SafeString:
        href = self.place.url("participation", record.pk)
        return format_html('<a href="{}">{}</a>', href, record.participant.code)

    def render_state(self, record: Participation) -> SafeString:
        state = pages.state(record, on=self.today)
        return format_html('<span class="tag tag--{}">{}</span>', state.tone, state.label)
