"""Referrals as lists: the officer's own, and those sent to an intervention."""

from datetime import date
from typing import Any, ClassVar

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from stegvis.casework import referral_pages as pages
from stegvis.casework.models import Referral
from stegvis.core.tables import CodeColumn, DayColumn, Table
from stegvis.organisations.place import Place


class _Referrals(Table):
    """What both lists show of a referral; names are opened for this page only."""

    row_header = "person"
    opens: ClassVar[str]

    # Translators: «Person»
    person = tables.Column(verbose_name=_("Person"), empty_values=(), orderable=False)
    # Translators: «Läge»
    state = tables.Column(verbose_name=_("State"), empty_values=(), order_by="status")
    intervention = tables.Column(verbose_name=_("Intervention"), order_by="intervention__name")
    # Translators: «Skickad»
    sent_on = DayColumn(verbose_name=_("Sent"))
    # Translators: «Beräknad start»
    expected_start_on = DayColumn(verbose_name=_("Expected start"))

    def __init__(self, *args: Any, place: Place, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place = place
        self.today = today

    def render_person(self, record: Referral) -> SafeString:
        href = self.place.url(self.opens, record.pk)
        return format_html('<a href="{}">{}</a>', href, pages.called(record))

    def render_state(self, record: Referral) -> SafeString:
        state = pages.state(record)
        return format_html('<span class="tag tag--{}">{}</span>', state.tone, state.label)

    def render_intervention(self, record: Referral) -> str:
        return pages.wished(record)


class MyReferralTable(_Referrals):
    """The officer's own: one row a referral, with the intervention's latest answer."""

    opens = "my_referral"
    # Translators: «Mina remisser»
    caption = _("My referrals")

    # Translators: «Svar»
    answer = tables.Column(verbose_name=_("Answer"), empty_values=(), orderable=False)

    class Meta(Table.Meta):
        model = Referral
        fields: ClassVar = ()
        sequence: ClassVar = (
            *("person", "state", "intervention", "sent_on", "answer", "expected_start_on"),
        )
        order_by = ("-sent_on", "-pk")

    def render_answer(self, record: Referral) -> str:
        found = pages.answer(record)
        return f"{found.day:%Y-%m-%d} {found.label}" if found else "–"


class ReferralTable(_Referrals):
    """Those sent to an intervention: the longest waiting for an answer first."""

    opens = "referral"
    # Translators: «Remisser»
    caption = _("Referrals")
    optional = ("intervention", "referrer", "expected_start_on", "answer_by")

    referrer = CodeColumn(verbose_name=pages.LABELS["referrer"], name="referrers")
    # Translators: «Svar senast»
    answer_by = tables.Column(verbose_name=_("Answer by"), empty_values=(), orderable=False)

    class Meta(Table.Meta):
        model = Referral
        fields: ClassVar = ()
        sequence: ClassVar = (
            *("person", "state", "intervention", "referrer", "sent_on", "answer_by"),
            "expected_start_on",
        )
        order_by = "sent_on"

    def render_answer_by(self, record: Referral) -> SafeString | str:
        day = pages.answer_by(record)
        if day is None:
            return "–"
        tone = "late" if day < self.today else "plain"
        return format_html('<span class="tag tag--{}">{}</span>', tone, day.isoformat())
