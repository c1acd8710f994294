"""Numbers as people read them: 1 746 000 and 33,5 in Swedish, 1,746,000 and 33.5 in English."""

from decimal import ROUND_HALF_UP, Decimal

Number = int | float | Decimal

MARKS = {"sv": ("\N{NO-BREAK SPACE}", ","), "en": (",", ".")}
"""By language: what parts the thousands, what parts the decimals."""


def number_text(value: Number, *, language: str, decimals: int = 0, unit: str = "") -> str:
    """The number rounded half up, grouped in thousands, with its unit after a no-break space."""
    thousands, point = MARKS[language]
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    if exact.is_zero():
        exact = abs(exact)
    text = f"{exact:,f}".replace(",", "\0").replace(".", point).replace("\0", thousands)
    text = text.replace("-", "\N{MINUS SIGN}")
    return f"{text}{joint(unit, language)}{unit}"


def share_text(share: Number, *, language: str, decimals: int = 0) -> str:
    """A share between 0 and 1 as per cent: 0.335 is "33,5 %" with one decimal."""
    return number_text(Decimal(str(share)) * 100, language=language, decimals=decimals, unit="%")


def joint(unit: str, language: str) -> str:
    """Nothing before an English per cent sign, a no-break space before every other unit."""
    return "" if not unit or (unit == "%" and language == "en") else "\N{NO-BREAK SPACE}"
