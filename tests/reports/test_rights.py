"""Who may have which report, before anything of it is made."""

import pytest

from stegvis.access.roles import ASSOCIATION_OFFICE, BOARD, OWNER_MANAGER
from stegvis.reports.actions import orders
from tests.factories.people import user_with
from tests.factories.places import intervention

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def may(by, made, *, audience: str) -> bool:
    try:
        orders.check_right(
            association=made.association, audience=audience, interventions=[made], by=by
        )
    except orders.NotAllowed:
        return False
    return True


def test_exact_figures_are_for_those_who_see_all_persons_behind_them():
    made = intervention()
    office, board = (user_with(role, made.association) for role in (ASSOCIATION_OFFICE, BOARD))
    manager = user_with(OWNER_MANAGER, made.owner)
    asked = [(by, audience) for by in (office, board, manager) for audience in ("public", "owner")]
    assert [may(by, made, audience=audience) for by, audience in asked] == [
        *(True, False),
        *(False, False),
        *(True, True),
    ]
