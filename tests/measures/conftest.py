"""What the tests of figures share: known cases, imported for real."""

from collections.abc import Callable
from pathlib import Path

import pytest

from stegvis.exchange import importing
from stegvis.exchange.importing import Request

CASES = Path(__file__).parents[1] / "cases"


@pytest.fixture
def imported(committed) -> Callable[[str], None]:
    def run(case: str) -> None:
        # Answers expected stand beside the records, under names of no table.
        records = sorted((CASES / case).glob("[!e]*.csv"))
        for path in records:
            assert not list(importing.run(Request(path=path)).faults)

    return run
