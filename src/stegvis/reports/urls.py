"""Addresses of reports."""

from django.urls import path

from stegvis.reports import views

BASE = "<str:association>/rapporter/"

urlpatterns = [
    path(BASE, views.reports, name="reports"),
    path(f"{BASE}ny/", views.order, name="order_report"),
    path(f"{BASE}<int:pk>/", views.report, name="report"),
    path(f"{BASE}<int:pk>/<str:suffix>/", views.download, name="report_file"),
]
