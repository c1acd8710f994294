"""Values that the pages of reports show."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from stegvis.reports import files
from stegvis.reports.models import Report


@dataclass(frozen=True)
class State:
    """How far a report has come, in a word; `tone` only repeats it as a colour."""

    label: Any
    tone: str


STATES = {
    # Translators: «Väntar»
    "ordered": State(_("Waiting"), "wait"),
    # Translators: «Görs nu»
    "running": State(_("Being made"), "wait"),
    # Translators: «Klar»
    "ready": State(_("Ready"), "done"),
    # Translators: «Gick inte»
    "failed": State(_("Failed"), "late"),
}
KINDS = {
    # Translators: «Projektredovisning»
    "annual": _("Project report"),
    # Translators: «Måluppfyllelse»
    "attainment": _("Goal attainment"),
}
AUDIENCES = {
    # Translators: «Förbundet»
    "association": _("The association"),
    # Translators: «Publik»
    "public": _("The public"),
    # Translators: «Insatsägaren»
    "owner": _("The intervention's owner"),
}


@dataclass(frozen=True)
class File:
    """One format of a report: what it is called and what it is good for."""

    suffix: str
    label: str
    use: Any
    mime: str


FILES = (
    File("pdf", "PDF", _("to read, print and send"), "application/pdf"),
    File(
        "docx",
        "Word",
        _("to write on"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    File(
        "odt",
        "OpenDocument",
        _("to write on in LibreOffice"),
        "application/vnd.oasis.opendocument.text",
    ),
    File(
        "xlsx",
        "Excel",
        _("every table and figure"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    File("html", "HTML", _("one page for the web"), "text/html; charset=utf-8"),
)
MIME = {file.suffix: file.mime for file in FILES}


def path_of(report: Report, suffix: str) -> Path | None:
    """Where the file of one format lies; None for a format that is not offered or not there."""
    if report.state != "ready" or not report.folder or suffix not in MIME:
        return None
    path = files.file_of(report.folder, suffix)
    return path if path.exists() else None


def is_waiting(report: Report) -> bool:
    """Whether there is more to come, so that the page should ask again."""
    return report.state in ("ordered", "running")


def announcement(report: Report) -> str:
    """What someone who cannot see the page should hear when the report is ready or failed."""
    if report.state == "ready":
        # Translators: «Rapporten är klar.»
        return str(_("The report is ready."))
    return str(_("The report could not be made.")) if report.state == "failed" else ""
