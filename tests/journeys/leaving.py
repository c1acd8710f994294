"""Someone who left a year ago, for the journeys, and the pages about exits and what follows."""

from stegvis.access.models import User
from stegvis.casework.models import Participation
from stegvis.interventions.models import Intervention
from tests.factories import leaving

# Addresses that change something or send a file.
NO_PAGE = {"follow_up_take_back", "participations_workbook", "record_extract"}


def build(place: Intervention, *, staff: User) -> Participation:
    """Her exit is closed, and nobody has answered at the follow-up yet."""
    made = leaving.left(place, reference="leaving", gender="woman", birth_year=1979)
    leaving.closed(made, "Nystartsjobb från oktober, uppföljning varje månad.")
    leaving.tried(made, by=staff)
    return made


def stops(here: str, person: str, made: Participation, period: str) -> list[tuple[str, str, str]]:
    """Name, role and path of each page."""
    left = f"{here}/deltagare/{made.pk}/"
    return [
        ("wanted", "staff", f"{person}onskade-resultat/{period}"),
        ("closing_document", "staff", f"{person}avslutsdokument/{period}"),
        ("closing_document", "staff", f"{left}avslutsdokument/{period}"),
        ("handover", "staff", f"{left}overlamning/{period}"),
        ("follow_ups", "staff", f"{here}/uppfoljningar/{period}"),
        ("follow_up", "staff", f"{left}uppfoljning/12/{period}"),
        ("participation", "staff", left + period),
        ("national_return", "office", f"{here}/uppfoljning-finsam/{period}"),
    ]
