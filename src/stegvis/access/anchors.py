"""Each day's last seal, sent outside: what stands there, nobody here can rewrite."""

from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.mail import send_mail

from stegvis.access.chain import WHOLE
from stegvis.access.models import LogSeal
from stegvis.access.verifying import Anchor

FILE = "read-log-seals.txt"


def send(*, day: date) -> str:
    """Send the last seal of `day` to the folder and the addresses of the settings.

    Returns the line that was sent: day, number, digest; empty when nothing was sealed that day.
    """
    made = LogSeal.objects.filter(chain=WHOLE, sealed_at__date=day).order_by("-number").first()
    if made is None:
        return ""
    line = f"{day:%Y-%m-%d} {made.number} {made.digest}"
    if settings.STEGVIS_SEALS_FOLDER:
        _append(Path(settings.STEGVIS_SEALS_FOLDER) / FILE, line)
    if settings.STEGVIS_SEALS_TO:
        send_mail("Stegvis: read log seal", line, None, settings.STEGVIS_SEALS_TO)
    return line


def sent() -> list[Anchor]:
    """The seals that stand in the folder of the settings."""
    folder = settings.STEGVIS_SEALS_FOLDER
    path = Path(folder) / FILE if folder else None
    if path is None or not path.exists():
        return []
    return [Anchor.read(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def _append(path: Path, line: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
