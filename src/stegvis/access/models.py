"""Users and what they have been granted; the area's other models stand in their own modules."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from stegvis.access.drafts import Draft
from stegvis.access.entrance import Emergency, EmergencyReason, Invitation
from stegvis.access.entries import LogReview, LogSeal, ReadLogEntry
from stegvis.access.erasures import ErasedId
from stegvis.access.roles import ROLES, PlaceKind, Role
from stegvis.access.sealing import DataKey

__all__ = (
    "DataKey",
    "Draft",
    "Emergency",
    "EmergencyReason",
    "ErasedId",
    "Grant",
    "Invitation",
    "LogReview",
    "LogSeal",
    "ReadLogEntry",
    "User",
    "UserManager",
)


_SESSIONS = "stegvis.access.sessions"


class UserManager(BaseUserManager["User"]):
    """Makes users with a lower-case address, so that one person has one account."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """A person who logs in: staff, office, board. Never a participant."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    # Made by the demo: may do without a second factor on this very machine (docs/security.md).
    is_demo = models.BooleanField(default=False)
    # Part of what every session is checked against: raised to end all of them at once.
    session_version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(Lower("email"), name="user_email_once"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        """What a session must know to be this user's: the password and the running version."""
        return self._get_session_auth_hash()

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        hashed = f"{self.password}{self.session_version}"
        return salted_hmac(_SESSIONS, hashed, secret=secret, algorithm="sha256").hexdigest()


class Grant(models.Model):
    """A role given to a user at a place, from the day it was given until it is revoked."""

    user = models.ForeignKey(User, models.CASCADE, related_name="grants")
    role = models.CharField(max_length=40, choices=[(code, code) for code in ROLES])
    place_kind = models.CharField(
        max_length=20, choices=[(kind.value, kind.value) for kind in PlaceKind]
    )
    place_id = models.BigIntegerField()
    sees_persons = models.BooleanField(editable=False)
    granted_at = models.DateTimeField(auto_now_add=True)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["user", "role", "place_kind", "place_id"],
                condition=models.Q(revoked_at=None),
                name="grant_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} @ {self.place_kind} {self.place_id}"

    @property
    def definition(self) -> Role:
        return ROLES[self.role]
