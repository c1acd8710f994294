"""Addresses of participations."""

from django.urls import path

from stegvis.casework.views import participations as views

BASE = "<str:association>/deltagare/"

urlpatterns = [
    path(BASE, views.participations, name="participations"),
    path(f"{BASE}ny/", views.register, name="register"),
    path(f"{BASE}<int:pk>/", views.participation, name="participation"),
    path(f"{BASE}<int:pk>/avsluta/", views.end, name="end"),
    path(f"{BASE}<int:pk>/ateruppta/", views.reopen, name="reopen"),
    path(f"{BASE}<int:pk>/andra/", views.correct, name="correct"),
    path(f"{BASE}<int:pk>/stryk/", views.void, name="void"),
    path(f"{BASE}<int:pk>/aterstall/", views.restore, name="restore"),
]
