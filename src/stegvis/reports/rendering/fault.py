"""The one error of this package."""

from collections.abc import Sequence


class RenderingFault(ValueError):
    """The document cannot be rendered; `problems` are sentences, all of them at once."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))
