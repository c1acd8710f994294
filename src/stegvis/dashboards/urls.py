"""Addresses of the pages that show figures."""

from django.urls import path

from stegvis.dashboards import views
from stegvis.dashboards.views.comparison import comparison

urlpatterns = [
    path("", views.front, name="front"),
    path("jamforelse/", comparison, name="comparison"),
    path("<str:association>/", views.start, name="start"),
    path("<str:association>/oversikt/", views.overview, name="overview"),
    path("<str:association>/uppfoljning-finsam/", views.national_return, name="national_return"),
    path("<str:association>/insatser/<str:intervention>/", views.intervention, name="intervention"),
    path("<str:association>/insatser/<str:intervention>/svar/", views.answers, name="answers"),
    path("<str:association>/siffra/<str:measure>/", views.figure, name="figure"),
]
