"""Notes: write one, read them, correct one by a new version."""

from dataclasses import dataclass, field
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.casework import naming
from stegvis.casework.actions import notes as actions
from stegvis.casework.forms.notes import NoteForm
from stegvis.casework.models import Note, Participation
from stegvis.casework.views.reading import one, record_reading
from stegvis.core import clock
from stegvis.organisations.place import place_of


@dataclass(frozen=True)
class Shown:
    """A note as it reads now, and the versions before it, the latest first."""

    note: Note
    text: str
    earlier: tuple["Shown", ...] = field(default=())


@allow(Permission.REGISTER)
def notes(request: Request, association: str, pk: int) -> HttpResponse:
    """All notes, the latest first, below the box for a new one."""
    place = place_of(request, association)
    found = one(request, place, pk)
    record_reading(request, "notes.show", [found])
    today = clock.today()
    form = NoteForm(request.POST or None, initial={"day": today})
    made = form.carry_out(
        lambda: actions.write(
            participation=found,
            day=form.cleaned_data["day"],
            text=form.cleaned_data["text"],
            by=request.user,
            today=today,
        )
    )
    if made is None:
        return _page(request, form, "index", participation=found, notes=shown_notes(found))
    # Translators: «Anteckningen är sparad.»
    messages.success(request, _("The note is saved."))
    return redirect(place.url("notes", pk))


@allow(Permission.REGISTER)
def note(request: Request, association: str, pk: int, note: UUID) -> HttpResponse:
    """A new version of a note; what it said before stays readable."""
    place = place_of(request, association)
    found = one(request, place, pk)
    record_reading(request, "notes.correct", [found])
    rows = Note.objects.filter(participation=found).select_related("key", "participation")
    stored = get_object_or_404(rows, pk=note)
    form = NoteForm(request.POST or None, initial={"day": stored.day, "text": stored.texts["text"]})
    made = form.carry_out(
        lambda: actions.correct(
            note=stored,
            day=form.cleaned_data["day"],
            text=form.cleaned_data["text"],
            by=request.user,
            today=clock.today(),
        )
    )
    if made is None:
        return _page(request, form, "correct", participation=found)
    # Translators: «Anteckningen är rättad. Den tidigare lydelsen finns kvar.»
    messages.success(request, _("The note is corrected. What it said before is kept."))
    return redirect(place.url("notes", pk))


def shown_notes(participation: Participation) -> list[Shown]:
    """The notes as they read now with what each said before, the latest day first; one query."""
    rows = Note.objects.filter(participation=participation).select_related("key", "author")
    by_id = {row.pk: Shown(row, row.texts["text"]) for row in rows.order_by("written_at")}
    replaced = {each.note.corrects_id for each in by_id.values()}
    current = [each for each in by_id.values() if each.note.pk not in replaced]
    found = [Shown(each.note, each.text, _earlier(each, by_id)) for each in current]
    return sorted(found, key=lambda each: (each.note.day, each.note.written_at), reverse=True)


def _earlier(shown: Shown, by_id: dict[UUID, Shown]) -> tuple[Shown, ...]:
    found, before = [], shown.note.corrects_id
    while before:
        found.append(by_id[before])
        before = by_id[before].note.corrects_id
    return tuple(found)


def _page(
    request: Request,
    form: NoteForm,
    name: str,
    *,
    participation: Participation,
    **context: object,
) -> HttpResponse:
    names = naming.names_of([participation.participant], by=request.user)
    context |= {"form": form, "participation": participation, "names": names}
    status = 422 if form.is_bound else 200
    return render(request, f"casework/notes/{name}.html", context, status=status)
