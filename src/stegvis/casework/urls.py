"""Addresses of participations."""

from django.urls import path

from stegvis.casework import referral_urls, retention_urls, watch_urls
from stegvis.casework.choices import changes as kinds
from stegvis.casework.views import (
    bulk,
    changes,
    closing,
    desk,
    drafts,
    follow_ups,
    head_counts,
    hours,
    identities,
    meetings,
    notes,
    plans,
    protection,
    revisions,
    rounds,
    sessions,
    transfers,
    undo,
    workbooks,
)
from stegvis.casework.views import participations as views

BASE = "<str:association>/deltagare/"
CHANGE = f"{BASE}<int:pk>/forandringar/<int:change>/"
COUNTS = f"{BASE}antal/"
MEETINGS = f"{BASE}<int:pk>/moten/"
PLAN = f"{BASE}<int:pk>/plan/"
STEP = f"{PLAN}delmal/<uuid:step>/"
NOTES = f"{BASE}<int:pk>/anteckningar/"
SESSIONS = "<str:association>/traffar/"
SESSION = f"{SESSIONS}<int:session>/"

urlpatterns = [
    path(BASE, views.participations, name="participations"),
    path(f"{BASE}excel/", workbooks.participations_workbook, name="participations_workbook"),
    path(f"{BASE}flera/", bulk.change_many, name="change_many"),
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
    path(f"{BASE}<int:pk>/andringar/", revisions.history, name="history"),
    path(f"{BASE}<int:pk>/andringar/aterstall/", revisions.put_back, name="put_back"),
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
    path("<str:association>/min-dag/", desk.my_day, name="my_day"),
    path(f"{MEETINGS}ny/", meetings.new_meeting, name="new_meeting"),
    path(f"{MEETINGS}<int:meeting>/", meetings.meeting, name="meeting"),
    path(f"{MEETINGS}<int:meeting>/stryk/", meetings.void_meeting, name="void_meeting"),
    path(f"{MEETINGS}<int:meeting>/aterstall/", meetings.restore_meeting, name="restore_meeting"),
    path(PLAN, plans.plan, name="plan"),
    path(f"{PLAN}andra/", plans.change_plan, name="change_plan"),
    path(STEP, plans.change_step, name="change_step"),
    path(f"{STEP}bocka-av/", plans.tick_step, name="tick_step"),
    path(f"{STEP}angra/", plans.untick_step, name="untick_step"),
    path(f"{STEP}ta-bort/", plans.drop_step, name="drop_step"),
    path(f"{STEP}ta-tillbaka/", plans.take_up_step, name="take_up_step"),
    path(NOTES, notes.notes, name="notes"),
    path(f"{NOTES}<uuid:note>/", notes.note, name="note"),
    path(SESSIONS, sessions.sessions, name="sessions"),
    path(f"{SESSIONS}ny/", sessions.new_session, name="new_session"),
    path(SESSION, sessions.session, name="session"),
    path(f"{SESSION}andra/", sessions.change_session, name="change_session"),
    path(f"{SESSION}angra/", sessions.undo_attendance, name="undo_attendance"),
    path(f"{SESSION}stall-in/", sessions.cancel_session, name="cancel_session"),
    path(f"{SESSION}haller/", sessions.hold_session, name="hold_session"),
    path("<str:association>/timmar/", hours.hours, name="hours"),
    path("<str:association>/timmar/angra/", hours.undo_hours, name="undo_hours"),
    *referral_urls.urlpatterns,
    *retention_urls.urlpatterns,
    *watch_urls.urlpatterns,
    path(f"{BASE}<int:pk>/forlang/", changes.change, {"kind": kinds.EXTEND}, name="extend"),
    path(f"{BASE}<int:pk>/vila/", changes.change, {"kind": kinds.PAUSE}, name="pause"),
    path(f"{BASE}<int:pk>/efter-vila/", changes.change, {"kind": kinds.RESUME}, name="resume"),
    path(
        f"{BASE}<int:pk>/omfattning/",
        changes.change,
        {"kind": kinds.INTENSITY},
        name="change_hours",
    ),
    path(f"{CHANGE}besluta/", changes.decide, name="decide_change"),
    path(f"{CHANGE}aterta/", changes.withdraw, name="withdraw_change"),
    path(f"{BASE}angra/<uuid:batch>/", undo.undo_changes, name="undo_changes"),
    path(f"{BASE}<int:pk>/overfor/", transfers.transfer, name="transfer"),
    path(f"{BASE}<int:pk>/skydda/", protection.protect, name="protect"),
    path(COUNTS, head_counts.head_counts, name="head_counts"),
    path(f"{COUNTS}en-till/", head_counts.count_person, name="count_person"),
    path(f"{COUNTS}avslutad/", head_counts.end_counted, name="end_counted"),
    path(f"{COUNTS}bekrafta/", head_counts.confirm_counts, name="confirm_counts"),
    path(f"{COUNTS}angra/", head_counts.undo_count, name="undo_count"),
    path(f"{BASE}omgang/starta/", rounds.start_round, name="start_round"),
    path(f"{BASE}omgang/avsluta/", rounds.end_round, name="end_round"),
]
