"""Figures: snapshot, engine and disclosure control in one call; and with rows, for few."""

from datetime import UTC, date, datetime

import pytest
from django.test import override_settings

from stegvis.access.models import ReadLogEntry
from stegvis.access.readlog import Reader
from stegvis.access.scope import Scope
from stegvis.core.periods import parse
from stegvis.measures import figures, private, snapshots, statements
from stegvis.measures.faults import NotForAudience, UnknownMeasure, UnknownPlace
from stegvis.measures.question import Question
from tests.measures import registered

EVERYTHING = Scope(everything=True)


@pytest.fixture(autouse=True)
def anew(committed):
    snapshots._open.clear()


def asked(measure: str = "participations.current", *by: str, association: str = "forbund", **rest):
    return Question(measure, association, parse("2022"), by=by, **rest)


def test_each_audience_is_told_its_own():
    place = registered.intervention()
    for gender in ["woman"] * 7 + ["man"] * 2:
        registered.participation(place, gender=gender)

    def values(audience: str) -> list[int | None]:
        found = figures.ask(asked("participations.current", "gender"), audience=audience)
        assert found.audience == audience
        return [figure.value for figure in found.rows]

    assert values("owner") == [7, 2]
    assert values("association") == [7, 2]
    assert values("public") == [None, None]


def test_an_answer_says_when_it_was_computed_and_from_what():
    registered.participation(registered.intervention())
    before = datetime.now(UTC)

    found = figures.ask(asked(), audience="owner")

    assert before <= found.computed_at <= datetime.now(UTC)
    assert found.data_version == snapshots.current("forbund").data_version


def test_an_answer_is_remembered_until_something_changes():
    place = registered.intervention()
    registered.participation(place)
    first = figures.ask(asked(), audience="owner", today=date(2026, 1, 1))
    remembered = snapshots.current("forbund").remembered

    assert figures.ask(asked(), audience="owner", today=date(2026, 1, 1)).rows is first.rows
    assert figures.ask(asked(), audience="owner", today=date(2026, 1, 2)).rows is not first.rows
    assert len(remembered) == 2

    registered.participation(place)
    assert figures.ask(asked(), audience="owner", today=date(2026, 1, 1)).figure.value == 2


def test_what_is_remembered_has_its_bounds(monkeypatch):
    registered.participation(registered.intervention())
    monkeypatch.setattr(figures, "REMEMBERED", 2)

    for day in range(1, 6):
        figures.ask(asked(), audience="owner", today=date(2026, 1, day))

    assert len(snapshots.current("forbund").remembered) <= 2


def test_an_answer_writes_the_period_as_it_was_asked_for():
    registered.participation(registered.intervention())
    year = figures.ask(asked(), audience="owner")
    months = Question("participations.current", "forbund", parse("2022-01..2022-12"))

    assert figures.ask(months, audience="owner").question.period.text == "2022-01..2022-12"
    assert year.question.period.text == "2022"


def test_answers_asked_for_together_come_in_order_whatever_their_protection():
    place = registered.intervention()
    for day in range(1, 8):
        registered.participation(place, ended_on=date(2022, 6, day), exit_reason="work")
    asks = [
        asked("participations.current"),
        asked("exits.reason", "exit_reason"),
        asked("participations.ended"),
    ]

    found = figures.ask_all(asks, audience="association")

    assert [each.measure.code for each in found] == [
        "participations.current", "exits.reason", "participations.ended",
    ]  # fmt: skip
    assert [each.rows[0].value for each in found] == [7, 7, 7]
    assert figures.ask_all([], audience="public") == []


def test_what_cannot_be_asked_is_refused_before_anything_is_computed():
    with pytest.raises(UnknownMeasure):
        figures.ask(asked("none.such", association="nowhere"), audience="owner")
    with pytest.raises(NotForAudience):
        figures.ask(asked(where=(("gender", "man"),), association="nowhere"), audience="public")
    with pytest.raises(UnknownPlace):
        figures.ask(asked(association="nowhere"), audience="owner")


def test_a_statement_is_kept_for_the_next_process(tmp_path):
    with override_settings(VAR=tmp_path):
        statements.statement.cache_clear()
        statements._shelf.cache_clear()
        try:
            made = statements.statement("grouped", "participations.new", asked().shape)
            (shelf,) = (tmp_path / "statements").iterdir()
            (kept,) = shelf.iterdir()
            kept.write_text("-- kept\n")
            statements.statement.cache_clear()
            assert (
                statements.statement("grouped", "participations.new", asked().shape) == "-- kept\n"
            )
            assert "GROUP BY" in made
        finally:
            statements.statement.cache_clear()
            statements._shelf.cache_clear()


# With rows


def test_figures_open_to_the_rows_behind_them_and_the_look_is_logged():
    place = registered.intervention()
    row = registered.participation(place, ended_on=date(2022, 6, 1), exit_reason="work")

    opened = private.open_figures(
        asked("exits.to_work_or_studies"),
        today=date(2026, 1, 1),
        scope=EVERYTHING,
        by=Reader(operator="anna"),
        purpose="revision",
    )

    (member,) = opened.answer.figure.members
    assert opened.registered[member.row] == ("garden", row.reference)
    assert member.part == "numerator"
    assert opened.answer.data_version == snapshots.current("forbund").data_version
    entry = ReadLogEntry.objects.get()
    assert (entry.operator, entry.purpose, entry.object_ids) == ("anna", "revision", [row.pk])


def test_only_rows_within_reach_are_opened():
    place = registered.intervention()
    registered.participation(place)
    elsewhere = registered.intervention(association="another", slug="elsewhere")
    near = Scope()

    opened = private.open_figures(
        asked(), today=date(2026, 1, 1), scope=near, by=Reader(operator="anna")
    )

    assert opened.answer.figure.value == 0
    assert elsewhere.association.slug == "another"


def test_forms_open_to_nobody():
    registered.intervention()
    with pytest.raises(NotForAudience, match="no members"):
        private.open_figures(
            asked("forms.count"), today=date(2026, 1, 1), scope=EVERYTHING, by=Reader()
        )


def test_an_unknown_association_has_no_rows_to_open():
    with pytest.raises(UnknownPlace, match="nowhere"):
        private.open_figures(
            asked(association="nowhere"), today=date(2026, 1, 1), scope=EVERYTHING, by=Reader()
        )
