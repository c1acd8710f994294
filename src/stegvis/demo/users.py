"""Who can log in to the demo: one user for each way of using the product."""

import secrets
from dataclasses import dataclass

from stegvis.access.actions import grants
from stegvis.access.models import User
from stegvis.access.roles import (
    ASSOCIATION_OFFICE,
    BOARD,
    INTERVENTION_STAFF,
    OWNER_MANAGER,
    PROJECT_LEADER,
    REFERRING_OFFICER,
    PlaceKind,
    Role,
)
from stegvis.interventions.models import Intervention, Site
from stegvis.organisations.models import Association, Organisation

# Small letters and digits that cannot be taken for one another: 57 bits in twelve.
LETTERS = "bcdfghjkmnpqrstvwxz23456789"


@dataclass(frozen=True)
class DemoUser:
    """A user with a role at a place; `place` is a slug, of a site as intervention/site."""

    email: str
    name: str
    role: Role
    kind: PlaceKind
    place: str = ""


@dataclass(frozen=True)
class Login:
    """What is shown once: the password is kept nowhere in clear."""

    user: DemoUser
    password: str


OFFICE = DemoUser(
    "kansli@demo.example", "Förbundskansliet", ASSOCIATION_OFFICE, PlaceKind.ASSOCIATION
)
USERS = (
    OFFICE,
    DemoUser("styrelse@demo.example", "Styrelseledamot", BOARD, PlaceKind.ASSOCIATION),
    DemoUser("projektledare@demo.example", "Projektledare", PROJECT_LEADER, PlaceKind.ASSOCIATION),
    DemoUser(
        "insatsagare@demo.example",
        "Enhetschef Lindesberg",
        OWNER_MANAGER,
        PlaceKind.ORGANISATION,
        "lindesbergs-kommun",
    ),
    DemoUser(
        "personal@demo.example",
        "Samordnare Hantverkshuset",
        INTERVENTION_STAFF,
        PlaceKind.INTERVENTION,
        "hantverkshuset",
    ),
    DemoUser(
        "samordnare@demo.example",
        "Samordnare Lindesberg",
        INTERVENTION_STAFF,
        PlaceKind.SITE,
        "samverkansteamen/lindesberg",
    ),
    DemoUser(
        "handlaggare@demo.example",
        "Handläggare Försäkringskassan",
        REFERRING_OFFICER,
        PlaceKind.ORGANISATION,
        "forsakringskassan",
    ),
)


def make_users(association: Association, users: tuple[DemoUser, ...] = USERS) -> list[Login]:
    """The users with their roles, each with a password drawn anew."""
    return [_make(association, user) for user in users]


def _make(association: Association, user: DemoUser) -> Login:
    password = new_password()
    made = User.objects.create_user(user.email, password, name=user.name, is_demo=True)
    grants.give(
        role=user.role,
        to=made,
        kind=user.kind,
        place_id=_place_id(association, user),
        by=None,
    )
    return Login(user, password)


def new_password() -> str:
    """Three groups of four, easy to type and hard to guess."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))


def _place_id(association: Association, user: DemoUser) -> int:
    intervention, _, site = user.place.partition("/")
    match user.kind:
        case PlaceKind.ASSOCIATION:
            return association.pk
        case PlaceKind.ORGANISATION:
            return Organisation.objects.get(slug=user.place).pk
        case PlaceKind.INTERVENTION:
            return Intervention.objects.get(association=association, slug=intervention).pk
        case PlaceKind.NATION:
            return 0
        case PlaceKind.SITE:
            return Site.objects.get(
                intervention__association=association,
                intervention__slug=intervention,
                slug=site,
            ).pk
