"""The demo association, with everything a real one has, comes back whole from every form."""

import pytest

from stegvis.demo.fill import fill
from stegvis.demo.story import SEED, outcomes, story
from stegvis.exchange import exporting
from tests.exchange.content import content, emptied
from tests.exchange.files import imported


@pytest.mark.long
@pytest.mark.usefixtures("all_rows")
@pytest.mark.parametrize("form", ["export", "export.zip", "export.xlsx"])
def test_the_demo_exported_and_imported_again_is_the_same(tmp_path, form):
    here = fill(story(), outcomes(), seed=SEED).association
    before = content()
    exporting.run(association=here, to=tmp_path / form)
    again = imported(tmp_path / form)
    assert list(again.faults) == []
    assert {(each.new, each.changed) for each in again.tables.values()} == {(0, 0)}
    emptied()
    assert list(imported(tmp_path / form).faults) == []
    assert content() == before
