"""Addresses of retention: rules and plan, holds, and the erasure of one person."""

from django.urls import path

from stegvis.casework.views import retention

BASE = "<str:association>/gallring/"
PERSON = "<str:association>/deltagare/<int:pk>/"

urlpatterns = [
    path(BASE, retention.retention_plan, name="retention_plan"),
    path(f"{BASE}regel/", retention.add_retention_rule, name="add_retention_rule"),
    path(f"{BASE}bevara/", retention.hold_intervention, name="hold_intervention"),
    path(f"{BASE}hav/", retention.lift_hold, name="lift_hold"),
    path(f"{PERSON}gallra/", retention.erase_person, name="erase_person"),
    path(f"{PERSON}bevara/", retention.hold_person, name="hold_person"),
]
