"""With script and without: in every run, or without it with `./test --long browser` only."""

import pytest

NAMES = ["with script", "without script"]
BOTH = pytest.mark.parametrize("script", [True, False], ids=NAMES)
WITHOUT_IN_LONG = pytest.mark.parametrize(
    "script", [True, pytest.param(False, marks=pytest.mark.long)], ids=NAMES
)
