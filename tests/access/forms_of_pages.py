"""The forms that stand in a page, as a browser would send them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

Pair = tuple[str, str]
# What stands in an empty field so that more forms are in order; by a word of its name.
WRITTEN = (
    ("proof", "test password"),
    ("email", "ny@example.org"),
    ("participant_code", ""),
    ("participants", "40"),
    ("support-", ""),
    ("number", "19190101-9008"),
    ("year", "1985"),
    ("planned_end_on", "2027-01-29"),
    ("ends_on", ""),
    ("valid_to", ""),
    ("used_to", ""),
    ("until", ""),
    ("before_end", ""),
    ("begins", "10.00"),
    ("time", "10.00"),
    ("_at", "10.00"),
    ("day", "2026-11-20"),
    ("_on", "2026-11-20"),
    ("months", "24"),
    ("weeks", "12"),
    ("hours", "10"),
    ("planned-", "5"),
    ("achieved-", "5"),
    ("percent", "100"),
)
TEXT = "En rad som någon skriver"
SENT_BESIDE = {"csrfmiddlewaretoken"}


@dataclass
class Form:
    """A form of a page: where it is sent, and what stands in it."""

    action: str
    pairs: list[Pair] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    button: Pair | None = None

    @property
    def sent(self) -> list[Pair]:
        """What is sent by the first button."""
        return self.pairs + ([self.button] if self.button else [])

    def body(self, *more: Pair) -> str:
        """The form as it is sent, with `more` beside what stands in it."""
        return urlencode([*self.sent, *more])


class _Reader(HTMLParser):
    def __init__(self, path: str, said: Mapping[str, str]) -> None:
        super().__init__()
        self.path = path
        self.said = said
        self.forms: list[Form] = []
        self.open: Form | None = None
        self.choices: list[tuple[str, bool]] | None = None
        self.select = ""
        self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            posted = given.get("method", "get").lower() == "post"
            self.open = Form(given.get("action") or self.path) if posted else None
            self.forms += [self.open] if self.open else []
        elif self.open and tag == "option" and self.choices is not None:
            self.choices.append((given.get("value", ""), "selected" in given))
        elif self.open and given.get("name"):
            self._control(tag, given["name"], given)

    def _control(self, tag: str, name: str, given: dict[str, str]) -> None:
        assert self.open is not None
        self.open.names.add(name)
        kind = given.get("type", "text")
        if tag == "select":
            self.select, self.choices = name, []
        elif tag == "textarea":
            self.area, self.text = name, ""
        elif tag == "button":
            self.open.button = self.open.button or (name, given.get("value", ""))
        elif kind == "radio":
            self._radio(name, given)
        elif kind == "checkbox":
            if "checked" in given:
                self.open.pairs.append((name, given.get("value", "on")))
        elif kind != "file" and name not in SENT_BESIDE:
            stands = given.get("value", "")
            typed = stands if kind == "hidden" else self.said.get(name) or stands or written(name)
            self.open.pairs.append((name, typed))

    def _radio(self, name: str, given: dict[str, str]) -> None:
        """The button that is pressed, and where none is, the first that says something."""
        assert self.open is not None
        there = dict(self.open.pairs)
        if "checked" in given or (not there.get(name) and given.get("value")):
            self.open.pairs = [each for each in self.open.pairs if each[0] != name]
            self.open.pairs.append((name, given.get("value", "")))

    def handle_data(self, data: str) -> None:
        if self.area:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        elif tag == "textarea" and self.area and self.open:
            self.open.pairs.append((self.area, self.text.removeprefix("\n") or TEXT))
            self.area = ""
        elif tag == "select" and self.choices is not None and self.open:
            chosen = [value for value, selected in self.choices if selected and value]
            offered = chosen or [value for value, _ in self.choices if value]
            self.open.pairs += [(self.select, value) for value in offered[:1]]
            self.choices = None


def written(name: str) -> str:
    """What somebody writes in an empty field of that name."""
    return next((text for word, text in WRITTEN if word in name), TEXT[:12])


def forms_in(page: str, *, path: str, said: Mapping[str, str]) -> list[Form]:
    """Every form of `page` that is posted, filled in: with `said` by name, else by its kind."""
    reader = _Reader(path, said)
    reader.feed(page)
    return reader.forms
