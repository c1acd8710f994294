"""The private folder and its secrets."""

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from stegvis.config.folders import FolderFault, private_folder, secret, var_folder


@pytest.fixture(autouse=True)
def var(tmp_path, monkeypatch):
    monkeypatch.setenv("STEGVIS_VAR", str(tmp_path / "var"))
    return tmp_path / "var"


def test_asking_where_it_is_makes_nothing(var):
    assert var_folder() == var
    assert not var.exists()


def test_every_folder_in_it_is_closed_to_others(var):
    made = private_folder("files", "reports")
    assert [stat.S_IMODE(each.stat().st_mode) for each in (made, made.parent, var)] == [0o700] * 3


def test_an_empty_folder_made_beforehand_is_closed(var):
    var.mkdir(mode=0o755)
    private_folder()
    assert stat.S_IMODE(var.stat().st_mode) == 0o700


def test_an_open_folder_with_files_of_others_is_left_as_it_is(var):
    var.mkdir()
    var.chmod(0o755)
    (var / "letter.txt").touch()
    with pytest.raises(FolderFault, match="set STEGVIS_VAR to an empty folder"):
        private_folder()
    assert stat.S_IMODE(var.stat().st_mode) == 0o755


def test_a_secret_is_the_same_for_all_who_ask_at_once(var):
    with ThreadPoolExecutor(8) as pool:
        drawn = set(pool.map(secret, ["key"] * 32))
    assert len(drawn) == 1
    assert [file.name for file in (var / "secret").iterdir()] == ["key"]
    assert stat.S_IMODE((var / "secret" / "key").stat().st_mode) == 0o600


def test_secrets_differ():
    assert secret("one") != secret("two")
