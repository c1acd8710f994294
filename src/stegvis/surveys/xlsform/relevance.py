"""When a question is asked: the simple conditions of an XLSForm, and back.

Understood are ``selected(${q}, 'v')``, ``${q} = 'v'`` and ``${q} > 3``, joined by ``or`` when
they are about one question, and by ``and`` where that question has one answer. What else XPath can
say is refused, never guessed.
"""

import operator
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from stegvis.surveys.rules.questionnaire import Asked, Item, Kind

_TOKEN = re.compile(
    r"""\s*(?:
        \$\{\s*(?P<name>[^}\s]+)\s*\}
      | '(?P<single>[^']*)'
      | "(?P<double>[^"]*)"
      | (?P<number>-?\d+(?:\.\d+)?)
      | (?P<sign>>=|<=|!=|=|>|<|\(|\)|,)
      | (?P<word>[a-zA-Z][\w-]*)
    )""",
    re.VERBOSE,
)
COMPARED: dict[str, Callable[[float, float], bool]] = {
    "=": operator.eq,
    ">": operator.gt,
    "<": operator.lt,
    ">=": operator.ge,
    "<=": operator.le,
}
WITH_ONE_ANSWER = frozenset({Kind.SCALE, Kind.YES_NO, Kind.CHOICE, Kind.NUMBER})
MOST_VALUES = 200  # a number between bounds, spelled out


class Unclear(Exception):
    """The condition says something that cannot be said here; its text says what."""


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str


def understood(
    expression: str, items: Mapping[str, Item], *, decimals: Collection[str] = ()
) -> Asked:
    """The condition of `expression` on one of `items` (by their names in the form).

    `decimals` are those whose answers have decimals, of which no list can say «above 3».
    Raises Unclear with a sentence on what is not understood.
    """
    reader = _Reader(_tokens(expression), items, decimals)
    found = reader.any_of()
    if reader.left:
        raise Unclear(_beyond(reader.left[0].text))
    return found


def both(one: Asked, other: Asked, asked: Item | None) -> Asked:
    """The condition that both hold. Raises Unclear where one question does not settle it."""
    if one.item != other.item:
        # Translators: «Villkoret gäller två frågor på en gång: %(one)s och %(other)s.»
        message = _("The condition is about two questions at once: %(one)s and %(other)s.")
        raise Unclear(message % {"one": one.item, "other": other.item})
    if asked is None or asked.kind not in WITH_ONE_ANSWER:
        # Translators: ««and» om flera val i samma fråga går inte att säga här.»
        raise Unclear(_("“and” about several choices of one question cannot be said here."))
    values = tuple(value for value in one.values if value in other.values)
    if not values:
        # Translators: «Villkoret kan aldrig bli sant.»
        raise Unclear(_("The condition can never hold."))
    return Asked(one.item, values)


def written(condition: Asked, asked: Item) -> str:
    """`condition` as an expression of XLSForm."""
    shape = {
        Kind.CHOICES: "selected(${{{item}}}, '{value}')",
        Kind.SCALE: "${{{item}}} = {value}",
        Kind.NUMBER: "${{{item}}} = {value}",
    }.get(asked.kind, "${{{item}}} = '{value}'")
    return " or ".join(shape.format(item=condition.item, value=value) for value in condition.values)


def _tokens(expression: str) -> list[_Token]:
    found, at = [], 0
    text = expression.strip()
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            raise Unclear(_beyond(text[at : at + 20]))
        kind = str(token.lastgroup)
        found.append(_Token("text" if kind in ("single", "double") else kind, token[kind]))
        at = token.end()
    return found


def _beyond(text: str) -> str:
    # Translators: «Villkoret innehåller «%(text)s», som inte förstås här.»
    return _("The condition holds “%(text)s”, which is not understood here.") % {"text": text}


