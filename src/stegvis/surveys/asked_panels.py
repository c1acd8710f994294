"""That somebody has been asked, on a participation's page, its timeline and the start page."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from stegvis.casework.models import Participation
from stegvis.casework.panels.parts import Desk, Event, Panel, Task
from stegvis.organisations.place import Place
from stegvis.surveys import asked as reads
from stegvis.surveys import asked_pages as pages
from stegvis.surveys.asked import Waiting
from stegvis.surveys.models import Asked
from stegvis.surveys.rules.asked import Tick


def panel(participation: Participation, *, place: Place, today: date) -> Panel | None:
    """What has been ticked, for each unlinked form of the intervention."""
    forms = reads.forms_of([participation.intervention_id]).get(participation.intervention_id)
    if not forms:
        return None
    shown = []
    for form in forms:
        ticks = reads.ticks_of([participation.pk], instrument=form.code)
        told = [pages.told(each) for each in ticks.get(participation.pk, [])]
        query = {"form": form.code, "year": today.year}
        href = place.url("asked_one", participation.pk, **query)
        group = place.url("asked_group", participation.intervention.slug, **query)
        shown.append({"title": form.title, "told": told, "href": href, "group": group})
    # Translators: «Tillfrågad»
    return Panel(_("Asked"), "surveys/asked/panel.html", {"forms": shown})


def events(participation: Participation, *, place: Place) -> Iterator[Event]:
    """The day of each tick; when the question was put is kept by year only."""
    for row in Asked.objects.filter(participation=participation):
        told = pages.told(Tick(row.year, row.occasion, row.outcome))
        # Translators: «Markerad som tillfrågad: %(told)s»
        label = _("Ticked as asked: %(told)s") % {"told": told}
        yield Event(row.noted_on, label, place.url("asked_one", participation.pk, year=row.year))


def tasks(desk: Desk) -> Iterator[Task]:
    """One task for each form of an intervention, from the day the first tick is due."""
    groups: dict[tuple[int, str], list[Waiting]] = defaultdict(list)
    for each in reads.waiting(desk.participations, today=desk.today):
        groups[each.form.intervention.pk, each.form.code].append(each)
    for waiting in groups.values():
        form, first = waiting[0].form, waiting[0].due_on
        number = sum(1 for each in waiting if each.due_on <= max(first, desk.today))
        # Translators: «Markera tillfrågade i %(place)s: %(title)s (%(number)s väntar)»
        label = _("Tick who has been asked in %(place)s: %(title)s (%(number)s waiting)") % {
            "place": form.intervention.name,
            "title": form.title,
            "number": number,
        }
        query = {"form": form.code, "year": desk.today.year}
        href = desk.place.url("asked_group", form.intervention.slug, **query)
        yield Task(first, label, href)
