"""Addresses of the catalogue."""

from django.urls import path

from stegvis.interventions import views

urlpatterns = [
    path("<str:association>/insatser/", views.interventions, name="interventions"),
]
