"""Addresses of emergency access, the log review, and the participant's own extract."""

from django.urls import path

from stegvis.casework.views import watch

REVIEW = "<str:association>/logguppfoljning/"
DOOR = "<str:association>/nodatkomst/"

urlpatterns = [
    path(DOOR, watch.emergency, name="emergency"),
    path(f"{DOOR}<int:pk>/stang/", watch.close_emergency, name="close_emergency"),
    path(REVIEW, watch.readings, name="readings"),
    path(f"{REVIEW}lasning/<int:pk>/", watch.review_reading, name="review_reading"),
    path(f"{REVIEW}nodatkomst/<int:pk>/sedd/", watch.see_emergency, name="see_emergency"),
    path(
        "<str:association>/deltagare/<int:pk>/lasningar/",
        watch.reading_extract,
        name="reading_extract",
    ),
    path(
        "<str:association>/deltagare/<int:pk>/registerutdrag/",
        watch.record_extract,
        name="record_extract",
    ),
]
