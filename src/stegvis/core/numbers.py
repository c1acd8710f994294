"""Numbers as people read them: rounded half up, once, at the very end (design, section 7)."""

from decimal import Decimal
from fractions import Fraction

Number = int | float | Fraction | Decimal
NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"


def rounded(value: Number, *, decimals: int = 0) -> Decimal:
    """`value` with `decimals` decimals, halves away from zero; exact for every kind of number."""
    scaled = abs(Fraction(value)) * 10**decimals
    whole = Decimal(int(scaled + Fraction(1, 2)))
    return (whole if value >= 0 else -whole).scaleb(-decimals)


def number(value: Number, *, decimals: int = 0, language: str = "sv") -> str:
    """`value` the Swedish way, 1 746 000 or 33,5 with no-break spaces, or English: 1,746,000."""
    written = f"{rounded(value, decimals=decimals):,f}".replace("-", MINUS)
    if language.startswith("en"):
        return written
    return written.replace(",", NBSP).replace(".", ",")


def percent(share: Number, *, decimals: int = 0, language: str = "sv") -> str:
    """A share between 0 and 1 as per cent: 33,5 % in Swedish, 33.5% in English."""
    written = number(Fraction(share) * 100, decimals=decimals, language=language)
    return f"{written}%" if language.startswith("en") else f"{written}{NBSP}%"
