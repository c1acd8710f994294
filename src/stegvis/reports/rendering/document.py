"""The one document that becomes HTML, Word, OpenDocument, PDF and a workbook."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from stegvis.reports.charts import Chart
from stegvis.reports.rendering.check import check
from stegvis.reports.rendering.fault import RenderingFault
from stegvis.reports.rendering.tree import Element, read
from stegvis.reports.rendering.words import WORDS, Words


@dataclass(frozen=True)
class Document:
    """A report ready to be rendered.

    `html` is the body: chapters in the language of `grammar.py`, each beginning with an h1. Cover,
    contents, running head and page numbers are made by the renderer from the other fields.
    `cover_facts` are further lines of the cover as (label, text): extraction date, audience.
    `charts` holds the pictures that `<img src="chart:NAME">` names. `made_at` is the only date
    written into the files; None leaves the dates out, so equal documents give equal files.
    `contents_depth` says whether the contents list chapters only (1) or their parts too (2).

    Raises RenderingFault with all problems at once if the document is not sound.
    """

    html: str
    title: str
    association: str
    period_text: str
    state_text: str
    language: str = "sv"
    subtitle: str = ""
    cover_facts: tuple[tuple[str, str], ...] = ()
    charts: Mapping[str, Chart] = field(default_factory=dict)
    made_at: datetime | None = None
    contents_depth: int = 2
    body: Element = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.language not in WORDS:
            known = ", ".join(WORDS)
            raise RenderingFault([f"The language {self.language!r} is not one of {known}."])
        for name in ("title", "association", "period_text", "state_text"):
            if not getattr(self, name).strip():
                raise RenderingFault([f"The document needs its {name}: it stands on the cover."])
        body = read(self.html)
        check(body, charts=self.charts, language=self.language)
        object.__setattr__(self, "body", body)

    @property
    def words(self) -> Words:
        return WORDS[self.language]

    @property
    def written_at(self) -> datetime:
        """The date in the files; the first day of 1980 (the oldest a zip file knows) if none."""
        return self.made_at or datetime(1980, 1, 1, tzinfo=UTC)

    @property
    def cover(self) -> tuple[tuple[str, str], ...]:
        """Label and text of the lines on the cover below title and subtitle."""
        words = self.words
        return (
            (words.period, self.period_text),
            (words.state, self.state_text),
            *self.cover_facts,
        )
