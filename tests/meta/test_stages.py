"""The stages of ./test leave no test out."""

import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parents[2]


@pytest.fixture
def stages(monkeypatch):
    monkeypatch.setattr(sys, "path", [str(HERE / "scripts"), *sys.path])
    import stages  # noqa: PLC0415 - the scripts are no package

    return stages


@pytest.mark.parametrize("stage", ["browser", "reports"])
def test_what_is_marked_for_a_stage_lies_where_the_stage_looks(stages, stage):
    places = [HERE / place for place in getattr(stages, stage.upper())]
    marked = [
        path
        for path in (HERE / "tests").rglob("*.py")
        if f"mark.{stage}" in path.read_text(encoding="utf-8") and path != Path(__file__).resolve()
    ]
    assert marked
    outside = [path for path in marked if not any(path.is_relative_to(place) for place in places)]
    assert outside == []
