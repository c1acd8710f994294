"""Addresses of collecting unlinked forms: who has been asked, and who has sent what."""

from django.urls import path

from stegvis.surveys.views import asked, collecting

GROUP = "<str:association>/insatser/<str:intervention>/tillfragade/"
ONE = "<str:association>/deltagare/<int:pk>/tillfragad/"

COLLECTING = "<str:association>/enkater/insamling/"

urlpatterns = [
    path(COLLECTING, collecting.collecting_forms, name="collecting_forms"),
    path(GROUP, asked.asked_group, name="asked_group"),
    path(ONE, asked.asked_one, name="asked_one"),
]
