"""Addresses of the staff page."""

from django.urls import path

from stegvis.staffing import views

BASE = "<str:association>/medarbetare/"

urlpatterns = [
    path(BASE, views.staff, name="staff"),
    path(f"{BASE}roll/<int:pk>/ta-bort/", views.take_role, name="take_role"),
    path(f"{BASE}<int:pk>/stang/", views.close_account, name="close_account"),
    path(f"{BASE}<int:pk>/oppna/", views.open_account, name="open_account"),
    path(f"{BASE}<int:pk>/kod/", views.new_code, name="new_code"),
]
