"""Which texts of a questionnaire can be read aloud, and what the file of each is called."""

from collections.abc import Iterator
from dataclasses import dataclass

from stegvis.surveys.rules.questionnaire import Item, Questionnaire

# By the first bytes of a file, from which one on, what HTTP calls its type.
SIGNS = (
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"\xff\xf3", "audio/mpeg"),
    (0, b"\xff\xf2", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (4, b"ftyp", "audio/mp4"),
    (8, b"WAVE", "audio/wav"),
)
LARGEST = 1024 * 1024  # bytes: a minute and a half of speech


@dataclass(frozen=True)
class Slot:
    """One text in one language: a question, or with `value` one of its answers."""

    item: str
    value: str
    language: str
    name: str


def slots(form: Questionnaire) -> Iterator[Slot]:
    """Every text that a recording may stand beside."""
    for item in form.items:
        for language in form.languages:
            yield from slots_of(item, language)


def slots_of(item: Item, language: str) -> Iterator[Slot]:
    """Of one question and its answers: as the form names the file, else by code and language."""
    question = item.audio.get(language) or f"{item.code}.{language}"
    yield Slot(item.code, "", language, question)
    named = {each.value: each.audio.get(language, "") for each in item.options}
    for value in item.values:
        name = named.get(value) or f"{item.code}.{value}.{language}"
        yield Slot(item.code, value, language, name)


def slot_of(file: str, form: Questionnaire) -> Slot | None:
    """The slot that a file is for by its name, with or without its ending; None for no slot."""
    stem = file.rpartition(".")[0]
    names = {each.name: each for each in slots(form)}
    return names.get(file) or names.get(stem)


def kind_of(start: bytes) -> str:
    """The type of a sound file by its first bytes; empty for what is none that browsers play."""
    for at, sign, kind in SIGNS:
        if start[at:].startswith(sign):
            return kind
    return ""
