"""Addresses of referrals, waiting lists, joint meetings and consents."""

from django.urls import path

from stegvis.casework.views import (
    consents,
    joint_meetings,
    my_referrals,
    referral_group,
    referrals,
)

MINE = "<str:association>/mina-remisser/"
RECEIVED = "<str:association>/remisser/"
MEETINGS = "<str:association>/utokade-moten/"
GROUP = "<str:association>/remissgrupp/"
CONSENTS = "<str:association>/deltagare/<int:pk>/samtycken/"

urlpatterns = [
    path(MINE, my_referrals.my_referrals, name="my_referrals"),
    path(f"{MINE}ny/", my_referrals.new_referral, name="new_referral"),
    path(f"{MINE}blankett/", my_referrals.blank_referral, name="blank_referral"),
    path(f"{MINE}<int:pk>/", my_referrals.my_referral, name="my_referral"),
    path(f"{MINE}<int:pk>/andra/", my_referrals.edit_referral, name="edit_referral"),
    path(f"{MINE}<int:pk>/granska/", my_referrals.review_referral, name="review_referral"),
    path(f"{MINE}<int:pk>/avsluta/", my_referrals.end_referral, name="end_referral"),
    path(f"{MINE}<int:pk>/kasta/", my_referrals.discard_referral, name="discard_referral"),
    path(f"{MINE}<int:pk>/samtycke/", my_referrals.my_referral_consent, name="my_referral_consent"),
    path(f"{MINE}<int:pk>/papper/", my_referrals.print_referral, name="print_referral"),
    path(RECEIVED, referrals.referrals, name="referrals"),
    path(f"{RECEIVED}pa-papper/", referrals.paper_referral, name="paper_referral"),
    path(f"{RECEIVED}<int:pk>/", referrals.referral, name="referral"),
    path(f"{RECEIVED}<int:pk>/svara/", referrals.answer_referral, name="answer_referral"),
    path(f"{RECEIVED}<int:pk>/starta/", referrals.start_referral, name="start_referral"),
    path(f"{RECEIVED}<int:pk>/ta-upp/", referrals.take_up_referral, name="take_up_referral"),
    path(f"{RECEIVED}<int:pk>/samtycke/", referrals.referral_consent, name="referral_consent"),
    path(f"{RECEIVED}<int:pk>/papper/", referrals.print_received, name="print_received"),
    path("<str:association>/vantelista/", referrals.waiting_list, name="waiting_list"),
    path(MEETINGS, joint_meetings.joint_meetings, name="joint_meetings"),
    path(f"{MEETINGS}nytt/", joint_meetings.new_joint_meeting, name="new_joint_meeting"),
    path(f"{MEETINGS}<int:pk>/", joint_meetings.joint_meeting, name="joint_meeting"),
    path(
        f"{MEETINGS}<int:pk>/dagordning/",
        joint_meetings.joint_meeting_agenda,
        name="joint_meeting_agenda",
    ),
    path(
        f"{MEETINGS}<int:pk>/beslut/",
        joint_meetings.joint_meeting_decision,
        name="joint_meeting_decision",
    ),
    path(
        f"{MEETINGS}<int:pk>/deltog/",
        joint_meetings.joint_meeting_present,
        name="joint_meeting_present",
    ),
    path(
        f"{MEETINGS}<int:pk>/stall-in/",
        joint_meetings.cancel_joint_meeting,
        name="cancel_joint_meeting",
    ),
    path(GROUP, referral_group.group_referrals, name="group_referrals"),
    path(f"{GROUP}<int:pk>/", referral_group.group_referral, name="group_referral"),
    path(CONSENTS, consents.consents, name="consents"),
    path(f"{CONSENTS}ta-tillbaka/", consents.withdraw_consent, name="withdraw_consent"),
]
