"""Are the translations complete? `check` tells, `update` adds what is new and drops what is gone.

Reads the sources itself, so it needs no gettext tools: `python scripts/messages.py check`.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib
from django.conf import settings
from django.utils.translation.template import templatize

PACKAGE = Path("src/stegvis")
LANGUAGES = ("sv",)  # the sources are English
PLAIN = ("gettext", "gettext_lazy", "gettext_noop", "_")
PLURAL = ("ngettext", "ngettext_lazy")
CONTEXT = ("pgettext", "pgettext_lazy")
BOTH = ("npgettext", "npgettext_lazy")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


class Message(NamedTuple):
    """One text to translate: its context and plural are empty where it has none."""

    text: str
    plural: str
    context: str


def in_python(source: str) -> Iterator[Message]:
    """The texts that a module gives to the gettext functions."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            words = [a.value for a in node.args if isinstance(a, ast.Constant)]
            message = _message(name, [word for word in words if isinstance(word, str)])
            if message is not None:
                yield message


def _message(name: str, words: list[str]) -> Message | None:
    if name in PLAIN and words:
        return Message(words[0], "", "")
    if name in PLURAL and len(words) > 1:
        return Message(words[0], words[1], "")
    if name in CONTEXT and len(words) > 1:
        return Message(words[1], "", words[0])
    if name in BOTH and len(words) > 2:
        return Message(words[1], words[2], words[0])
    return None


def in_template(source: str) -> Iterator[Message]:
    """The texts of a template, through the Python-like text that Django makes of it."""
    text = r"u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
    call = re.compile(
        rf"\b(_|n?p?gettext)\(\s*{text}(?:\s*,\s*{text})?(?:\s*,\s*{text})?", re.DOTALL
    )
    for match in call.finditer(templatize(source)):
        name, *quoted = match.groups()
        message = _message(name, [ast.literal_eval(word) for word in quoted if word])
        if message is not None:
            yield message


READERS = {".py": in_python, ".html": in_template, ".txt": in_template}


def in_sources() -> dict[Message, list[str]]:
    """Every text of the package with the files that use it."""
    found: dict[Message, list[str]] = {}
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in READERS and (path.suffix == ".py" or "templates" in path.parts):
            for message in READERS[path.suffix](path.read_text(encoding="utf-8")):
                places = found.setdefault(message, [])
                if str(path) not in places:
                    places.append(str(path))
    return found


def faults(catalogue: polib.POFile, wanted: dict[Message, list[str]]) -> list[str]:
    """What keeps the catalogue from being complete, a sentence each."""
    entries = {_key(entry): entry for entry in catalogue if not entry.obsolete}
    missing = [
        f"missing: {m.text!r} ({places[0]})" for m, places in wanted.items() if m not in entries
    ]
    unused = [f"used nowhere: {m.text!r}" for m in entries if m not in wanted]
    wrong = [fault for m, entry in entries.items() if m in wanted for fault in _wrong(entry)]
    return missing + unused + wrong


def _wrong(entry: polib.POEntry) -> Iterator[str]:
    translations = list(entry.msgstr_plural.values()) or [entry.msgstr]
    if not all(translations):
        yield f"not translated: {entry.msgid!r}"
    elif entry.fuzzy:
        yield f"marked as uncertain: {entry.msgid!r}"
    elif _placeholders(translations[-1]) != _placeholders(entry.msgid_plural or entry.msgid):
        yield f"other placeholders than its source: {entry.msgid!r}"


def _placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def _key(entry: polib.POEntry) -> Message:
    return Message(entry.msgid, entry.msgid_plural, entry.msgctxt or "")


def update(catalogue: polib.POFile, wanted: dict[Message, list[str]]) -> None:
    """The catalogue holds what the sources use, in their order; translations are kept."""
    known = {_key(entry): entry for entry in catalogue}
    catalogue.clear()
    for message, places in wanted.items():
        entry = known.get(message) or _new(message)
        entry.obsolete = False
        entry.occurrences = [(place, "") for place in places]
        catalogue.append(entry)
    catalogue.save(catalogue.fpath)


def _new(message: Message) -> polib.POEntry:
    entry = polib.POEntry(msgid=message.text, msgctxt=message.context or None)
    if message.plural:
        entry.msgid_plural, entry.msgstr_plural = message.plural, {0: "", 1: ""}
    if "%" in message.text:
        entry.flags.append("python-format")
    return entry


def _catalogue(language: str) -> polib.POFile:
    path = PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"
    if path.exists():
        return polib.pofile(str(path), wrapwidth=100)
    empty = polib.POFile(wrapwidth=100)
    empty.fpath = str(path)
    empty.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    return empty


def main(verb: str) -> int:
    """Check or update every catalogue; returns how many faults were found."""
    settings.configure()
    wanted, count = in_sources(), 0
    for language in LANGUAGES:
        catalogue = _catalogue(language)
        if verb == "update":
            Path(catalogue.fpath).parent.mkdir(parents=True, exist_ok=True)
            update(catalogue, wanted)
        found = faults(catalogue, wanted)
        count += len(found)
        print("".join(f"{language}: {fault}\n" for fault in found), end="")
    print(f"{len(wanted)} texts, {count} faults")
    return count


if __name__ == "__main__":
    sys.exit(1 if main(*sys.argv[1:2] or ["check"]) else 0)
