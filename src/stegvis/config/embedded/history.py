"""What happened to the data before this start: nothing is overwritten and nothing taken amiss.

`var/database` notes where the data of this `var` is. The passwords are in `var/secret`. When the
note, the data and the passwords do not agree, somebody has moved, erased or restored a part.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from stegvis.config.embedded.cluster import Cluster
from stegvis.config.embedded.fault import ServerFault
from stegvis.config.embedded.roles import SUPERUSER
from stegvis.config.folders import private_folder


def note(cluster: Cluster) -> None:
    """Remember in `var` where its data is."""
    _note().write_text(f"{cluster.place.base}\n", encoding="utf-8")


def noted() -> bool:
    """Whether this `var` has data of its own, so that a running server can be its server."""
    return _note().exists()


def check(cluster: Cluster, *, say: Callable[[str], None]) -> None:
    """The data that is there may be used, or there is none and it may be made.

    Data that this `var` knows nothing of (it was erased and begins anew) is set aside and said.
    Raises ServerFault for data that is missing, without passwords or of another PostgreSQL.
    """
    if not _note().exists():
        _set_aside(cluster, say=say)
        return
    _refuse_moved(cluster)
    _refuse_without_password(cluster)
    _refuse_other_version(cluster)


def _note() -> Path:
    return private_folder() / "database"


def _set_aside(cluster: Cluster, *, say: Callable[[str], None]) -> None:
    data = cluster.place.data
    if not data.exists():
        return
    if cluster.runs():
        cluster.stop()
    aside = data.with_name(f"db.left-{datetime.now(tz=UTC):%Y%m%dT%H%M%S}")
    data.rename(aside)
    say(
        f"{data} held a database whose var folder was erased. It is kept in {aside} and a new one "
        "is made; remove that folder when nobody needs it."
    )


def _refuse_moved(cluster: Cluster) -> None:
    noted = Path(_note().read_text(encoding="utf-8").strip())
    here = cluster.place
    if here.version_file.exists():
        return
    cure = f"put it back from a backup, or remove {_note()} to begin with an empty one"
    if noted != here.base and noted.exists():
        cure = f"move it with: mv {noted} {here.base}"
    raise ServerFault(f"The database was kept in {noted} and is not in {here.base} now: {cure}.")


def _refuse_without_password(cluster: Cluster) -> None:
    kept = private_folder("secret") / SUPERUSER
    if not kept.exists():
        raise ServerFault(
            f"The password {kept} of the database in {cluster.place.data} is gone: put the folder "
            f"{kept.parent} back from a backup, or remove {_note()} to begin with an empty one."
        )


def _refuse_other_version(cluster: Cluster) -> None:
    made_by, brought = cluster.place.made_by(), cluster.binaries.major
    if made_by != brought:
        raise ServerFault(
            f"The database in {cluster.place.data} was made by PostgreSQL {made_by}, and this "
            f"version of Stegvis brings PostgreSQL {brought}. Nothing was changed. Make a backup "
            f"with the version of Stegvis you used before, remove {_note()} to begin with an "
            "empty database (the old one is kept beside it), and restore the backup."
        )
