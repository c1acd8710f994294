"""Questionnaires drawn at random, all of which can be used."""

from dataclasses import replace

from hypothesis import strategies as st

from stegvis.surveys.rules.questionnaire import (
    Asked,
    Item,
    Kind,
    Option,
    Questionnaire,
    Section,
    Text,
)

LANGUAGES = ("sv", "sv-easy", "en", "ar")
words = st.text("abcåäö مرحبا?'\"<&", min_size=1, max_size=12).map(lambda text: f"a{text}z")


@st.composite
def texts(draw, languages: tuple[str, ...], *, optional: bool = False) -> Text:
    if optional and draw(st.booleans()):
        return {}
    return {language: draw(words) for language in languages}


@st.composite
def items(draw, code: str, languages: tuple[str, ...], *, linked: bool) -> Item:
    kind = draw(st.sampled_from([each for each in Kind if linked or each is not Kind.TEXT]))
    item = Item(
        code=code,
        kind=kind,
        text=draw(texts(languages)),
        hint=draw(texts(languages, optional=True)),
        audio={languages[0]: f"{code}.mp3"} if draw(st.booleans()) else {},
        better=draw(st.sampled_from([-1, 0, 1])),
        dimension=draw(st.sampled_from(["", "health"])),
    )
    item = _fitted(draw, item, languages)
    chosen = draw(st.lists(st.sampled_from(item.values or ("",)), unique=True, max_size=2))
    return replace(item, positive=tuple(chosen) if item.values and kind is not Kind.TEXT else ())


def _fitted(draw, item: Item, languages: tuple[str, ...]) -> Item:
    if item.kind is Kind.SCALE:
        lowest = draw(st.integers(0, 2))
        ends = {"low_label": draw(texts(languages)), "high_label": draw(texts(languages))}
        return replace(item, lowest=lowest, highest=lowest + draw(st.integers(1, 9)), **ends)
    if item.kind is Kind.NUMBER:
        return replace(item, lowest=draw(st.integers(-5, 5)), highest=draw(st.integers(6, 90)))
    if item.kind in (Kind.CHOICE, Kind.CHOICES, Kind.SPLIT):
        count = draw(st.integers(2, 4))
        return replace(
            item, options=tuple(Option(f"v{n}", draw(texts(languages))) for n in range(count))
        )
    return item


@st.composite
def questionnaires(draw) -> Questionnaire:
    languages = LANGUAGES[: draw(st.integers(1, len(LANGUAGES)))]
    linked = draw(st.booleans())
    count = draw(st.integers(1, 6))
    asked = [draw(items(f"q{number}", languages, linked=linked)) for number in range(count)]
    asked = [_conditional(draw, item, asked[:at]) for at, item in enumerate(asked)]
    cut = draw(st.integers(1, count))
    parts = [part for part in (asked[:cut], asked[cut:]) if part]
    return Questionnaire(
        code="drawn-form",
        version=draw(st.sampled_from(["1", "2026-b"])),
        title=draw(texts(languages)),
        sections=tuple(
            Section(
                tuple(part),
                title=draw(texts(languages, optional=True)),
                intro=draw(texts(languages, optional=True)),
            )
            for part in parts
        ),
        respondent=draw(st.sampled_from(["participant", "caseworker"])),
        linked=linked,
        sensitive=draw(st.booleans()),
        locked=draw(st.booleans()),
        licence=draw(st.sampled_from(["", "CC0"])),
        source=draw(st.sampled_from(["", "Förbundet"])),
        intro=draw(texts(languages, optional=True)),
        closing=draw(texts(languages, optional=True)),
    )


def _conditional(draw, item: Item, before: list[Item]) -> Item:
    choosable = [each for each in before if each.values and each.kind is not Kind.SPLIT]
    if not choosable or draw(st.booleans()):
        return item
    asked = draw(st.sampled_from(choosable))
    wanted = draw(st.lists(st.sampled_from(asked.values), min_size=1, unique=True))
    ordered = tuple(value for value in asked.values if value in wanted)
    return replace(item, only_if=Asked(asked.code, ordered))
