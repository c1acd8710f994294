"""Where Django finds its databases."""

import pytest

from stegvis.config.database import DatabaseFault, databases, uses_embedded

ADDRESS = "postgresql://app:pa%2Fss@db.example:5433/finsam?sslmode=require"


@pytest.fixture(autouse=True)
def var(tmp_path, monkeypatch):
    monkeypatch.setenv("STEGVIS_VAR", str(tmp_path / "var"))
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_FIGURES_URL"):
        monkeypatch.delenv(name, raising=False)


def test_without_an_address_the_three_roles_of_the_embedded_server_are_used():
    found = databases()
    assert uses_embedded()
    assert {alias: each["USER"] for alias, each in found.items()} == {
        "default": "stegvis_app",
        "owner": "stegvis_owner",
        "figures": "stegvis_figures",
    }
    assert len({each["PASSWORD"] for each in found.values()}) == 3
    assert all(each["HOST"].startswith("/") for each in found.values())


def test_passwords_are_drawn_once():
    assert databases() == databases()


def test_an_address_is_taken_apart(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", ADDRESS)
    found = databases()["default"]
    assert not uses_embedded()
    assert [found[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")] == [
        "app",
        "pa/ss",
        "db.example",
        "5433",
        "finsam",
    ]
    assert found["OPTIONS"]["sslmode"] == "require"


def test_an_address_may_name_a_socket(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://app@/finsam?host=/run/postgresql")
    assert databases()["default"]["HOST"] == "/run/postgresql"


def test_without_an_address_of_the_owner_there_is_no_owner(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", ADDRESS)
    assert list(databases()) == ["default", "figures"]


def test_figures_without_an_address_of_their_own_read_every_row_as_the_program(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", ADDRESS)
    figures = databases()["figures"]
    assert figures["USER"] == "app"
    assert "-c stegvis.everything=on" in figures["OPTIONS"]["options"]
    assert "stegvis.everything" not in databases()["default"]["OPTIONS"]["options"]


def test_figures_never_write():
    assert "-c default_transaction_read_only=on" in databases()["figures"]["OPTIONS"]["options"]


@pytest.mark.parametrize(
    "address",
    [
        "mysql://app:secret-word@db.example/finsam",
        "postgresql://app:secret-word@db.example",
        "postgresql://app:secret-word@db.example:port/finsam",
        "secret-word",
    ],
)
def test_an_address_that_cannot_be_read_is_refused_without_repeating_its_password(
    monkeypatch, address
):
    monkeypatch.setenv("DATABASE_URL", address)
    with pytest.raises(DatabaseFault) as refused:
        databases()
    assert str(refused.value) == (
        "DATABASE_URL is not the address of a PostgreSQL database: "
        "write postgresql://user:password@host:5432/name."
    )
