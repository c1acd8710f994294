"""When a backup was last made, and when one was last restored in a rehearsal: for `doctor`."""

import json
from datetime import datetime, timedelta
from pathlib import Path

from stegvis.config.folders import private_folder

NAME = "backups.json"
OLDEST = timedelta(hours=26)
MADE, VERIFIED = "made", "verified"


def note(what: str, *, at: datetime) -> None:
    """Remember that it was done."""
    said = known() | {what: at}
    draft = _path().with_name(f".{NAME}")
    draft.write_text(json.dumps({name: day.isoformat() for name, day in said.items()}), "utf-8")
    draft.replace(_path())


def known() -> dict[str, datetime]:
    """What has been done, and when last."""
    if not _path().exists():
        return {}
    said = json.loads(_path().read_text(encoding="utf-8"))
    return {name: datetime.fromisoformat(text) for name, text in said.items()}


def _path() -> Path:
    return private_folder() / NAME
