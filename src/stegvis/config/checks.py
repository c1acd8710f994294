"""What `stegvis doctor` looks at: each check is a function that answers with one line."""

import shutil
import stat
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pypandoc
from django.apps import apps
from django.conf import settings
from django.db import connections
from django.utils import timezone

from stegvis.access import anchors, rotation, vault, verifying
from stegvis.access.models import User
from stegvis.config import embedded, schema
from stegvis.config.backup import record
from stegvis.config.database import uses_embedded
from stegvis.config.folders import OPEN_TO_OTHERS, private_folder, var_folder
from stegvis.config.personal import ABOUT_PARTICIPANTS, MODELS
from stegvis.organisations.models import Association

OLDEST_POSTGRESQL, NEWEST_POSTGRESQL = 15, 18
OWN_NAMES = {"127.0.0.1", "localhost", "[::1]"}
LEAST_FREE = 2 * 1024**3  # bytes
FONTS = Path(__file__).resolve().parents[1] / "core"


@dataclass(frozen=True)
class Finding:
    """Whether something is as it should be, and the line that says so or says what to do."""

    good: bool
    line: str
    warns: bool = False  # nothing is broken, but somebody should look


def fine(line: str) -> Finding:
    """All is well."""
    return Finding(good=True, line=line)


def fault(line: str) -> Finding:
    """Something is to be mended."""
    return Finding(good=False, line=line)


def warning(line: str) -> Finding:
    """Nothing is broken; somebody should look."""
    return Finding(good=True, line=line, warns=True)


def python() -> Finding:
    """A Python that the program supports."""
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding(
        good=sys.version_info >= (3, 11), line=f"Python {version} (3.11 or later is needed)"
    )


def folders() -> Finding:
    """What is private is closed to every other user."""
    var = private_folder()
    private = [var, private_folder("secret"), *private_folder("secret").iterdir()]
    open_ones = [
        str(path) for path in private if stat.S_IMODE(path.stat().st_mode) & OPEN_TO_OTHERS
    ]
    if open_ones:
        return fault(f"open to other users, close with chmod go=: {', '.join(open_ones)}")
    return fine(f"{var} and its secrets are closed to other users")


def disk() -> Finding:
    """Room for reports, snapshots and the database."""
    free = shutil.disk_usage(var_folder()).free
    return Finding(
        good=free >= LEAST_FREE, line=f"{free / 1024**3:.1f} GB free (2 GB or more are needed)"
    )


def fonts() -> Finding:
    """The fonts of pages and reports."""
    found = [path for ending in ("ttf", "otf", "woff2") for path in FONTS.rglob(f"*.{ending}")]
    return Finding(
        good=bool(found), line=f"{len(found)} font files" if found else f"none below {FONTS}"
    )


def pandoc() -> Finding:
    """The program that makes Word and OpenDocument files."""
    try:
        return fine(f"pandoc {pypandoc.get_pandoc_version()}")
    except OSError:
        return fault("pandoc does not run: make the environment anew with ./run")


def server() -> Finding:
    """A PostgreSQL of a version that the program is tested with."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int / 10000")
        version = cursor.fetchone()[0]
    where = f"embedded, in {embedded.status().data}" if uses_embedded() else "a server of its own"
    good = OLDEST_POSTGRESQL <= version <= NEWEST_POSTGRESQL
    span = f"{OLDEST_POSTGRESQL} to {NEWEST_POSTGRESQL}"
    return Finding(good=good, line=f"PostgreSQL {version} ({span} are supported), {where}")


def roles() -> Finding:
    """The program's roles can neither see all rows nor become a role that can."""
    strong = [each for alias in ("default", "figures") for each in _too_strong(alias)]
    if strong:
        return fault("; ".join(strong))
    return fine("the program's roles own nothing and cannot go round row-level security")


