"""Who a participant is: shown to and changed by the staff of her own interventions."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stegvis.access.request import Request
from stegvis.access.roles import Permission
from stegvis.access.rules import allow
from stegvis.casework import naming
from stegvis.casework.actions import identities as actions
from stegvis.casework.forms.identity import LABELS, IdentityForm, answers_of
from stegvis.casework.models import Identity, Participant, Participation
from stegvis.casework.views.reading import one, reached, record_reading
from stegvis.organisations.place import Place, place_of


@allow(Permission.SEE_PERSONS)
@require_safe
def identity(request: Request, association: str, pk: int) -> HttpResponse:
    """Name, number and contact; not known yet is told as such."""
    place = place_of(request, association)
    found = one(request, place, pk)
    record_reading(request, "identity.show", [found])
    known = _known(found)
    said = answers_of(known)
    facts = [(label, said.get(name, "")) for name, label in LABELS.items()]
    context = {"facts": facts, "known": known is not None}
    return _page(request, "casework/identities/identity.html", found, **context)


@allow(Permission.REGISTER)
def change_identity(request: Request, association: str, pk: int) -> HttpResponse:
    """Store who she is; a number that the owner already knows is told, not stored twice."""
    place = place_of(request, association)
    found = one(request, place, pk)
    record_reading(request, "identity.change", [found])
    person = found.participant
    form = IdentityForm(request.POST or None, participant=person, initial=answers_of(_known(found)))
    stored = form.store(
        lambda details: actions.store(participant=person, details=details, by=request.user),
        taken=lambda other: _taken(request, place, other),
    )
    if not stored:
        template = "casework/identities/change.html"
        return _page(request, template, found, status=422 if form.is_bound else 200, form=form)
    # Translators: «Personuppgifterna är sparade.»
    messages.success(request, _("The personal details are saved."))
    return redirect(place.url("identity", pk))


def _known(participation: Participation) -> Identity | None:
    kept = Identity.objects.select_related("key")
    return kept.filter(participant_id=participation.participant_id).first()


def _page(
    request: Request, template: str, found: Participation, *, status: int = 200, **context: Any
) -> HttpResponse:
    names = naming.names_of([found.participant], by=request.user)
    shown = {"participation": found, "names": names, **context}
    return render(request, template, shown, status=status)


def _taken(request: Request, place: Place, other: Participant | None) -> SafeString:
    """Who has the number, for someone who may see her; else only that somebody has it."""
    theirs = reached(request, place).filter(participant=other) if other else None
    known = theirs.order_by("-started_on").first() if theirs is not None else None
    if known is None or other is None:
        # Translators: «Någon hos er är redan registrerad med det numret, i en insats som du inte
        # arbetar i. Fråga din chef.»
        return format_html(
            "{}",
            _(
                "Someone here is already registered with this number, in an intervention that "
                "you do not work in. Ask your manager."
            ),
        )
    # Translators: «Numret står redan på {link}. Är det samma person, registrera det nya
    # deltagandet med den koden.»
    sentence = _(
        "This number already stands with {link}. If it is the same person, register the new "
        "participation with that code."
    )
    record_reading(request, "identity.taken", [known])
    link = format_html('<a href="{}">{}</a>', place.url("participation", known.pk), other.code)
    return format_html(sentence, link=link)
