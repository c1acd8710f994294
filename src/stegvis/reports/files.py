"""Where the files of a report lie: a folder of its own with a random name, closed to others."""

import secrets
from pathlib import Path

from django.conf import settings

FORMATS = ("html", "pdf", "docx", "odt", "xlsx")
CLOSED_FOLDER, CLOSED_FILE = 0o700, 0o600


def new_folder() -> str:
    """Make a folder for a report's files and return its name, which nobody can guess."""
    name = secrets.token_hex(16)
    _reports().mkdir(mode=CLOSED_FOLDER, parents=True, exist_ok=True)
    (_reports() / name).mkdir(mode=CLOSED_FOLDER)
    return name


def file_of(folder: str, suffix: str) -> Path:
    """The file of one format, whether it is there or not."""
    return _reports() / folder / f"report.{suffix}"


def charts() -> Path:
    """Where drawn charts are kept for the next report that shows the same."""
    return Path(settings.VAR) / "cache" / "charts"


def close(path: Path) -> None:
    """Let nobody but the program's own account read the file."""
    path.chmod(CLOSED_FILE)


def _reports() -> Path:
    return Path(settings.VAR) / "files" / "reports"