class _Reader:
    """Reads tokens from the left; each method takes what it understands."""

    def __init__(
        self, tokens: list[_Token], items: Mapping[str, Item], decimals: Collection[str]
    ) -> None:
        self.left = tokens
        self.items = items
        self.decimals = decimals
        self.depth = 0

    def any_of(self) -> Asked:
        found = self._all_of()
        while self._next_is("or"):
            other = self._all_of()
            if other.item != found.item:
                # Translators: «Villkoret gäller antingen %(one)s eller %(other)s; här kan en fråga
                # bero på en annan.»
                message = _(
                    "The condition is about either %(one)s or %(other)s; "
                    "here a question can depend on one other."
                )
                raise Unclear(message % {"one": found.item, "other": other.item})
            found = self._ordered(found.item, {*found.values, *other.values}, found, other)
        return found

    def _all_of(self) -> Asked:
        found = self._one()
        while self._next_is("and"):
            other = self._one()
            asked = next((i for i in self.items.values() if i.code == found.item), None)
            found = both(found, other, asked)
        return found

    def _one(self) -> Asked:
        token = self._take()
        if token.text == "(" and token.kind == "sign":
            self.depth += 1
            if self.depth > 20:
                raise Unclear(_beyond("(((((("))
            found = self.any_of()
            self._expect(")")
            self.depth -= 1
            return found
        if token == _Token("word", "selected"):
            return self._selected()
        if token.kind == "name":
            return self._compared(token.text)
        raise Unclear(_beyond(token.text))

    def _selected(self) -> Asked:
        self._expect("(")
        name = self._take()
        self._expect(",")
        value = self._take()
        self._expect(")")
        if name.kind != "name" or value.kind != "text":
            raise Unclear(_beyond("selected"))
        return Asked(self._item(name.text).code, (value.text,))

    def _compared(self, name: str) -> Asked:
        item, sign, value = self._item(name), self._take(), self._take()
        if sign.text not in COMPARED or value.kind not in ("text", "number"):
            raise Unclear(_beyond(sign.text))
        if item.kind is Kind.CHOICES:
            # Translators: «%(name)s har flera val: skriv selected(${%(name)s}, '...').»
            message = _("%(name)s takes several choices: write selected(${%(name)s}, '...').")
            raise Unclear(message % {"name": name})
        if sign.text == "=":
            return Asked(item.code, (value.text,))
        if name in self.decimals:
            raise Unclear(_incomparable(item, sign.text))
        return Asked(item.code, _within(item, sign.text, value.text))

    def _item(self, name: str) -> Item:
        if name not in self.items:
            # Translators: «Villkoret gäller frågan «%(name)s», som inte har ställts före den här.»
            message = _("The condition is about “%(name)s”, which is not asked before this.")
            raise Unclear(message % {"name": name})
        return self.items[name]

    def _ordered(self, item: str, values: set[str], one: Asked, other: Asked) -> Asked:
        asked = next((each for each in self.items.values() if each.code == item), None)
        known = asked.values if asked else ()
        rest = [value for value in (*one.values, *other.values) if value not in known]
        listed = [value for value in known if value in values]
        return Asked(item, tuple(dict.fromkeys([*listed, *rest])))

    def _take(self) -> _Token:
        if not self.left:
            # Translators: «Villkoret slutar mitt i.»
            raise Unclear(_("The condition ends halfway."))
        return self.left.pop(0)

    def _expect(self, sign: str) -> None:
        token = self._take()
        if token.text != sign or token.kind != "sign":
            raise Unclear(_beyond(token.text))

    def _next_is(self, word: str) -> bool:
        if self.left and self.left[0] == _Token("word", word):
            self.left.pop(0)
            return True
        return False


def _incomparable(item: Item, sign: str) -> str:
    # Translators: «%(name)s kan inte jämföras med «%(sign)s».»
    message = _("%(name)s cannot be compared with “%(sign)s”.")
    return message % {"name": item.code, "sign": sign}


def _within(item: Item, sign: str, bound: str) -> tuple[str, ...]:
    """The answers to a scale or a whole number on one side of a bound."""
    span = range(item.lowest, item.highest + 1)
    if item.kind is not Kind.SCALE and (item.kind is not Kind.NUMBER or len(span) > MOST_VALUES):
        raise Unclear(_incomparable(item, sign))
    try:
        limit = float(bound)
    except ValueError:
        raise Unclear(_beyond(bound)) from None
    return tuple(str(value) for value in span if COMPARED[sign](value, limit))
