"""What linked answers and unlinked forms have in common."""

from stegvis.exchange.formats.values import folded
from stegvis.exchange.incoming import Row

# Columns that all rows of one response say alike.
HEAD = (
    "instrument",
    "version",
    "intervention",
    "participation_id",
    "gender",
    "occasion",
    "answered_on",
    "answered_in",
    "respondent",
)
_IN_SWEDISH = {"ja": "yes", "nej": "no"}


def answer(row: Row) -> str:
    """The coded answer in a row, empty where the item was left out; yes and no also in Swedish."""
    value: str = row.values.get("value") or ""
    return _IN_SWEDISH.get(folded(value), value)
