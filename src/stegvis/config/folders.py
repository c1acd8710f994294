"""Where Stegvis keeps what it writes: one private folder, `var`, and the secrets in it."""

import os
import secrets
import stat
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]
OPEN_TO_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class FolderFault(RuntimeError):
    """A folder cannot be used as it is; the sentence says which, why and what to do."""


def var_folder() -> Path:
    """The folder for everything written while running: STEGVIS_VAR, else `var` in the checkout.

    The path is absolute and free of symbolic links. Nothing is created.
    """
    chosen = os.environ.get("STEGVIS_VAR", "")
    if chosen:
        return Path(chosen).expanduser().resolve()
    if (CHECKOUT / "pyproject.toml").is_file():
        return CHECKOUT / "var"
    raise FolderFault(
        "Stegvis is not run from its checkout, so it does not know where to keep its data: "
        "set STEGVIS_VAR to a folder of its own."
    )


def private_folder(*parts: str) -> Path:
    """The folder `var/<parts>`, created where missing; nobody but its owner can look inside."""
    folder = _own_var()
    for part in parts:
        folder = folder / part
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def secret(name: str) -> str:
    """The random text kept in `var/secret/<name>` (mode 0600), drawn at the first call.

    Two processes that ask at the same time get the same text.
    """
    kept = private_folder("secret") / name
    if not kept.exists():
        draft = kept.with_name(f".{name}.{secrets.token_hex(8)}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
        _keep_the_first(draft, kept)
    return kept.read_text(encoding="ascii")


def _keep_the_first(draft: Path, kept: Path) -> None:
    try:
        kept.hardlink_to(draft)
    except FileExistsError:
        pass  # another process was first: its text counts
    finally:
        draft.unlink()


def _own_var() -> Path:
    """`var` itself: ours, and closed to others. Only a folder that is evidently ours is closed."""
    var = var_folder()
    try:
        var.mkdir(mode=0o700, parents=True, exist_ok=True)
        status = var.stat()
    except OSError as error:
        raise FolderFault(
            f"The folder {var} cannot be made or read ({error.strerror}): "
            "set STEGVIS_VAR to a folder that this user may write to."
        ) from error
    if status.st_uid != os.geteuid():
        raise FolderFault(
            f"The folder {var} belongs to the user with number {status.st_uid}, not to this one "
            f"({os.geteuid()}): run the command as its owner, or set STEGVIS_VAR to another folder."
        )
    if status.st_mode & OPEN_TO_OTHERS:
        _close(var)
    return var


def _close(var: Path) -> None:
    if any(var.iterdir()) and not (var / "secret").is_dir():
        raise FolderFault(
            f"The folder {var} is open to other users and holds files that are not Stegvis's: "
            "set STEGVIS_VAR to an empty folder, or close it with chmod 700."
        )
    var.chmod(0o700)
