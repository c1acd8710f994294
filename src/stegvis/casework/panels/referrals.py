"""The referral on a participation's page and timeline; what waits for the staff's answer."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stegvis.access.roles import Permission
from stegvis.access.scope import scope_of
from stegvis.casework.choices import referrals as choices
from stegvis.casework.models import JointMeeting, Participation, Referral
from stegvis.casework.panels.parts import Desk, Event, Panel, Task
from stegvis.casework.rules import referrals as rules
from stegvis.organisations.place import Place


def panel(participation: Participation, *, place: Place, today: date) -> Panel | None:
    """The referral that led here: by whom, what was wanted, and the way to all of it."""
    referral = _referral_of(participation)
    if referral is None:
        return None
    said = referral.text.said
    context = {
        "referral": referral,
        "officer": referral.officer.name if referral.officer else said.get("officer_name", ""),
        "purpose": said.get("purpose", ""),
        "href": place.url("referral", referral.pk),
    }
    # Translators: «Remiss»
    return Panel(gettext_lazy("Referral"), "casework/referrals/panel.html", context)


def _referral_of(participation: Participation) -> Referral | None:
    found = Referral.objects.filter(participation=participation)
    return found.select_related("sender", "officer", "text__key").first()


def events(participation: Participation, *, place: Place) -> Iterator[Event]:
    """Every step of the referral that led here."""
    for referral in Referral.objects.filter(participation=participation):
        href = place.url("referral", referral.pk)
        for step in referral.steps.exclude(status=choices.STARTED):
            status = choices.STATUS.label(step.status).lower()
            # Translators: «Remiss: %(status)s»
            yield Event(step.day, _("Referral: %(status)s") % {"status": status}, href)


def tasks(desk: Desk) -> Iterator[Task]:
    """Referrals that wait for an answer, and starts that were expected by now."""
    place, today = desk.place, desk.today
    mine = Referral.objects.handled_by(desk.user).filter(association=place.association)
    for one in mine.filter(status__in=choices.UNANSWERED).select_related("intervention"):
        # Translators: «Svara på remissen %(reference)s till %(name)s»
        label = _("Answer the referral %(reference)s to %(name)s") % _named(one)
        yield Task(rules.answer_by(one.sent_on or today), label, place.url("referral", one.pk))
    expected = mine.filter(
        status__in=(choices.WAITING, choices.ACCEPTED, choices.PREPARING),
        expected_start_on__lte=today,
    )
    for one in expected.select_related("intervention"):
        # Translators: «Beräknad start för remissen %(reference)s till %(name)s»
        label = _("Expected start of the referral %(reference)s to %(name)s") % _named(one)
        yield Task(one.expected_start_on or today, label, place.url("referral", one.pk))

    yield from _meetings(desk)


def _meetings(desk: Desk) -> Iterator[Task]:
    """Joint meetings whose day has come, until somebody notes who took part."""
    scope = scope_of(desk.user)
    due = JointMeeting.objects.filter(
        association=desk.place.association,
        intervention__in=scope.places(Permission.HANDLE_REFERRALS, "interventions"),
        owner__in=scope.owners_with_persons,
        state=choices.PLANNED,
        held_on__lte=desk.today,
    )
    for one in due.select_related("intervention"):
        # Translators: «Utökat möte för %(name)s: anteckna beslut och vilka som deltog»
        label = _("Joint meeting of %(name)s: note decisions and who took part")
        href = desk.place.url("joint_meeting", one.pk)
        yield Task(one.held_on, label % {"name": one.intervention.name}, href)


def _named(referral: Referral) -> dict[str, str]:
    return {"reference": referral.reference, "name": referral.intervention.name}
