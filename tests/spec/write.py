"""Writes docs/measures.md: `python -m tests.spec.write`."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

from stegvis.measures.definitions import FAMILIES, words
from stegvis.measures.dimensions import DIMENSIONS
from stegvis.measures.measure import Measure
from tests.spec import tables
from tests.spec.specification import Example, Recorder

PAGE = Path(__file__).parents[2] / "docs" / "measures.md"
CHAPTERS = ("tests.spec.counting", "tests.spec.measures")
HEAD = """\
# Measures

Made by `python -m tests.spec.write` from the definitions in `src/stegvis/measures/definitions/`
and the specifications in `tests/spec/`, each of which is a test. A figure is exact and never
rounded; who may see which is decided afterwards, by disclosure control.
"""


def page() -> str:
    """The whole page."""
    parts = [HEAD, *(text for name in CHAPTERS for text in _chapter(name)), *_definitions()]
    return "\n\n".join(part.strip() for part in [*parts, *_dimensions()]) + "\n"


def examples() -> list[Example]:
    """Every example of every specification."""
    return [
        example
        for chapter in CHAPTERS
        for section in _sections(chapter)
        for paragraph in _paragraphs(section)
        for example in _examples(paragraph)
    ]


def _chapter(name: str) -> Iterator[str]:
    yield f"## {_title(importlib.import_module(name))}"
    for section in _sections(name):
        yield f"### {_title(section)}"
        for paragraph in _paragraphs(section):
            yield inspect.cleandoc(paragraph.__doc__ or "")
            yield from map(_example, _examples(paragraph))


def _sections(chapter: str) -> list[ModuleType]:
    folder = importlib.import_module(chapter).__path__
    names = sorted(module.name for module in pkgutil.iter_modules(folder))
    return [importlib.import_module(f"{chapter}.{name}") for name in names]


def _paragraphs(section: ModuleType) -> list:
    found = vars(section).values()
    return [each for each in found if getattr(each, "__name__", "").startswith("test_")]


def _examples(paragraph) -> list[Example]:
    recorder = Recorder()
    paragraph(recorder)
    return recorder.examples


def _title(module: ModuleType) -> str:
    return (module.__doc__ or "").strip().rstrip(".")


def _example(example: Example) -> str:
    registered = [
        _table(text)
        for text in (
            example.places, example.participations, example.head_counts, example.forms,
            example.uses, example.answers, example.unanswered, example.asked,
        )
        if text
    ]  # fmt: skip
    day = f", computed on {example.today}" if example.preliminary else ""
    left = f"\n\nNot included: {example.not_included}." if example.not_included else ""
    answered = f"Refused: {example.refused}" if example.refused else _table(example.expect)
    return "\n\n".join([*registered, f"`{example.written}`{day}:", answered]) + left


def _table(text: str) -> str:
    rows = tables.cells(text)
    lines = [list(rows[0]), ["---"] * len(rows[0]), *(list(row.values()) for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _definitions() -> Iterator[str]:
    yield "## Definitions"
    for family in FAMILIES:
        yield f"### {_title(family).split(': ', 1)[0].split(', ', 1)[0]}"
        yield from map(_definition, family.MEASURES)


def _definition(measure: Measure) -> str:
    rows = [
        ("Swedish", f"**{measure.name.sv}**. {measure.definition.sv}"),
        ("English", f"**{measure.name.en}**. {measure.definition.en}"),
        ("Numerator", f"{measure.numerator.en} ({measure.numerator.sv})"),
    ]
    if measure.denominator:
        rows.append(("Denominator", f"{measure.denominator.en} ({measure.denominator.sv})"))
    rows += [
        ("Unit", f"{measure.unit.en} ({measure.unit.sv})"),
        ("Dimensions", _listed(measure.dimensions)),
        ("Rows add up by", _listed(measure.additive)),
        ("Head counts", "counted in whole years" if measure.counts_heads else "told of apart"),
        ("Exact for the association", "yes" if measure.exact_for_association else "no"),
        ("Source", measure.source),
    ]
    lines = [f"#### `{measure.code}`", "", "| | |", "|---|---|"]
    return "\n".join([*lines, *(f"| {name} | {text} |" for name, text in rows)])


SETS = {
    words.DIMENSIONS: "all of a participation",
    (*words.ADDITIVE, *words.TIMES): "all but mentions and kind",
    words.ADDITIVE: "all but mentions, kind, month and quarter",
    (): "none",
}


def _listed(dimensions: tuple[str, ...]) -> str:
    return SETS.get(dimensions) or ", ".join(dimensions)


def _dimensions() -> Iterator[str]:
    yield "## Dimensions"
    lines = ["| Dimension | Swedish | English | Values |", "|---|---|---|---|"]
    for dimension in DIMENSIONS.values():
        values = ", ".join(code.code for code in dimension.codes or ())
        mentions = " (mentions)" if dimension.is_mention else ""
        name = f"`{dimension.code}`{mentions}"
        lines.append(f"| {name} | {dimension.name.sv} | {dimension.name.en} | {values} |")
    yield "\n".join(lines)


if __name__ == "__main__":
    PAGE.write_text(page())
