"""Users, what they have been granted, and what they have read."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower

from stegvis.access.drafts import Draft
from stegvis.access.roles import ROLES, PlaceKind, Role
from stegvis.access.sealing import DataKey

__all__ = ("DataKey", "Draft", "Grant", "ReadLogEntry", "User", "UserManager")


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


class ReadLogEntry(models.Model):
    """One reading of persons: ids and codes only. No foreign keys: it outlives what it names."""

    at = models.DateTimeField(auto_now_add=True)
    user_id = models.BigIntegerField(null=True)
    operator = models.CharField(max_length=120, blank=True)
    action = models.CharField(max_length=80)
    object_kind = models.CharField(max_length=40, blank=True)
    object_ids = ArrayField(models.BigIntegerField(), default=list)
    purpose = models.CharField(max_length=400, blank=True)
    request_id = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["at"], name="readlog_at")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"
