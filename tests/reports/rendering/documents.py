"""Documents to render: one with every construct, and one as long as a real project report."""

from datetime import UTC, datetime
from pathlib import Path

from stegvis.reports.charts import (
    Chart,
    by_gender,
    changes,
    distribution,
    dumbbell,
    moves,
    trend,
)
from stegvis.reports.rendering import Document

MONTHS = ["jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
GENDERS = {"woman": "Kvinnor", "man": "Män", "other": "Hen/annat", "unknown": "Okänt"}
AWKWARD = "<b> & $x$ #y @z \\ ` * _ [q] \"c\" 'd'"
"""Every character that some format reads as more than itself."""


def whole_document(**changes: object) -> Document:
    """The document with every construct a report may hold."""
    fields: dict[str, object] = {
        "html": (Path(__file__).parent / "whole.html").read_text("utf-8"),
        "title": "Projektredovisning 2022",
        "subtitle": "Bilaga till årsredovisningen",
        "association": "Samordningsförbundet Åar <&> #1",
        "period_text": "1 januari – 31 december 2022",
        "state_text": "Utkast",
        "cover_facts": (("Uttagsdatum", "20 januari 2023"),),
        "charts": {"moves": moves_chart(0), "genders": genders_chart(0)},
        "made_at": datetime(2023, 1, 20, 12, 0, tzinfo=UTC),
    }
    return Document(**(fields | changes))  # type: ignore[arg-type]


def document_of(html: str, **changes: object) -> Document:
    """A short document around this HTML."""
    return whole_document(**({"html": f"<h1>Kapitel</h1>{html}", "charts": {}} | changes))


def moves_chart(seed: int) -> Chart:
    came = [(month * 5 + seed * 3) % 7 for month in range(12)]
    left = [(month * 3 + seed * 5) % 6 for month in range(12)]
    return moves(
        title=f"{sum(came)} kom och {sum(left)} slutade {AWKWARD}",
        months=MONTHS,
        came=came,
        left=left,
        came_label="Nya",
        left_label=f"Avslutade {AWKWARD}",
    )


def genders_chart(seed: int) -> Chart:
    names = ("Försäkringskassan", "Arbetsförmedlingen", "Kommunens arbetsmarknadsenhet", AWKWARD)
    counts = {
        name: {"woman": 18 + seed + place, "man": 6 + place, "other": 1, "unknown": place}
        for place, name in enumerate(names)
    }
    return by_gender(title=f"{names[0]} remitterar flest ({seed})", counts=counts, genders=GENDERS)


def answers_chart(seed: int) -> Chart:
    questions = ("Jag har fått stöd", "Jag har haft inflytande", "Jag har tagit ett steg")
    counts = {
        name: {"Nej": 2 + seed, "Delvis": 5 + place, "Ja": 17}
        for place, name in enumerate(questions)
    }
    return distribution(
        title=f"De flesta svarar ja ({seed})", counts=counts, answers=["Nej", "Delvis", "Ja"]
    )


def changes_chart(seed: int) -> Chart:
    labels = {"improved": "Bättre", "kept_high": "Högt", "unchanged": "Lika", "worse": "Sämre"}
    shares = {
        f"Fråga {number}": {
            "improved": 0.4 + seed / 100,
            "kept_high": 0.2,
            "unchanged": 0.3 - seed / 100,
            "worse": 0.1,
        }
        for number in (1, 2)
    }
    return changes(title=f"Flest har blivit bättre ({seed})", shares=shares, labels=labels)


def years_chart(seed: int) -> Chart:
    values = {"Inskrivna": [30 + seed, 44, None, 61], "Nya": [10, 14, 21, 28 + seed]}
    return trend(
        title=f"Fler för varje år ({seed})", periods=["2019", "2020", "2021", "2022"], values=values
    )


def steps_chart(seed: int) -> Chart:
    pairs = {
        "Min hälsa": (2.4, 3.6 + seed),
        "Min tro på att arbeta": (3.1, 3.1),
        "Stöd": (4.0, 3.2),
    }
    return dumbbell(
        title=f"Hälsan har blivit bättre ({seed})",
        pairs=pairs,
        start_label="Vid start",
        exit_label="Vid avslut",
    )


ALL_CHARTS = {
    "moves": moves_chart,
    "genders": genders_chart,
    "distribution": answers_chart,
    "changes": changes_chart,
    "trend": years_chart,
    "dumbbell": steps_chart,
}


def long_document(*, chapters: int = 20, charts: int = 40) -> Document:
    """A project report: some sixty pages, a chapter an intervention, the same charts in each."""
    kinds = list(ALL_CHARTS.values())
    drawn = {f"chart{place}": kinds[place % 2](place) for place in range(charts)}
    per_chapter = charts // chapters
    body = "".join(
        _chapter(number, list(drawn)[number * per_chapter : (number + 1) * per_chapter])
        for number in range(chapters)
    )
    return whole_document(html=body, charts=drawn)


def _chapter(number: int, charts: list[str]) -> str:
    figures = "".join(
        f'<figure class="chart"><img src="chart:{name}" alt="Vad bilden visar, {name}">'
        f"<figcaption>Vad bilden visar, {name}</figcaption>"
        '<p class="source">Källa: Stegvis. n = 24</p></figure>'
        for name in charts
    )
    rows = "".join(
        f'<tr><th scope="row">Avslutsanledning {row}</th>'
        + "".join(
            f'<td><data value="{row * 3 + column}">{row * 3 + column}</data></td>'
            for column in range(5)
        )
        + "</tr>"
        for row in range(12)
    )
    heads = "".join(
        f'<th scope="col">{name}</th>'
        for name in ("", "Kvinnor", "Män", "Hen/annat", "Okänt", "Summa")
    )
    text = (
        "<p>Insatsen vänder sig till personer som behöver stöd från flera parter. "
        + (
            "Under perioden har arbetet bedrivits i grupp och enskilt, och samverkan med parterna"
            " har skett i avstämningsmöten enligt plan. " * 6
        )
        + "</p>"
    )
    table = (
        f"<table><caption>Avslut efter kön, insats {number}, antal</caption><thead><tr>{heads}</tr>"
        f'</thead><tbody>{rows}</tbody></table><p class="source">Källa: Stegvis. n = 24</p>'
    )
    return (
        f"<h1>Insats nummer {number}</h1><dl class='facts'><dt>Projektägare</dt><dd>Hjo kommun</dd>"
        f"<dt>Platser</dt><dd>24</dd></dl>{text}{text}<h2>In och ut</h2>{figures}"
        f"<h2>Avslut</h2>{table}{text}<h2>Mål</h2>{text}{table}{text}"
    )
