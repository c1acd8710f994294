"""How long an association's collection periods are: chosen, and kept from cutting one."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from stegvis.access.models import User
from stegvis.access.scope import scope_of
from stegvis.organisations.models import Association
from stegvis.surveys import reach
from stegvis.surveys.actions import unlinked
from stegvis.surveys.models import CollectionLength, InstrumentUse, UnlinkedCount
from stegvis.surveys.rules import collection
from stegvis.surveys.rules.collection import Chosen


class Refused(Exception):
    """Periods cannot have that length; the text says why."""


@transaction.atomic
def choose(*, association: Association, months: int, by: User, today: date) -> Chosen:
    """Let periods have `months` from the first day that cuts none; until then as now.

    Raises Refused for a length that does not divide the interim period.
    """
    if not reach.keeps(scope_of(by), association):
        raise PermissionError("The association's office decides how long its periods are.")
    if months not in collection.lengths(association.interim):
        # Translators: «Perioden måste gå jämnt upp i delårsperioden.»
        raise Refused(_("The period must divide the interim period evenly."))
    return _store(association, months, today=today)


@transaction.atomic
def settle(*, today: date) -> None:
    """Write down the length of every association that collects unlinked forms.

    So another interim period cuts no period that has begun: where the length no longer divides
    it, the next that does holds from the first day that cuts none. Needs the whole context.
    """
    for association in Association.objects.filter(pk__in=_collecting()):
        held = unlinked.months_of(association, on=today)
        chosen = unlinked.chosen_by(association)
        usual = collection.usual(association.interim)
        if chosen is None:
            CollectionLength.objects.create(association=association, months=held)
        elif chosen.months not in (*collection.lengths(association.interim), usual):
            _store(association, usual, today=today)


def _collecting() -> set[int]:
    uses = InstrumentUse.objects.select_related("instrument", "intervention")
    unlinked_ones = (each for each in uses if not each.instrument.questionnaire.linked)
    return {each.intervention.association_id for each in unlinked_ones}


def _store(association: Association, months: int, *, today: date) -> Chosen:
    held = unlinked.months_of(association, on=today)
    if held == months:
        made = Chosen(months)
    else:
        after = max(today, _stored_until(association, today=today))
        made = Chosen(months, held, collection.changes_on(after, old=held, new=months))
    CollectionLength.objects.update_or_create(association=association, defaults=vars(made))
    return made


def _stored_until(association: Association, *, today: date) -> date:
    """The last day of the latest period that counts are stored for; today where there are none."""
    last = UnlinkedCount.objects.filter(association=association).order_by("-collected_to").first()
    return last.collected_to if last else today
