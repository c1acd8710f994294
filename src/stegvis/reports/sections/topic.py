"""What a chapter is made of: topics with a heading, each a row of paragraphs, pictures, tables."""

from collections.abc import Iterable
from dataclasses import dataclass

from stegvis.reports.charts import Chart
from stegvis.reports.sections.bound import Sentence
from stegvis.reports.sections.pictures import Picture
from stegvis.reports.sections.tables import Table


@dataclass(frozen=True)
class Block:
    """One thing after the other: a picture, a table or a paragraph; the others are None."""

    picture: Picture | None = None
    table: Table | None = None
    sentence: Sentence | None = None


@dataclass(frozen=True)
class Topic:
    """A heading and what stands below it, in order."""

    heading: str
    blocks: tuple[Block, ...]

    @property
    def charts(self) -> dict[str, Chart]:
        return {one.picture.name: one.picture.chart for one in self.blocks if one.picture}


def topic(heading: str, *parts: Picture | Table | Sentence | None) -> Topic | None:
    """The topic with those of its parts that there are; None when there are none."""
    blocks = tuple(_block(part) for part in parts if part is not None)
    return Topic(heading, blocks) if blocks else None


def _block(part: Picture | Table | Sentence) -> Block:
    if isinstance(part, Picture):
        return Block(picture=part)
    return Block(table=part) if isinstance(part, Table) else Block(sentence=part)


def charts(topics: Iterable[Topic]) -> dict[str, Chart]:
    """The charts of all topics by the names under which the document refers to them."""
    return {name: chart for one in topics for name, chart in one.charts.items()}
