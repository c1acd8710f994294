"""One row of the survey sheet: the question it asks, or why it cannot be asked here."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from stegvis.exchange.faults import Fault
from stegvis.surveys.rules.checks import MOST_STEPS
from stegvis.surveys.rules.questionnaire import Item, Kind, Option, Text
from stegvis.surveys.xlsform import languages
from stegvis.surveys.xlsform.book import Row

SELECTS = {
    "select_one": Kind.CHOICE,
    "select one": Kind.CHOICE,
    "select1": Kind.CHOICE,
    "select_multiple": Kind.CHOICES,
    "select multiple": Kind.CHOICES,
    "select all that apply from": Kind.CHOICES,
}
PLAIN = {
    "integer": Kind.NUMBER,
    "int": Kind.NUMBER,
    "decimal": Kind.NUMBER,
    "text": Kind.TEXT,
    "string": Kind.TEXT,
    "range": Kind.SCALE,
}
MOST, LEAST = 999_999, 0  # of a number that the form does not bound
# Columns that change what is asked and that we cannot say.
REFUSED_COLUMNS = (
    *("calculation", "default", "repeat_count", "choice_filter", "trigger", "dynamic_default"),
    *("read_only", "readonly", "media::image", "image", "media::video", "video", "big-image"),
)
_BOUND = re.compile(r"\s*\(?\s*\.\s*(>=|<=|>|<)\s*(-?\d+)\s*\)?\s*")


@dataclass
class Words:
    """Which languages a form has, and the language of headings without one."""

    unmarked: str
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # column -> head -> code

    def text(self, row: Row, *columns: str) -> Text:
        """What `row` says under any of `columns`, by language."""
        found: dict[str, str] = {}
        for column in columns:
            for head, code in self.columns.get(column, {}).items():
                if words := row.get(head):
                    found.setdefault(code, words)
        return found


@dataclass(frozen=True)
class Asking:
    """A question as the sheet gives it; `remarks` on what was understood with a loss."""

    item: Item
    decimals: bool = False
    remarks: tuple[str, ...] = ()


class Refused(Exception):
    """The row asks what cannot be asked here; `faults` name the cells."""

    def __init__(self, *faults: Fault) -> None:
        self.faults = faults
        super().__init__(f"{len(faults)} faults")


def code_of(name: str) -> str:
    """The code that a question of that name has here: small letters, digits, underscores."""
    return re.sub(r"[^a-z0-9_]", "_", name.lower())


def asked(
    row: Row, words: Words, lists: Mapping[str, Sequence[Row]], *, all_languages: Sequence[str]
) -> Asking:
    """The question of `row`. Raises Refused."""
    kind, listed = _kind(row)
    if faults := _unsayable(row):
        raise Refused(*faults)
    item = Item(
        code=code_of(row.get("name")),
        kind=kind,
        text=words.text(row, "label"),
        hint=words.text(row, "hint"),
        audio=words.text(row, "media::audio", "audio"),
        positive=tuple(row.get("stegvis_positive").split()),
        better=_whole(row, "stegvis_better", 0),
        dimension=row.get("stegvis_dimension"),
    )
    if listed:
        return _choosing(item, row, words, lists.get(listed, ()), listed)
    if row.get("type") == "range":
        return _ranged(item, row, words, all_languages)
    if kind is Kind.NUMBER:
        return _counted(item, row)
    if constraint := row.get("constraint"):
        raise Refused(_beyond(row, "constraint", constraint))
    return Asking(item)


def _kind(row: Row) -> tuple[Kind, str]:
    """How the question is answered, and the list it chooses from."""
    said = " ".join(row.get("type").split())
    if said in PLAIN:
        return PLAIN[said], ""
    for start, kind in SELECTS.items():
        name = said.removeprefix(f"{start} ")
        if name != said and name and " " not in name:
            return kind, name
    # Translators: «Typen «%(type)s» används inte här.»
    message = _("The type “%(type)s” is not used here.") % {"type": said}
    # Translators: «select_one, select_multiple, range, integer, decimal, text, note och grupper»
    accepted = _("select_one, select_multiple, range, integer, decimal, text, note and groups")
    raise Refused(row.fault("type", message, accepted))


def _unsayable(row: Row) -> list[Fault]:
    found = []
    for column in row.cells:
        plain = column.split("::")[0] if not column.startswith("media::") else column
        if any(plain == each or column.startswith(f"{each}::") for each in REFUSED_COLUMNS):
            # Translators: «Kolumnen %(column)s används inte här.»
            message = _("The column %(column)s is not used here.") % {"column": column}
            # Translators: «Töm cellen; frågan ska gå att ställa utan den.»
            accepted = _("Empty the cell; the question must be possible to ask without it.")
            found.append(row.fault(column, message, accepted))
    if not row.get("name"):
        # Translators: «Frågan saknar namn.»
        found.append(row.fault("name", _("The question has no name.")))
    parameters = row.get("parameters")
    if parameters and row.get("type") != "range":
        found.append(_beyond(row, "parameters", parameters))
    return found


def _beyond(row: Row, column: str, text: str) -> Fault:
    # Translators: ««%(text)s» förstås inte här.»
    return row.fault(column, _("“%(text)s” is not understood here.") % {"text": text})


def _whole(row: Row, column: str, otherwise: int) -> int:
    text = row.get(column)
    try:
        return int(text) if text else otherwise
    except ValueError:
        # Translators: ««%(text)s» är inget helt tal.»
        message = _("“%(text)s” is no whole number.") % {"text": text}
        raise Refused(row.fault(column, message)) from None


def _choosing(item: Item, row: Row, words: Words, choices: Sequence[Row], listed: str) -> Asking:
    if not choices:
        # Translators: «Listan «%(name)s» finns inte på bladet choices.»
        message = _("There is no list “%(name)s” on the sheet choices.") % {"name": listed}
        raise Refused(row.fault("type", message))
    if constraint := row.get("constraint"):
        raise Refused(_beyond(row, "constraint", constraint))
    options = tuple(_option(each, words) for each in choices)
    own = row.get("stegvis_kind")
    if own == Kind.YES_NO or (not own and _is_yes_no(item, options)):
        return Asking(replace(item, kind=Kind.YES_NO))
    kind = Kind.SPLIT if own == Kind.SPLIT else item.kind
    return Asking(replace(item, kind=kind, options=options))


def _option(row: Row, words: Words) -> Option:
    if refused := _unsayable_choice(row):
        raise Refused(*refused)
    return Option(
        row.get("name", "value"),
        words.text(row, "label"),
        words.text(row, "media::audio", "audio"),
    )


def _unsayable_choice(row: Row) -> list[Fault]:
    unwanted = ("media::image", "image", "media::video", "video")
    return [
        # Translators: «Bilder och film används inte i svar här.»
        row.fault(column, _("Pictures and films are not used in answers here."))
        for column in row.cells
        if any(column == each or column.startswith(f"{each}::") for each in unwanted)
    ]


def _is_yes_no(item: Item, options: Sequence[Option]) -> bool:
    """Whether the answers are yes and no in exactly the words that we use ourselves."""
    if item.kind is not Kind.CHOICE or [each.value for each in options] != ["yes", "no"]:
        return False
    plain = not any(each.audio for each in options)
    return plain and languages.says_yes_and_no(options[0].label, options[1].label)


def _ranged(item: Item, row: Row, words: Words, all_languages: Sequence[str]) -> Asking:
    """A scale; one with more steps than can be chosen among is a number."""
    said = dict(re.findall(r"(\w+)\s*=\s*([^\s,;]+)", row.get("parameters")))
    try:
        start, end, step = (int(said.pop(n, d)) for n, d in _RANGE.items())
    except ValueError:
        raise Refused(_beyond(row, "parameters", row.get("parameters"))) from None
    if step != 1 or said:
        # Translators: «Skalan ska gå i hela steg: start=1 end=6 step=1.»
        message = _("The scale must go in whole steps: start=1 end=6 step=1.")
        raise Refused(row.fault("parameters", message))
    item = replace(item, lowest=start, highest=end)
    if end - start >= MOST_STEPS:
        return Asking(replace(item, kind=Kind.NUMBER))
    low, high = words.text(row, "stegvis_low"), words.text(row, "stegvis_high")
    if low or high:
        return Asking(replace(item, low_label=low, high_label=high))
    # Translators: «Skalans ändar saknar ord (kolumnerna stegvis_low och stegvis_high); de visas
    # som %(low)s och %(high)s.»
    remark = _(
        "The ends of the scale have no words (columns stegvis_low and stegvis_high); "
        "they are shown as %(low)s and %(high)s."
    )
    low, high = (dict.fromkeys(all_languages, str(bound)) for bound in (start, end))
    named = replace(item, low_label=low, high_label=high)
    return Asking(named, remarks=(remark % {"low": start, "high": end},))


_RANGE = {"start": "1", "end": "10", "step": "1"}  # as XLSForm has it where nothing is said


def _counted(item: Item, row: Row) -> Asking:
    """A number within the bounds of its constraint."""
    decimals = row.get("type") == "decimal"
    lowest, highest = LEAST, MOST
    constraint = row.get("constraint")
    for part in re.split(r"\band\b", constraint) if constraint else ():
        found = _BOUND.fullmatch(part)
        if found is None or (decimals and found[1] in "<>"):
            raise Refused(_beyond(row, "constraint", constraint))
        sign, number = found[1], int(found[2])
        if sign in (">=", ">"):
            lowest = number + (sign == ">")
        else:
            highest = number - (sign == "<")
    return Asking(replace(item, lowest=lowest, highest=highest), decimals=decimals)
