"""Addresses of collecting unlinked forms: who has been asked."""

from django.urls import path

from stegvis.surveys.views import asked

GROUP = "<str:association>/insatser/<str:intervention>/tillfragade/"
ONE = "<str:association>/deltagare/<int:pk>/tillfragad/"

urlpatterns = [
    path(GROUP, asked.asked_group, name="asked_group"),
    path(ONE, asked.asked_one, name="asked_one"),
]
