"""What has been changed, is planned or waits for a decision, on the page and the start page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from stegvis.access import vault
from stegvis.access.roles import Permission
from stegvis.access.scope import scope_of
from stegvis.casework import labels
from stegvis.casework.choices import changes as kinds
from stegvis.casework.models import Change, Participation
from stegvis.casework.panels.parts import Desk, Event, Panel, Task
from stegvis.core import numbers
from stegvis.organisations.place import Place

TONES = {kinds.PROPOSED: "late", kinds.APPROVED: "wait", kinds.APPLIED: "done"}
SHOWN = 12  # the latest rows of the history


@dataclass(frozen=True)
class Described:
    """A change in words: what, from when, why, by whom, and where it stands."""

    change: Change
    kind: str
    what: str
    reason: str
    state: str
    tone: str
    texts: tuple[str, ...] = ()

    @property
    def waits(self) -> bool:
        return self.change.state in (kinds.PROPOSED, kinds.APPROVED)


def described(change: Change, *, texts: bool = False) -> Described:
    """`change` in words, with what was written beside it when `texts` are wanted."""
    return Described(
        change=change,
        kind=kinds.KIND.label(change.kind),
        what=_what(change),
        reason=kinds.REASON.label(change.reason) if change.reason else "",
        state=kinds.STATE.label(change.state),
        tone=TONES.get(change.state, "plain"),
        texts=_texts(change) if texts else (),
    )


def hours_text(hours: Decimal) -> str:
    """Hours in the reader's words, with no more decimals than they have."""
    exponent = hours.normalize().as_tuple().exponent
    decimals = max(0, -int(exponent))
    return numbers.number(hours, decimals=decimals, language=get_language() or "sv")


def panel(participation: Participation, *, place: Place, today: date) -> Panel | None:
    """The history, the latest first."""
    rows = participation.changes.select_related("proposed_by", "decided_by")
    latest = list(rows.prefetch_related("notes__key").order_by("-id")[:SHOWN])
    if not latest:
        return None
    decides = participation.site_id in scope_of(place.user).places(
        Permission.DECIDE_CHANGES, "sites"
    )
    context = {
        "changes": [described(each, texts=True) for each in latest],
        "decides": decides,
        "earlier": rows.count() - len(latest),
    }
    # Translators: «Ändringar»
    return Panel(_("Changes"), "casework/changes/panel.html", context)


_TOLD: dict[str, Any] = {
    kinds.EXTEND: gettext_lazy("Extension"),
    kinds.PAUSE: gettext_lazy("Pause"),
    kinds.RESUME: gettext_lazy("Resumed"),
    kinds.INTENSITY: gettext_lazy("Changed hours"),
    kinds.TRANSFER: gettext_lazy("Transfer"),
}


def events(participation: Participation, *, place: Place) -> Iterator[Event]:
    """The changes that the path of a participation is told by, those ahead among them."""
    told = participation.changes.filter(
        kind__in=_TOLD, state__in=(kinds.APPLIED, kinds.APPROVED, kinds.PROPOSED)
    )
    for change in told:
        found = described(change)
        label = f"{found.kind}: {found.what}" if found.what else found.kind
        if found.waits:
            label = f"{label} ({found.state.lower()})"
        href = ""
        if change.counterpart_id:
            href = place.url("participation", change.counterpart_id)
        yield Event(change.effective_on, label, href)


def tasks(desk: Desk) -> Iterator[Task]:
    """Proposals for whoever decides on them, and planned changes that could not be carried out."""
    waiting = Change.objects.filter(
        participation__in=desk.participations, state__in=(kinds.PROPOSED, kinds.APPROVED)
    ).select_related("participation__participant", "participation__intervention")
    decided = scope_of(desk.user).places(Permission.DECIDE_CHANGES, "sites")
    for change in waiting.order_by("effective_on"):
        row = change.participation
        name = kinds.KIND.label(change.kind)
        if change.state == kinds.PROPOSED and row.site_id in decided:
            # Translators: «Beslut: %(change)s»
            label = _("Decide: %(change)s") % {"change": name}
            href = desk.place.url("decide_change", row.pk, change.pk)
            yield Task(change.proposed_at.date(), label, href, row)
        elif change.state == kinds.APPROVED and change.effective_on < desk.today:
            # Translators: «Planerad ändring kunde inte göras: %(change)s»
            label = _("Planned change could not be made: %(change)s") % {"change": name}
            yield Task(change.effective_on, label, desk.place.url("participation", row.pk), row)


def _what(change: Change) -> str:
    """From what to what, where it can be said in a few words."""
    if change.kind == kinds.EXTEND or set(change.after) == {"planned_end_on"}:
        days = (change.before.get("planned_end_on"), change.after.get("planned_end_on"))
        return " – ".join(day for day in days if day)
    if change.kind == kinds.INTENSITY:
        # Translators: «%(hours)s timmar i veckan»
        text = _("%(hours)s hours a week")
        return text % {"hours": hours_text(Decimal(change.after["hours_per_week"]))}
    if change.kind == kinds.PAUSE and "until" in change.after:
        # Translators: «till och med %(day)s»
        return _("until %(day)s") % {"day": change.after["until"]}
    if change.kind == kinds.CORRECT:
        named = [str(labels.FIELDS[name]) for name in change.after if name in labels.FIELDS]
        return ", ".join(named)
    return ""


def _texts(change: Change) -> tuple[str, ...]:
    found = []
    for note in change.notes.all():
        try:
            found.append(note.texts["text"])
        except vault.Destroyed:
            continue
    return tuple(found)
