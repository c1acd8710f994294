"""Participations as a list."""

from datetime import date
from typing import Any, ClassVar

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from stegvis.casework import labels, pages
from stegvis.casework.following import Waiting
from stegvis.casework.models import Participation
from stegvis.casework.templatetags.naming import named
from stegvis.core.tables import CodeColumn, DayColumn, Table
from stegvis.organisations.place import Place


class ParticipationTable(Table):
    """One row a participation; the name or code opens it (`names`: naming.names_of)."""

    row_header = "participant"
    optional = (
        *("intervention", "site", "gender", "birth_year", "formal"),
        *("started_on", "planned_end_on", "ended_on", "exit_reason"),
    )
    hidden_at_first = ("site", "gender", "birth_year", "exit_reason")

    # Translators: «Välj»
    chosen = tables.Column(verbose_name=_("Choose"), empty_values=(), orderable=False)
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
            *("chosen", "participant", "state", "intervention", "site", "gender", "birth_year"),
            *("formal", "started_on", "planned_end_on", "ended_on", "exit_reason"),
        )
        order_by = "-started_on"

    def __init__(self, *args: Any, place: Place, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = place
        self.today = today
        self.names: dict[int, str] = {}

    def render_chosen(self, record: Participation) -> SafeString:
        """A box that belongs to the form below the table."""
        # Translators: «Välj %(name)s»
        label = _("Choose %(name)s") % {"name": named(record.participant, self.names)}
        return format_html(
            '<input class="ds-input" type="checkbox" form="many" name="chosen" value="{}:{}"'
            ' aria-label="{}">',
            record.pk,
            record.version,
            label,
        )

    def render_participant(self, record: Participation) -> SafeString:
        href = self.place.url("participation", record.pk)
        name = named(record.participant, self.names)
        if name == record.participant.code:
            return format_html('<a href="{}">{}</a>', href, name)
        both = '<a class="nowrap" href="{}">{}</a> <span class="quiet small">{}</span>'
        return format_html(both, href, name, record.participant.code)

    def render_state(self, record: Participation) -> SafeString:
        state = pages.state(record, on=self.today)
        return format_html('<span class="tag tag--{}">{}</span>', state.tone, state.label)


class FollowUpTable(Table):
    """One row a follow-up that waits; the code opens where it is written down."""

    row_header = "participant"
    optional = ("intervention", "ended_on", "months")

    participant = tables.Column(
        verbose_name=_("Participant"), accessor="participation__participant__code"
    )
    intervention = tables.Column(
        verbose_name=_("Intervention"), accessor="participation__intervention__name"
    )
    ended_on = DayColumn(verbose_name=labels.FIELDS["ended_on"], accessor="participation__ended_on")
    # Translators: «Efter»
    months = tables.Column(verbose_name=_("After"), accessor="follow_up__months")
    # Translators: «Senast»
    due_on = DayColumn(verbose_name=_("Due"), accessor="follow_up__due_on")

    class Meta(Table.Meta):
        sequence: ClassVar = ("participant", "intervention", "ended_on", "months", "due_on")

    # Translators: «Uppföljningar som väntar»
    caption = _("Follow-ups that wait")

    def __init__(self, *args: Any, place: Place, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = place
        self.names: dict[int, str] = {}

    def render_participant(self, record: Waiting) -> SafeString:
        href = self.place.url("follow_up", record.participation.pk, record.follow_up.months)
        name = named(record.participation.participant, self.names)
        return format_html('<a href="{}">{}</a>', href, name)

    def render_months(self, value: int) -> str:
        # Translators: «%(months)s månader»
        return _("%(months)s months") % {"months": value}
