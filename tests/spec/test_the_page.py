"""The page of measures is current, and every measure and dimension has its example."""

from stegvis.measures.definitions import MEASURES
from stegvis.measures.dimensions import DIMENSIONS
from tests.spec.write import PAGE, examples, page


def test_the_page_of_measures_is_current():
    assert PAGE.read_text() == page(), "Write it anew: python -m tests.spec.write"


def test_every_measure_has_a_specification():
    assert {example.measure for example in examples()} == set(MEASURES)


def test_every_measure_says_what_it_is_in_both_languages():
    for measure in MEASURES.values():
        words = [measure.name, measure.definition, measure.numerator, measure.unit]
        for text in filter(None, [*words, measure.denominator]):
            assert text.sv
            assert text.en
        assert measure.definition.sv.endswith(".")
        assert measure.definition.en.endswith(".")


def test_measures_are_divided_by_dimensions_that_exist():
    for measure in MEASURES.values():
        assert set(measure.dimensions) <= set(DIMENSIONS)
        assert set(measure.additive) <= set(measure.dimensions)
        assert len(set(measure.dimensions)) == len(measure.dimensions)
        for side in measure.sides:
            assert set(side.dimensions) <= set(measure.dimensions)
