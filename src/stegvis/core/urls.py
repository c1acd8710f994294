"""Language, appearance and keys: choices that belong to the reader, not to a place."""

from django.urls import path
from django.views.i18n import set_language

from stegvis.core import views

urlpatterns = [
    path("", set_language, name="set_language"),
    path("val/<str:name>/", views.prefer, name="prefer"),
]
