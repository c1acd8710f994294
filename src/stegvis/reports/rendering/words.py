"""The few words the renderer itself writes, by the language of the document."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """`locale` and `quotes` go with the language; the rest is printed."""

    locale: str
    quotes: tuple[str, str]
    contents: str
    tables: str
    sheet: str
    unit: str
    period: str
    state: str
    association: str
    back: str


WORDS = {
    "sv": Words(
        locale="sv-SE",
        quotes=("”", "”"),
        contents="Innehåll",
        tables="Tabeller",
        sheet="Blad",
        unit="Enhet",
        period="Period",
        state="Status",
        association="Förbund",
        back="Tillbaka till texten",
    ),
    "en": Words(
        locale="en-GB",
        quotes=("“", "”"),
        contents="Contents",
        tables="Tables",
        sheet="Sheet",
        unit="Unit",
        period="Period",
        state="Status",
        association="Association",
        back="Back to the text",
    ),
}
