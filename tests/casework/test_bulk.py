"""Many at once: who was changed while it was done is told, and nothing is done to anybody."""

import pytest

from stegvis.access.context import acting
from stegvis.access.scope import Scope
from stegvis.casework.actions import bulk
from stegvis.casework.actions.bulk import Chosen
from stegvis.casework.actions.participations import Collision
from stegvis.casework.actions.rounds import RoundRefused
from tests.factories.people import participation
from tests.factories.places import intervention

EVERYTHING = Scope(everything=True)


@pytest.mark.django_db
def test_one_that_somebody_changes_in_the_same_moment_refuses_all():
    place = intervention()
    with acting(EVERYTHING):
        first, second = participation(place), participation(place)

        def act(one, _batch):
            if one == second:
                raise Collision(one)
            one.gender = "man"
            type(one).objects.filter(pk=one.pk).update(version=9)

        rows = [Chosen(each, each.version) for each in (first, second)]
        with pytest.raises(RoundRefused) as refused:
            bulk.carry_out(rows, act=act)
        assert list(refused.value.problems) == [1]
        first.refresh_from_db()
        assert first.version == rows[0].seen
