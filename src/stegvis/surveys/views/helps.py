"""The office writes where help is and what happens next, by municipality and language."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.organisations.models import Municipality
from stegvis.organisations.place import Place, place_of
from stegvis.surveys import reach
from stegvis.surveys.actions import helping as actions
from stegvis.surveys.help_forms import HelpForm, said_by
from stegvis.surveys.models import HelpText
from stegvis.surveys.rules.words import LANGUAGES

WHOLE = "hela"  # in the address, in the place of a municipality


@dataclass(frozen=True)
class Whose:
    """A place that texts can be written for, and in which languages they are."""

    code: str
    name: str
    languages: str


@allow(Permission.MANAGE_INSTRUMENTS)
@require_http_methods(["GET", "HEAD", "POST"])
def help_texts(request: Request, association: str, municipality: str = WHOLE) -> HttpResponse:
    """The texts of the association, or of one of its municipalities, in every language."""
    place = place_of(request, association)
    if not reach.keeps(request.scope, place.association):
        raise Http404
    chosen = _chosen(place, municipality)
    rows = HelpText.objects.filter(association=place.association, municipality=chosen)
    form = HelpForm(request.POST if request.method == "POST" else None, initial=said_by(rows))
    if form.is_valid():
        actions.write(
            association=place.association, municipality=chosen, texts=form.texts, by=request.user
        )
        # Translators: «Texterna är sparade och visas från och med nu.»
        messages.success(request, _("The texts are saved and shown from now on."))
        return redirect(request.get_full_path())
    context = {"form": form, "chosen": chosen, "places": _places(place)}
    status = 422 if form.is_bound else 200
    return render(request, "surveys/helping/texts.html", context, status=status)


def _chosen(place: Place, code: str) -> Municipality | None:
    if code == WHOLE:
        return None
    found = place.association.municipalities.filter(pk=code).first()
    if found is None:
        raise Http404
    return found


def _places(place: Place) -> list[Whose]:
    rows = HelpText.objects.filter(association=place.association)
    spoken: dict[str | None, set[str]] = {}
    for each in rows:
        if each.where_help_is or each.what_happens_next:
            spoken.setdefault(each.municipality_id, set()).add(each.language)

    def named(code: str | None) -> str:
        return ", ".join(
            name for each, name in LANGUAGES.items() if each in spoken.get(code, set())
        )

    # Translators: «Hela förbundet»
    whole = Whose(WHOLE, _("The whole association"), named(None))
    towns = place.association.municipalities.order_by("name")
    return [whole, *(Whose(each.pk, each.name, named(each.pk)) for each in towns)]
