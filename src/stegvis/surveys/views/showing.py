"""How every page of answering is made, whether its answers are tied to somebody or to nobody."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stegvis.surveys import asking, helping
from stegvis.surveys.helping import Place
from stegvis.surveys.rules import words
from stegvis.surveys.rules.questionnaire import Questionnaire
from stegvis.surveys.views import visits

WIPES_AFTER = 120  # seconds on a shared tablet that nobody touches
LAST = ("thanks", "removed", "closed", "wiped")  # pages after which a tablet begins anew


def page(
    request: HttpRequest,
    name: str,
    language: str,
    *,
    form: Questionnaire | None = None,
    place: Place | None = None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """The page `name` in `language`; `place` is whose texts of help it shows."""
    context |= asking.frame(form, language)
    context["tablet"] = visits.tablet_of(request)
    context["idle"], context["ended"] = WIPES_AFTER, name in LAST
    context["seated"] = form is not None and name not in LAST
    context["help"] = helping.shown(place, form=form, language=language)
    context["words"] = _words(language, context)
    if problem := context.get("problem"):
        context["problem"] = words.words(language)[problem]
    return render(request, f"surveys/answering/{name}.html", context, status=status)


def closed(request: HttpRequest, *, counted: bool = False) -> HttpResponse:
    """The same answer whatever a link or code is: wrong, too old, used or taken back."""
    language = visits.language_of(request)
    if counted and visits.tried_wrongly(request):
        return page(request, "closed", language, status=429, wait=True)
    return page(request, "closed", language, status=404)


def _words(language: str, context: dict[str, Any]) -> dict[str, str]:
    said = {name: context.get(name, "") for name in ("number", "total", "answer")}
    return {name: text.format(**said) for name, text in words.words(language).items()}
