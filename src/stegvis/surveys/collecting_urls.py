"""Addresses of collecting unlinked forms: who has been asked, and who has sent what."""

from django.urls import path

from stegvis.surveys.views import asked, collecting, rounds

GROUP = "<str:association>/insatser/<str:intervention>/tillfragade/"
ONE = "<str:association>/deltagare/<int:pk>/tillfragad/"

COLLECTING = "<str:association>/enkater/insamling/"

urlpatterns = [
    path(COLLECTING, collecting.collecting_forms, name="collecting_forms"),
    path(f"{COLLECTING}omgang/", rounds.open_round, name="open_round"),
    path(f"{COLLECTING}omgang/<int:pk>/", rounds.collecting_round, name="collecting_round"),
    path(
        f"{COLLECTING}omgang/<int:pk>/avsluta/",
        rounds.end_round_of_answers,
        name="end_round_of_answers",
    ),
    path(GROUP, asked.asked_group, name="asked_group"),
    path(ONE, asked.asked_one, name="asked_one"),
]
