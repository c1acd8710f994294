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
    said = _facts(known)
    facts = [(label, said.get(name, "")) for name, label in LABELS.items() if name in said]
    context = {"facts": facts, "known": known is not None}
    return _page(request, "casework/identities/identity.html", found, context)


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
        status = 422 if form.is_bound else 200
        return _page(request, template, found, {"form": form}, status=status)
    # Translators: «Personuppgifterna är sparade.»
    messages.success(request, _("The personal details are saved."))
    return redirect(place.url("identity", pk))


def _known(participation: Participation) -> Identity | None:
    kept = Identity.objects.select_related("key")
    return kept.filter(participant_id=participation.participant_id).first()


def _facts(known: Identity | None) -> dict[str, Any]:
    """What is stored and how she is called in lists; of the protected only what may be there."""
    if known is None:
        return {}
    said = answers_of(known)
    if known.protected:
        return {name: text for name, text in said.items() if name not in ("address", "label")}
    return said | {"label": naming.display_name(known)}


def _page(
    request: Request,
    template: str,
    found: Participation,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    return render(request, template, {"participation": found, **context}, status=status)


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
