"""The desk of the demo: a newcomer finds names, and something of every kind that waits."""

import html
import re

import pytest
from click.testing import CliRunner

from stegvis.access import context
from stegvis.access.models import User
from stegvis.access.scope import Scope, scope_of
from stegvis.casework.models import Change, Participation, Referral, Revision
from stegvis.config.commands import demo
from stegvis.core import clock
from stegvis.demo import desk

pytestmark = pytest.mark.django_db
EVERYTHING = Scope(everything=True)


@pytest.fixture
def filled():
    """Its staff, once the demo is there."""
    answer = CliRunner().invoke(demo.command, catch_exceptions=False)
    assert answer.exit_code == 0
    return User.objects.get(email="personal@demo.example")


def words(answer) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def test_the_staff_of_the_demo_find_a_living_day_and_the_story_has_ended(filled, client):
    client.force_login(filled)
    said = words(client.get("/bergslagsleden/min-dag/"))
    for each in (
        "Amina D.",
        "Jonas P.",
        "Avstämning efter 4 veckor",
        "Avstämning efter 12 veckor",
        "Planerat slut: avsluta eller förläng",
        "Uppföljning efter 6 månader",
        "Uppföljning efter 12 månader",
        "Svara på remissen",
        "Beräknad start för remissen",
        "Keramik och planering",
    ):
        assert each in said, each
    with context.acting(EVERYTHING):
        assert set(Referral.objects.values_list("status", flat=True)) == {
            *("sent", "needs_more", "joint_meeting", "waiting", "accepted"),
            *("declined", "withdrawn"),
        }
    # Who took part when the story ended left in the year after it, by the staff's own hand.
    with context.acting(scope_of(filled)):
        left = Participation.objects.filter(ended_on__year=2023)
        assert left.count() == Change.objects.filter(kind="end").count() > 0
        assert set(Revision.objects.values_list("by", flat=True)) == {filled.pk}
        open_ones = Participation.objects.filter(ended_on=None).values_list("started_on", flat=True)
        assert all((clock.today() - day).days < 200 for day in open_ones)
    assert desk.LAST_EXIT.year == 2023
