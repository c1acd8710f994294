"""Addresses of the catalogue."""

from django.urls import path

from stegvis.interventions import views

BASE = "<str:association>/insatser/"
AGREEMENTS = f"{BASE}<str:intervention>/avtal/"

urlpatterns = [
    path(BASE, views.interventions, name="interventions"),
    path(AGREEMENTS, views.agreements, name="agreements"),
    path(f"{AGREEMENTS}nytt/", views.new_agreement, name="new_agreement"),
    path(f"{AGREEMENTS}<int:pk>/", views.agreement, name="agreement"),
]
