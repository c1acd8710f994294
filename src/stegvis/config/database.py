"""The databases as Django's settings want them, computed without starting or asking anything."""

import os
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from stegvis.config.embedded import roles
from stegvis.config.embedded.place import socket_folder
from stegvis.config.folders import secret, var_folder

__all__ = ["DatabaseFault", "databases", "uses_embedded", "var_folder"]

MINUTE = 60_000
# In milliseconds. The owner migrates and restores: no statement of hers is cut off, but she gives
# up waiting for a lock rather than making every user queue behind her.
SESSION: dict[str, dict[str, int | str]] = {
    "default": {
        "statement_timeout": MINUTE,
        "idle_in_transaction_session_timeout": 5 * MINUTE,
    },
    "owner": {
        "lock_timeout": MINUTE // 2,
        "idle_in_transaction_session_timeout": 30 * MINUTE,
    },
    "figures": {
        "default_transaction_read_only": "on",
        "statement_timeout": 2 * MINUTE,
        "idle_in_transaction_session_timeout": 5 * MINUTE,
    },
}
ROLES = {"default": roles.PROGRAM, "owner": roles.OWNER, "figures": roles.FIGURES}
ADDRESSES = {
    "default": "DATABASE_URL",
    "owner": "DATABASE_OWNER_URL",
    "figures": "DATABASE_FIGURES_URL",
}


class DatabaseFault(RuntimeError):
    """The database cannot be used as configured; the sentence says why and what to do."""


@dataclass(frozen=True)
class Address:
    """One place to log in: whose account, on which server, in which database."""

    user: str
    password: str
    host: str
    port: str = ""
    name: str = roles.DATABASE
    options: dict[str, str] = field(default_factory=dict)
    session: dict[str, str] = field(default_factory=dict)


def uses_embedded() -> bool:
    """Whether the embedded server is used, which it is unless the environment names another."""
    return not os.environ.get("DATABASE_URL")


def databases() -> dict[str, dict[str, Any]]:
    """Django's DATABASES: `default` (the program), `owner` (migrates), `figures` (reads facts).

    From DATABASE_URL, DATABASE_OWNER_URL and DATABASE_FIGURES_URL, or the embedded server's
    paths. Without DATABASE_OWNER_URL there is no alias `owner`; without DATABASE_FIGURES_URL
    `figures` logs in as `default` does, reading every row. Raises DatabaseFault for an address
    it cannot read.
    """
    return {alias: _settings(alias, address) for alias, address in _addresses().items()}


def _addresses() -> dict[str, Address]:
    if uses_embedded():
        return {alias: _embedded(role) for alias, role in ROLES.items()}
    given = {alias: os.environ.get(name, "") for alias, name in ADDRESSES.items()}
    found = {alias: _parsed(url, ADDRESSES[alias]) for alias, url in given.items() if url}
    # The program's role sees no row without a context; the figures are made of all of them.
    everything = replace(found["default"], session={"stegvis.everything": "on"})
    return {**found, "figures": found.get("figures", everything)}


def _embedded(role: str) -> Address:
    return Address(user=role, password=secret(role), host=str(socket_folder()))


def _parsed(url: str, variable: str) -> Address:
    """Read `postgresql://user:password@host:port/name?option=value`; `?host=/folder` for a socket.

    The address is never repeated in an error: it holds a password.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        port, parts = None, urlsplit("")
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", "") or unquote(parts.hostname or "")
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in ("postgres", "postgresql") or not name:
        raise DatabaseFault(
            f"{variable} is not the address of a PostgreSQL database: "
            "write postgresql://user:password@host:5432/name."
        )
    return Address(
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        host=host,
        port=str(port or ""),
        name=name,
        options=options,
    )


def _settings(alias: str, address: Address) -> dict[str, Any]:
    session = {**SESSION[alias], **address.session}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": address.name,
        "USER": address.user,
        "PASSWORD": address.password,
        "HOST": address.host,
        "PORT": address.port,
        # Who is acting is set for one transaction at a time, so a connection may be kept.
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "application_name": f"stegvis {alias}",
            "connect_timeout": 10,
            "options": " ".join(f"-c {name}={value}" for name, value in session.items()),
            **address.options,
        },
    }
