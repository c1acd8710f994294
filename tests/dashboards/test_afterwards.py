"""What an intervention's page says of those who left a year before."""

import html
import re
from datetime import date

from stegvis.access.context import acting
from stegvis.access.scope import Scope
from stegvis.casework.models import FollowUp, Participation

EVERYTHING = Scope(everything=True)
PAGE = "insatser/stegen/"


def plain(answer) -> str:
    body = html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))
    return " ".join(body.split())


def followed(west, *, due: int, reached: int, working: int) -> None:
    """So many who left in 2021, so many of them reached and in work a year later."""
    dates = {"started_on": date(2021, 1, 1), "ended_on": date(2021, 6, 1), "exit_reason": "work"}
    west.register(due, **dates)
    with acting(EVERYTHING):
        for number, person in enumerate(Participation.objects.filter(ended_on=date(2021, 6, 1))):
            if number < reached:
                FollowUp.objects.create(
                    association=west.association,
                    participation=person,
                    due_on=date(2022, 6, 1),
                    reached=True,
                    occupation=[{"code": "work" if number < working else "none", "percent": None}],
                )


def test_the_coverage_comes_first_and_every_number_leads_to_its_definition(west):
    followed(west, due=30, reached=24, working=12)
    west.register(6)
    for role in ("staff", "office"):
        answer = west.get(role, PAGE)
        assert "24 of 30 were reached a year after their exit." in plain(answer)
        assert "12 of 24 with a known occupation work or study." in plain(answer)
        assert "/west/siffra/followup.reached/" in answer.content.decode()
        assert "have carried it out" not in plain(answer)


def test_few_are_told_to_the_staff_alone(west):
    followed(west, due=8, reached=3, working=1)
    west.register(6)
    assert "3 of 8 were reached" in plain(west.get("staff", PAGE))
    office = plain(west.get("office", PAGE))
    assert "3 of 8" not in office
    assert "The follow-ups are too few to be shown." in office


def test_nothing_is_said_where_no_follow_up_was_due(west):
    west.register(6)
    assert "A year after the exit" not in plain(west.get("staff", PAGE))


def test_the_page_of_the_figure_says_what_it_is_of(west):
    followed(west, due=30, reached=24, working=12)
    for role in ("staff", "office"):
        shown = plain(west.get(role, "siffra/followup.reached/", intervention="stegen"))
        assert "Share reached at the follow-up: 80.0" in shown.replace("\N{NO-BREAK SPACE}", " ")
        assert "Denominator 30" in shown
