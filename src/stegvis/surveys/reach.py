"""Who may change which instruments: the office the association's, the owner her interventions'."""

from stegvis.access.roles import Permission, PlaceKind
from stegvis.access.scope import Scope
from stegvis.interventions.actions.agreements import decides
from stegvis.interventions.models import Intervention
from stegvis.organisations.models import Association
from stegvis.surveys.models import Instrument


def keeps(scope: Scope, association: Association) -> bool:
    """Whether who has `scope` keeps the instruments of the whole association."""
    return any(
        Permission.MANAGE_INSTRUMENTS in reach.role.permissions
        and PlaceKind.ASSOCIATION in reach.role.places
        and association.pk in reach.associations
        for reach in scope.reaches
    )


def plans(scope: Scope, intervention: Intervention) -> bool:
    """Whether she decides with what the intervention asks, and writes its own short surveys."""
    return decides(scope, intervention)


def may_change(scope: Scope, instrument: Instrument) -> bool:
    """Whether she may change `instrument`; what the program ships nobody may."""
    if instrument.intervention is not None:
        return plans(scope, instrument.intervention)
    return instrument.association is not None and keeps(scope, instrument.association)
