"""Why a file or a cell cannot be read, as a code with its particulars.

The sentences people read are in ``exchange.sentences``; this layer also runs in a process that
knows nothing of languages.
"""

from typing import Any


class Refusal(Exception):
    """Something in a file is not acceptable: `code` names the sentence, the rest fills it."""

    def __init__(
        self,
        code: str,
        *,
        row: int | None = None,
        column: str = "",
        value: object = "",
        **details: Any,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.row = row
        self.column = column
        self.value = value
        self.details = details

    def as_json(self) -> dict[str, Any]:
        """The refusal as it crosses from one process to another."""
        return {
            "code": self.code,
            "row": self.row,
            "column": self.column,
            "value": str(self.value),
            "details": self.details,
        }

    @classmethod
    def from_json(cls, found: dict[str, Any]) -> "Refusal":
        return cls(
            found["code"],
            row=found["row"],
            column=found["column"],
            value=found["value"],
            **found["details"],
        )
