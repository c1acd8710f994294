"""The real case of five sites: by question and gender in every output, and fit to be published."""

import csv
import os
from collections import defaultdict

import pytest

from stegvis.access.roles import OWNER_MANAGER
from stegvis.core import numbers
from stegvis.core.periods import parse
from stegvis.interventions.models import Intervention
from stegvis.measures import figures, publication
from stegvis.measures.disclosure import audit, protect
from stegvis.measures.question import Question
from stegvis.reports.rendering import render
from stegvis.reports.sections.forms import ANY, APART, COUNT, YES
from tests.factories.people import user_with
from tests.measures.conftest import CASES
from tests.reports.making import document
from tests.reports.making import figures as figures_of
from tests.reports.rendering.reading import TABLES, plain, tables_of, text_of

pytestmark = pytest.mark.reports
CASE = "violence-2022-h1"
PERIOD = "2022-T2"
SITES = ("cresco-creare-tidaholm", "elings-ark", "gullspang", "promise-hjo", "skovde")
ANY_YES = {
    "elings-ark": (10, 14),
    "promise-hjo": (3, 7),
    "gullspang": (2, 9),
    "cresco-creare-tidaholm": (18, 24),
    "skovde": (4, 6),
}
ITEMS = tuple(f"q{number}" for number in range(1, 8))
THINGS = (ITEMS[:4], ITEMS[4:5], ITEMS[5:6], ITEMS[6:7])
LONG = os.environ.get("STEGVIS_LONG", "")
GENDERS = {"woman": "Women", "man": "Men"}
Counts = tuple[int, int]  # yes, and forms with an answer


def forms() -> dict[str, list[tuple[str, dict[str, str]]]]:
    """By site the gender and answers of each form, as the file has them."""
    found: dict[str, dict[str, tuple[str, dict[str, str]]]] = defaultdict(dict)
    with (CASES / CASE / "responses.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            _gender, answers = found[row["intervention"]].setdefault(
                row["response_id"], (row["gender"], {})
            )
            answers[row["item"]] = row["value"]
    return {site: list(each.values()) for site, each in found.items()}


def counted(site: str, items: tuple[str, ...], gender: str = "") -> Counts:
    """How many said yes to any of `items`, of those who answered any."""
    answered = [
        [answers[item] for item in items if answers.get(item) in ("yes", "no")]
        for said, answers in forms()[site]
        if gender in ("", said)
    ]
    given = [each for each in answered if each]
    return sum("yes" in each for each in given), len(given)


def written(counts: Counts) -> str:
    """67% (2 of 3), or a dash where nobody answered."""
    yes, of = counts
    return f"{numbers.percent(yes / of, language='en')} ({yes} of {of})" if of else "–"


def expected(site: str) -> dict[str, list[list[str]]]:
    """The two tables of a site, worked out from the file."""
    occurring = {gender for gender, _answers in forms()[site]}
    columns = [gender for gender in GENDERS if gender in occurring]

    def row(items: tuple[str, ...]) -> list[str]:
        return [written(counted(site, items, gender)) for gender in (*columns, "")]

    heads = [*(GENDERS[gender] for gender in columns), "Total"]
    return {
        "Question": [heads, *(row((item,)) for item in ITEMS)],
        "What the form asks about": [heads, *(row(items) for items in THINGS)],
    }


def of_forms(tables: list[list[list[str]]]) -> list[list[list[str]]]:
    """The tables about forms, without the heads of their rows."""
    cells = [[[plain(cell) for cell in row if cell] for row in rows] for rows in tables]
    return [
        [row[1:] for row in rows if len(row) > 1]
        for rows in cells
        if rows and rows[0] and rows[0][0] in ("Question", "What the form asks about")
    ]


def test_the_file_holds_what_the_published_report_says():
    assert {site: counted(site, ITEMS) for site in SITES} == ANY_YES
    by_gender = {each: counted("cresco-creare-tidaholm", ITEMS, each)[0] for each in GENDERS}
    assert by_gender == {"woman": 12, "man": 6}


def test_five_sites_by_question_and_gender_are_the_same_in_every_format(imported, tmp_path):
    imported(CASE)
    made = document("skaraborg", period=PERIOD, audience="owner", interventions=SITES)
    files = {suffix: tmp_path / f"report{suffix}" for suffix in (*TABLES, ".pdf")}
    for path in files.values():
        render(made, to=path, cache_in=tmp_path / "charts")

    right = [table for site in SITES for table in expected(site).values()]
    for suffix in TABLES:
        told = of_forms(tables_of(files[suffix]))
        assert [table for table in right if table not in told] == [], suffix
    read = text_of(files[".pdf"])
    shares = {cell for table in right for row in table[1:] for cell in row if "%" in cell}
    assert len(shares) > 30
    assert [each for each in shares if each not in read] == []


def test_five_sites_by_question_and_gender_stand_on_their_pages(imported, client, tmp_path):
    imported(CASE)
    owner = Intervention.objects.get(slug="elings-ark").owner
    client.force_login(user_with(OWNER_MANAGER, owner))
    for site in SITES:
        page = client.get(
            f"/skaraborg/insatser/{site}/?period={PERIOD}", headers={"accept-language": "en"}
        )
        path = tmp_path / "page.html"
        path.write_bytes(page.content)
        assert of_forms(TABLES[".html"](path)) == list(expected(site).values()), site


def test_the_published_form_passes_disclosure_control(imported):
    """Nothing small stands in the public report, and nothing can be worked out of its tables.

    The long form attacks them together with the same tables by intervention.
    """
    imported(CASE)
    made = figures_of(document("skaraborg", period=PERIOD, audience="public"))
    told = {key: value for key, value in made.items() if key.startswith("forms.")}
    assert told
    assert not [key for key, value in told.items() if value in map(str, range(1, 5))]

    places = [("intervention",), ("question", "intervention")] if LONG else []
    questions = [
        Question(measure, "skaraborg", parse(PERIOD), by=by)
        for measure, divided in (
            *((measure, [(), ("gender",), *places[:1]]) for measure in (COUNT, ANY, *APART)),
            (YES, [(), ("question",), ("question", "gender"), *places[1:]]),
        )
        for by in divided
    ]

    def exactly(question: Question):
        return figures.ask(question, audience="owner")

    release = publication.release_of(
        [exactly(each) for each in questions], audience="public", ask=exactly
    )
    marks = protect(release.tables, sums=release.sums, told=release.told)
    found = audit(release.tables, marks, sums=release.sums, told=release.told)
    assert found
    assert [each for each in found if not each.is_wide] == []
