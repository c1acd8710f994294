"""`stegvis measures`: what can be computed, and what it means."""

import json

import click
from django.utils.translation import get_language
from rich.console import Console
from rich.table import Table

from stegvis.measures.definitions import MEASURES
from stegvis.measures.measure import Measure


@click.command
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
def command(*, form: str) -> None:
    """List the measures with their definitions."""
    if form == "json":
        listed = [_as_json(measure) for measure in MEASURES.values()]
        click.echo(json.dumps({"measures": listed}, ensure_ascii=False, indent=2))
    else:
        Console().print(_table())


def _as_json(measure: Measure) -> dict[str, object]:
    texts = {
        name: {"sv": text.sv, "en": text.en}
        for name, text in (
            ("name", measure.name),
            ("definition", measure.definition),
            ("numerator", measure.numerator),
            ("denominator", measure.denominator),
            ("unit", measure.unit),
        )
        if text
    }
    return {
        "measure": measure.code,
        **texts,
        "kind": measure.kind,
        "dimensions": list(measure.dimensions),
        "additive": list(measure.additive),
        "exact_for_association": measure.exact_for_association,
        "source": measure.source,
    }


def _table() -> Table:
    language = get_language() or "sv"
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True)
    for measure in MEASURES.values():
        name = measure.name.in_language(language)
        table.add_row(measure.code, f"{name}. {measure.definition.in_language(language)}")
    return table
