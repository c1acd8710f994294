"""What the page of retention shows: rules, what falls due when, holds and receipts; no persons."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from stegvis.casework.actions import retention
from stegvis.casework.choices.retention import CLASS, PARTICIPATION
from stegvis.casework.models import Erasure, LegalHold, Participation, RetentionRule
from stegvis.casework.rules.retention import falls_due
from stegvis.core.periods import quarter_of
from stegvis.organisations.models import Organisation

RECEIPTS = 20


@dataclass(frozen=True)
class Standing:
    """A rule that holds."""

    rule: RetentionRule

    @property
    def label(self) -> str:
        return CLASS.label(self.rule.kind)

    @property
    def is_default(self) -> bool:
        return self.rule.pk is None


@dataclass(frozen=True)
class Falling:
    """How many persons of an intervention fall due in a quarter; `overdue` for those before."""

    intervention: str
    quarter: str
    persons: int
    overdue: bool


def standing(owners: Iterable[Organisation]) -> list[Standing]:
    """The rules of these owners, and the defaults where an owner has none."""
    found = (retention.rule_in_force(owner.pk, each.code) for owner in owners for each in CLASS)
    return [Standing(rule) for rule in found if rule]


def plan(owners: Iterable[Organisation], *, association: int, today: date) -> list[Falling]:
    """What falls due when, by intervention; a person in several is counted in each."""
    counts: Counter[tuple[str, str, bool]] = Counter()
    for owner in owners:
        rule = retention.rule_of(owner.pk, PARTICIPATION)
        if rule:
            counts.update(_of(rule, association, today))
    return [Falling(*key[:2], number, key[2]) for key, number in sorted(counts.items())]


def _of(rule: RetentionRule, association: int, today: date) -> Iterable[tuple[str, str, bool]]:
    exits = dict(retention.last_exits(rule.owner_id).values_list("pk", "last_exit"))
    places = (
        Participation.objects.filter(
            participant_id__in=exits, association_id=association, voided=False
        )
        .values_list("participant_id", "intervention__name")
        .distinct()
    )
    for person, name in places:
        due = falls_due(exits[person], months=rule.months)
        yield name, quarter_of(max(due, today)), due <= today


def holds(owners: Iterable[Organisation]) -> list[LegalHold]:
    """Those in force, the newest first."""
    found = LegalHold.objects.filter(owner__in=list(owners), lifted_on=None)
    return list(found.select_related("intervention").order_by("-placed_on", "-pk"))


def receipts(owners: Iterable[Organisation]) -> list[Erasure]:
    """The latest receipts."""
    found = Erasure.objects.filter(owner__in=list(owners)).order_by("-erased_on", "-pk")
    return list(found[:RECEIPTS])
