"""From a request to a document: read the catalogue, ask every figure at once, fill the template."""

from collections.abc import Callable
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from stegvis.reports import labels
from stegvis.reports.collect import collect, with_earlier
from stegvis.reports.kinds import KINDS, Kind, Written
from stegvis.reports.queries import Contents, contents
from stegvis.reports.rendering import Document
from stegvis.reports.request import Request
from stegvis.reports.times import times_of

Step = Callable[[str, int], None]


def silently(step: str, done_percent: int) -> None:
    """Tells nobody how far the making has come."""


@dataclass(frozen=True)
class Made:
    """A report as a document, and the version of the data that its figures were computed from."""

    document: Document
    data_version: str


def build(request: Request, *, on_step: Step = silently) -> Document:
    """The report as a document; see `make`."""
    return make(request, on_step=on_step).document


def make(request: Request, *, on_step: Step = silently) -> Made:
    """The report, under the context of whoever acts.

    `on_step` is told in words what is being done and how many per cent are done. Raises
    ReportFault for what is not registered, and a QuestionFault for what cannot be asked.
    """
    with translation.override(request.language):
        kind = KINDS[request.kind]
        on_step(_("Reading the interventions"), 0)
        found = contents(request)
        on_step(_("Computing the figures"), 10)
        times = times_of(request.period, today=request.today)
        answers = collect(kind.asks(found, request, times), found, request, times)
        answers = with_earlier(answers, kind.compared(found, request), found, request)
        on_step(_("Writing the report"), 40)
        written = kind.write(found, answers, request)
        return Made(_document(kind, found, request, written), answers.data_version)


def _document(kind: Kind, found: Contents, request: Request, written: Written) -> Document:
    return Document(
        html=render_to_string(kind.template, dict(written.values)),
        title=_title(kind, found, request),
        association=found.association,
        period_text=labels.period(request.period),
        state_text=_("Draft"),
        language=request.language,
        contents_depth=1 if len(found.chapters) > 1 else 2,
        cover_facts=_cover_facts(request),
        charts=written.charts,
        made_at=timezone.now(),
    )


def _title(kind: Kind, found: Contents, request: Request) -> str:
    """The kind and the period, and the intervention where there is only one."""
    title = f"{kind.title()} {labels.short_period(request.period)}"
    if len(request.interventions) == 1:
        return f"{title}: {found.chapters[0].name}"
    return title


def _cover_facts(request: Request) -> tuple[tuple[str, str], ...]:
    return (
        (_("Extraction date"), labels.day(request.today)),
        (_("Edition for"), _audience(request.audience)),
    )


def _audience(audience: str) -> str:
    return {
        "owner": _("the intervention's owner: every number is shown as it is"),
        "association": _("the association: nothing about single persons can be read from it"),
        "public": _("the public: nothing about single persons can be read from it"),
    }[audience]