def _too_strong(alias: str) -> list[str]:
    with connections[alias].cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper, rolbypassrls,"
            " EXISTS (SELECT 1 FROM pg_auth_members WHERE member = pg_roles.oid),"
            " EXISTS (SELECT 1 FROM pg_class WHERE relowner = pg_roles.oid)"
            " FROM pg_roles WHERE rolname = current_user"
        )
        name, *rights = cursor.fetchone()
    meanings = (
        "is a superuser",
        "bypasses row-level security",
        "is a member of another role",
        "owns tables",
    )
    return [f"{name} {meaning}" for right, meaning in zip(rights, meanings, strict=True) if right]


def rows() -> Finding:
    """Row-level security is forced on every table about participants."""
    tables = sorted(
        apps.get_model(name)._meta.db_table
        for name, classed in MODELS.items()
        if classed.holds in ABOUT_PARTICIPANTS
    )
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relname = ANY(%s)"
            " AND relnamespace = 'public'::regnamespace"
            " AND relrowsecurity AND relforcerowsecurity",
            [tables],
        )
        forced = {name for (name,) in cursor.fetchall()}
    bare = [table for table in tables if table not in forced]
    if bare:
        return fault(f"row-level security is not forced on {', '.join(bare)}")
    return fine(f"row-level security is forced on all {len(tables)} tables about persons")


def read_log() -> Finding:
    """Every sealed row of the read log is as it was sealed."""
    found = verifying.faults(anchors=anchors.sent())
    if found:
        return fault(f"the read log was tampered with, see `stegvis log verify`: {found[0]}")
    return fine("the read log is as it was sealed")


def demo_users() -> Finding:
    """Users of the demo may log in by password alone, so only where nobody else comes."""
    open_to_others = settings.HTTPS or set(settings.ALLOWED_HOSTS) - OWN_NAMES
    if open_to_others and User.objects.filter(is_demo=True, is_active=True).exists():
        return fault(
            "users of the demo can log in where others reach this server: "
            "begin with an empty database, or deactivate them"
        )
    return fine("no users of the demo where others reach this server")


def vault_keys() -> Finding:
    """Every master key that something is sealed under is among those given."""
    used, known = rotation.in_use(), vault.masters()
    missing = [number for number in used if number not in known]
    if missing:
        return fault(
            f"{sum(used[number] for number in missing)} keys need master key "
            f"{', '.join(map(str, missing))}, which this server has not been given: put it back"
        )
    told = [f"{number} ({used.get(number, 0)} keys and fingerprints)" for number in known]
    idle = [number for number in known[:-1] if number not in used]
    note = f"; {', '.join(map(str, idle))} serves older backups only" if idle else ""
    return fine(f"master keys in use: {', '.join(told)}{note}")


def backups() -> Finding:
    """A backup of the last day, and one that was restored in a rehearsal."""
    if not Association.objects.exists():
        return fine("nothing to back up yet")
    known, now = record.known(), timezone.now()
    told = [
        f"last {name} {known[what]:%Y-%m-%d %H:%M}" if what in known else f"no {name} yet"
        for what, name in ((record.MADE, "backup"), (record.VERIFIED, "verified restore"))
    ]
    late = [
        what
        for what in (record.MADE, record.VERIFIED)
        if what not in known or now - known[what] > record.OLDEST
    ]
    if late:
        return warning(f"{', '.join(told)}: run `stegvis backup` and `stegvis verify` each night")
    return fine(", ".join(told))


def migrations() -> Finding:
    """The tables are those of this version."""
    waiting = schema.missing()
    if waiting:
        return fault(f"{len(waiting)} to apply with `stegvis db migrate`: {waiting[0]} ...")
    return fine("all applied")


MACHINE: dict[str, Callable[[], Finding]] = {
    "python": python,
    "folders": folders,
    "disk": disk,
    "fonts": fonts,
    "pandoc": pandoc,
}
DATABASE: dict[str, Callable[[], Finding]] = {
    "database": server,
    "roles": roles,
    "migrations": migrations,
    "rows": rows,
    "vault": vault_keys,
    "read log": read_log,
    "backups": backups,
    "demo users": demo_users,
}
