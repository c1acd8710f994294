"""Addresses of participations."""

from django.urls import path

from stegvis.casework.views import closing, drafts, follow_ups, identities
from stegvis.casework.views import participations as views

BASE = "<str:association>/deltagare/"

urlpatterns = [
    path(BASE, views.participations, name="participations"),
    path(f"{BASE}ny/", views.register, name="register"),
    path(f"{BASE}<int:pk>/", views.participation, name="participation"),
    path(f"{BASE}<int:pk>/avsluta/", closing.end, name="end"),
    path(f"{BASE}<int:pk>/onskade-resultat/", closing.wanted, name="wanted"),
    path(f"{BASE}<int:pk>/overlamning/", closing.handover, name="handover"),
    path(f"{BASE}<int:pk>/avslutsdokument/", closing.closing_document, name="closing_document"),
    path(f"{BASE}<int:pk>/uppfoljning/<int:months>/", follow_ups.follow_up, name="follow_up"),
    path(
        f"{BASE}<int:pk>/uppfoljning/<int:months>/angra/",
        follow_ups.take_back,
        name="follow_up_take_back",
    ),
    path("<str:association>/uppfoljningar/", follow_ups.follow_ups, name="follow_ups"),
    path(f"{BASE}<int:pk>/ateruppta/", views.reopen, name="reopen"),
    path(f"{BASE}<int:pk>/andra/", views.correct, name="correct"),
    path(f"{BASE}<int:pk>/stryk/", views.void, name="void"),
    path(f"{BASE}<int:pk>/aterstall/", views.restore, name="restore"),
    path(f"{BASE}<int:pk>/personuppgifter/", identities.identity, name="identity"),
    path(
        f"{BASE}<int:pk>/personuppgifter/andra/", identities.change_identity, name="change_identity"
    ),
    path("utkast/spara/", drafts.keep_draft, name="keep_draft"),
    path("utkast/hamta/", drafts.open_draft, name="open_draft"),
    path("utkast/kasta/", drafts.discard_draft, name="discard_draft"),
    path("utkast/inloggad/", drafts.session_alive, name="session_alive"),
    path("utkast/fortsatt/", drafts.continue_form, name="continue_form"),
]
