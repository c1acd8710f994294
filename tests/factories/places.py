"""Associations, organisations and interventions for tests: one line each, unique by default."""

from itertools import count
from typing import Any

from stegvis.interventions.models import Intervention, Site
from stegvis.organisations.models import Association, Organisation

_numbers = count(1)


def association(**fields: Any) -> Association:
    number = next(_numbers)
    return Association.objects.create(
        **{"slug": f"forbund-{number}", "name": f"Förbundet {number}"} | fields
    )


def organisation(**fields: Any) -> Organisation:
    number = next(_numbers)
    return Organisation.objects.create(
        **{"slug": f"org-{number}", "name": f"Organisation {number}", "kind": "municipality"}
        | fields
    )


def intervention(**fields: Any) -> Intervention:
    """An intervention with its default site; `association` and `owner` are made when not given."""
    number = next(_numbers)
    given = {"slug": f"insats-{number}", "name": f"Insatsen {number}"} | fields
    given.setdefault("association", None)
    given["association"] = given["association"] or association()
    given["owner"] = given.get("owner") or organisation()
    made = Intervention.objects.create(**given)
    site(intervention=made, slug="main", name=made.name, is_default=True)
    return made


def site(**fields: Any) -> Site:
    number = next(_numbers)
    given = {"slug": f"plats-{number}", "name": f"Plats {number}"} | fields
    given.setdefault("owner", given["intervention"].owner)
    return Site.objects.create(**given)
