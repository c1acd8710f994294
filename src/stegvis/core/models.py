"""Pieces that models of several areas share; no table of its own."""

from django.core.validators import RegexValidator
from django.db import models

slug_like = RegexValidator(
    r"^[a-z0-9åäöéü][a-z0-9åäöéü_-]*$",
    "Use small letters, digits and hyphens, for example «promise-hjo».",
)


class SlugField(models.CharField):
    """A short name that stands in addresses and files: small letters, digits, hyphens."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("max_length", 80)
        kwargs.setdefault("validators", [slug_like])
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]


def listed(name: str, codes: object, *, blank: bool = False) -> models.CheckConstraint:
    """The column `name` holds one of `codes` (or nothing, when `blank`); constraint text names it."""
    column, _, label = name.partition(":")
    allowed = [*codes] + ([""] if blank else [])  # type: ignore[misc]
    return models.CheckConstraint(
        condition=models.Q(**{f"{column}__in": [getattr(c, "code", c) for c in allowed]}),
        name=label or f"{column}_listed",
    )


def not_before(later: str, earlier: str, *, name: str) -> models.CheckConstraint:
    """`later` is empty or not before `earlier`."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{later}__isnull": True})
        | models.Q(**{f"{earlier}__isnull": True})
        | models.Q(**{f"{later}__gte": models.F(earlier)}),
        name=name,
    )
