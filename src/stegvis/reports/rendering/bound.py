"""Bound figures: `<data value="0.335">33,5 %</data>` must show the value it carries."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from stegvis.reports.charts.numbers import MARKS
from stegvis.reports.rendering.tree import Element

SPACES = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE} "
MINUS = "\N{MINUS SIGN}-"


@dataclass(frozen=True)
class Bound:
    """A figure in the text: its exact value, and how many decimals and which unit are shown.

    A share is a value between 0 and 1 whose text ends with a per cent sign.
    """

    value: Decimal
    decimals: int
    unit: str

    @property
    def is_share(self) -> bool:
        return self.unit.lstrip(SPACES).startswith("%")

    @property
    def excel_format(self) -> str:
        """The number format of a spreadsheet cell that shows the figure in the same way."""
        digits = "#,##0" + ("." + "0" * self.decimals if self.decimals else "")
        if self.is_share:
            return f"{digits} %"
        unit = self.unit.strip(SPACES).replace('"', "")
        return digits + (f'" {unit}"' if unit else "")


def bound(element: Element, *, language: str) -> Bound:
    """The figure of a `data` element; ValueError says why its text and value do not agree."""
    text = element.text
    given = element.attributes.get("value", "")
    try:
        value = Decimal(given)
    except InvalidOperation:
        raise ValueError(f"<data value={given!r}> carries no number.") from None
    if not value.is_finite():
        raise ValueError(f"<data value={given!r}> carries no finite number.")
    sign, digits, unit = _parts(text, language=language)
    shown = Decimal(digits) * (-1 if sign else 1)
    decimals = max(0, -int(shown.as_tuple().exponent))
    figure = Bound(value=value, decimals=decimals, unit=unit)
    exact = value * 100 if figure.is_share else value
    if exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP) != shown:
        raise ValueError(f"<data value={given!r}> shows {text!r}: text and value differ.")
    return figure


def _parts(text: str, *, language: str) -> tuple[str, str, str]:
    """Sign, digits with a decimal point, and what follows; the text must hold one number only."""
    thousands, point = (re.escape(mark) for mark in MARKS[language])
    pattern = (
        rf"\s*(?P<sign>[{MINUS}]?)(?P<whole>\d{{1,3}}(?:[{SPACES}{thousands}]\d{{3}})+|\d+)"
        rf"(?:{point}(?P<part>\d+))?(?P<unit>[^\d]*)"
    )
    found = re.fullmatch(pattern, text)
    if not found:
        raise ValueError(
            f"<data> shows {text!r}, which is not one number: bind every figure on its own and"
            " give none to what is withheld."
        )
    whole = re.sub(r"\D", "", found["whole"])
    return found["sign"], f"{whole}.{found['part']}" if found["part"] else whole, found["unit"]
