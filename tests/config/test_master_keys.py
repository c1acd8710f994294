"""Master keys come from the environment or from files beside the database, never short."""

import pytest

from stegvis.config.master_keys import MasterKeyFault, master_keys

LONG, OTHER = "a" * 32, "b" * 40


def test_a_server_without_keys_draws_one_and_keeps_it(tmp_path, monkeypatch):
    monkeypatch.setenv("STEGVIS_VAR", str(tmp_path / "var"))
    drawn = master_keys("")
    assert list(drawn) == [1]
    assert master_keys("") == drawn
    kept = tmp_path / "var" / "secret" / "master-1"
    assert (kept.read_text(), kept.stat().st_mode & 0o777) == (drawn[1], 0o600)


def test_keys_added_as_files_are_found_by_their_number(tmp_path, monkeypatch):
    monkeypatch.setenv("STEGVIS_VAR", str(tmp_path / "var"))
    first = master_keys("")[1]
    (tmp_path / "var" / "secret" / "master-12").write_text(OTHER)
    assert master_keys("") == {1: first, 12: OTHER}


def test_keys_can_be_given_in_the_environment():
    assert master_keys(f"1:{LONG}, 2:{OTHER}") == {1: LONG, 2: OTHER}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [("1:short", "has 5 characters"), (LONG, "no number"), (f"x:{LONG}", "no number")],
)
def test_keys_that_protect_nothing_are_refused(given, sentence):
    with pytest.raises(MasterKeyFault, match=sentence):
        master_keys(given)
