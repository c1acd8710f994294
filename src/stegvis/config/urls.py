"""Addresses: every area brings its own; handlers say what happened and what to do."""

from django.urls import include, path

urlpatterns = [
    path("konto/", include("stegvis.access.urls")),
    path("sprak/", include("stegvis.core.urls")),
    # Before all that begin with an association's name: «e» is none.
    path("", include("stegvis.surveys.answering_urls")),
    path("", include("stegvis.dashboards.urls")),
    path("", include("stegvis.interventions.urls")),
    path("", include("stegvis.casework.urls")),
    path("", include("stegvis.staffing.urls")),
    path("", include("stegvis.surveys.urls")),
    path("", include("stegvis.surveys.collecting_urls")),
    path("", include("stegvis.reports.urls")),
]

handler403 = "stegvis.core.errors.forbidden"
handler404 = "stegvis.core.errors.missing"
handler500 = "stegvis.core.errors.failed"
