"""Findings: computed from what is shown, silent about what is withheld."""

import pytest

from stegvis.reports.sections import findings
from stegvis.reports.sections.bound import Bound, count

pytestmark = pytest.mark.usefixtures("english")


def counts(**values: int | None) -> dict[str, Bound]:
    return {name: count(f"key-{name}", value) for name, value in values.items()}


def test_the_finding_of_the_moves_names_the_highest_month_in_and_out():
    found = findings.moves(counts(March=9, May=3), counts(March=2, June=14))
    assert str(found) == "Most started in March (9) and most ended in June (14)"


def test_months_that_tie_are_all_named():
    found = findings.moves(counts(March=9, May=9, July=1), counts(June=0))
    assert str(found) == "Most started in March and May (9 each), nobody ended"


def test_more_than_three_that_tie_are_counted():
    found = findings.moves(counts(A=1, B=1, C=1, D=1, E=1), counts(F=2))
    assert str(found) == "Most started in A, B and 3 more (1 each) and most ended in F (2)"


def test_nobody_moved_is_no_finding():
    assert findings.moves(counts(March=0), counts(March=0)) is None


def test_the_finding_of_the_referrers_tells_of_how_many():
    found = findings.referrers(counts(FK=14, Municipality=10), count("total", 24))
    assert str(found) == "Most were referred by FK (14 of 24)"


def test_a_single_referrer_is_said_to_have_referred_all():
    found = findings.referrers(counts(FK=24), count("total", 24))
    assert str(found) == "All 24 were referred by FK"


def test_a_withheld_figure_is_neither_named_nor_compared_with():
    found = findings.referrers(counts(FK=14, Municipality=None), count("total", 24))
    assert str(found) == "Most were referred by FK (14 of 24), of what can be shown"


def test_a_withheld_total_is_left_out_of_the_sentence():
    found = findings.referrers(counts(FK=14, AF=6), count("total", None))
    assert str(found) == "Most were referred by FK (14)"


def test_nothing_but_withheld_figures_is_no_finding():
    assert findings.next_steps(counts(Work=None, Studies=None), count("total", 6)) is None


def test_every_number_of_a_finding_is_a_bound_figure():
    found = findings.next_steps(counts(Work=8, Studies=2), count("total", 19))
    assert found.__html__() == (
        'The most common next step: Work (<data value="8" data-figure="key-Work">8</data> of '
        '<data value="19" data-figure="total">19</data>)'
    )


def test_names_from_the_catalogue_are_escaped():
    found = findings.referrers({"<b>": count("k", 2), "AF": count("l", 1)}, count("t", 3))
    assert "&lt;b&gt;" in found.__html__()
