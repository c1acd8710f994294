"""What the database holds, without the ids and orders that two equal databases may differ in."""

from typing import Any

from stegvis.casework.models import HeadCount, Participant, Participation
from stegvis.economy.models import BudgetLine, BudgetVersion, Funding
from stegvis.goals.models import Goal
from stegvis.interventions.models import Agreement, Intervention, Site
from stegvis.organisations.models import Association, Code, Membership, Organisation
from stegvis.surveys.models import Answer, AssociationCount, Response, UnlinkedCount

# Children before their parents, so that they can be deleted in this order.
MODELS = (
    *(Answer, Response, UnlinkedCount, AssociationCount, Participation, Participant, HeadCount),
    *(Goal, BudgetLine, BudgetVersion, Funding, Agreement, Site, Intervention, Membership, Code),
    *(Association, Organisation),
)

# What a database counts or draws for itself, and how an owner wants to work: the format has no
# column for it.
OWN = {
    ("Participation", "version"),
    ("Participation", "erased_on"),
    ("Participant", "protected"),
    ("Participant", "random_id"),
    ("Participant", "site"),
    ("HeadCount", "confirmed_on"),
    ("HeadCount", "confirmed_by"),
    ("Intervention", "shows_names"),
    ("Response", "with_staff"),
    ("Response", "interpreter"),
    ("Response", "first_shown"),
    ("Agreement", "owner_decides"),
    ("Agreement", "longest_extension_weeks"),
    ("Agreement", "meeting_weeks"),
    ("Agreement", "meeting_interval_weeks"),
    ("Agreement", "meeting_weeks_before_end"),
    ("Agreement", "closed_weeks"),
}


def content() -> dict[str, list[Any]]:
    """Every row of every model, with what it points to by name; equal for equal content."""
    found = {model.__name__: sorted(_row(each) for each in _rows(model)) for model in MODELS}
    found["parties"] = sorted(
        (one.slug, party.slug) for one in Intervention.objects.all() for party in one.parties.all()
    )
    found["municipalities"] = sorted(
        (one.slug, each.code)
        for one in Association.objects.all()
        for each in one.municipalities.all()
    )
    found["lines"] = [
        f"{each.budget.year} {each.budget.version} {each.line}"
        for each in BudgetLine.objects.order_by("budget__year", "budget__version", "position")
    ]
    return found


def emptied() -> None:
    """No associations, organisations or anything that belongs to them."""
    Intervention.objects.update(part_of=None, succeeds=None)
    for one in Intervention.objects.all():
        one.parties.clear()
    for model in MODELS:
        rows = model.objects.all()
        (rows.exclude(association=None) if model is Code else rows).delete()


def _rows(model):
    rows = model.objects.all()
    return rows.exclude(association=None) if model is Code else rows


def _row(row) -> str:
    values = {
        each.name: _value(row, each)
        for each in row._meta.concrete_fields
        if each.name not in ("id", "position") and (type(row).__name__, each.name) not in OWN
    }
    if isinstance(row, Participant) and not row.identified:
        values["code"] = "drawn"
    return repr(sorted(values.items()))


def _value(row, field) -> Any:
    value = getattr(row, field.name)
    if not field.is_relation or value is None:
        return value
    if isinstance(value, Participant):
        return value.code if value.identified else "drawn"
    if isinstance(value, BudgetVersion):
        return f"{value.year} {value.version}"
    return getattr(value, "slug", None) or getattr(value, "reference", None) or value.pk
