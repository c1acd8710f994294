"""Pieces that models of several areas share; no table of its own."""

from collections.abc import Iterable

from django.core.validators import RegexValidator
from django.db import models

from stegvis.core.codes import Code

slug_like = RegexValidator(
    r"^[a-z0-9åäöéü][a-z0-9åäöéü_-]*$",
    "Use small letters, digits and hyphens, for example «promise-hjo».",
)


class SlugField(models.CharField):  # type: ignore[type-arg]
    """A short name that stands in addresses and files: small letters, digits, hyphens."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("max_length", 80)
        kwargs.setdefault("validators", [slug_like])
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]


def listed(
    column: str, codes: Iterable[Code | str], *, name: str, blank: bool = False
) -> models.CheckConstraint:
    """A constraint: `column` holds one of `codes`, or nothing when `blank`."""
    allowed = [each.code if isinstance(each, Code) else each for each in codes]
    return models.CheckConstraint(
        condition=models.Q(**{f"{column}__in": [*allowed, ""] if blank else allowed}), name=name
    )


def not_before(later: str, earlier: str, *, name: str) -> models.CheckConstraint:
    """`later` is empty or not before `earlier`."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{later}__isnull": True})
        | models.Q(**{f"{earlier}__isnull": True})
        | models.Q(**{f"{later}__gte": models.F(earlier)}),
        name=name,
    )
