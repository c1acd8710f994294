"""The demo's reports, whole: the same numbers in every format, none that should be withheld."""

import random
from urllib.parse import parse_qsl

import pytest

from stegvis.core.periods import parse
from stegvis.measures import figures
from stegvis.measures.question import Question
from stegvis.reports.rendering import Document, render
from stegvis.reports.rendering.bound import bound
from tests.reports.making import Rows, document
from tests.reports.making import figures as figures_of
from tests.reports.rendering.reading import TABLES, plain, tables_of, text_of

pytestmark = pytest.mark.reports
SMALL = range(1, 5)
EXACT = {"gender", "intervention", "site", "month", "quarter", "start_year"}
NOT_GROUPS = {"association", "intervention", "period", "audience", "show"}


@pytest.mark.parametrize(
    ("kind", "interventions"),
    [("annual", ("samverkansteamen", "arbetsrehab-vaster", "halsoskolan")), ("attainment", ())],
)
def test_the_same_numbers_stand_in_all_five_formats(demo, tmp_path, kind, interventions):
    made = document(demo.slug, kind, language="sv", interventions=interventions)

    files = {suffix: tmp_path / f"report{suffix}" for suffix in (*TABLES, ".pdf")}
    for path in files.values():
        render(made, to=path, cache_in=tmp_path / "charts")

    read = {suffix: _filled(tables_of(path)) for suffix, path in files.items() if suffix in TABLES}
    read[".html"] = [rows for rows in read[".html"] if rows[0] in _heads(made)]
    assert len(read[".html"]) > 1
    assert read[".docx"] == read[".odt"] == read[".xlsx"] == read[".html"]
    shown = _numbers(made)
    for suffix in (".html", ".docx", ".odt", ".pdf"):
        text = text_of(files[suffix])
        assert [number for number in shown if number not in text] == []


def test_an_association_is_told_nothing_small_but_its_volumes_and_shares_of_ten_or_more_only(demo):
    told = figures_of(document(demo.slug))

    assert len(told) > 500
    small = {key for key, value in told.items() if value in map(str, SMALL)}
    assert {key for key in small if not _is_volume(key)} == set()
    bases = [int(value) for key, value in told.items() if "show=denominator" in key]
    assert bases
    assert min(bases) >= 10


def test_the_public_is_told_less_than_the_association(demo):
    to_association = figures_of(document(demo.slug))
    to_public = figures_of(document(demo.slug, audience="public"))

    assert not [key for key, value in to_public.items() if value in map(str, SMALL)]
    assert 0 < len(to_public) < len(to_association)


def test_every_figure_has_a_source_that_gives_it_again(demo):
    made = figures_of(document(demo.slug, audience="owner", interventions=("samverkansteamen",)))

    for key in random.Random(1).sample(sorted(made), 60):
        assert _asked_again(key) == pytest.approx(float(made[key]), abs=1e-9), key


def _heads(made: Document) -> list[list[str]]:
    """The head rows of the report's tables, which its fact boxes do not have."""
    rows = [table.all("tr")[0] for table in made.body.all("table")]
    return [[plain(cell.text) for cell in row.elements("th")] for row in rows]


def _filled(tables: list[Rows]) -> list[Rows]:
    """The cells that hold something: a workbook has no other."""
    return [[[cell for cell in row if cell] for row in rows] for rows in tables]


def _asked_again(key: str) -> float:
    """The figure that the key names, asked for on its own."""
    measure, _, query = key.partition("?")
    asked = dict(parse_qsl(query))
    group = {name: value for name, value in asked.items() if name not in NOT_GROUPS}
    question = Question(
        measure,
        asked["association"],
        parse(asked["period"]),
        interventions=tuple(filter(None, [asked.get("intervention", "samverkansteamen")])),
        by=tuple(group),
    )
    answer = figures.ask(question, audience="owner")
    if asked.get("show") == "not_included":
        return answer.not_included
    figure = next((row for row in answer.rows if row.group == group), None)
    return float(getattr(figure, asked.get("show", "value"), 0) or 0)


def _is_volume(key: str) -> bool:
    """Whether the association may be told the figure as it is (exchange format, audiences)."""
    measure, _, query = key.partition("?")
    asked = dict(parse_qsl(query))
    return (measure.startswith("participations.") or measure == "forms.count") and set(
        asked
    ) - NOT_GROUPS <= EXACT


def _numbers(made: Document) -> set[str]:
    """Every bound figure as it is written."""
    found = made.body.all("data")
    assert all(bound(one, language="sv") for one in found)
    return {one.text.replace("\N{NO-BREAK SPACE}", " ") for one in found}
