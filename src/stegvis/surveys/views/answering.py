"""The pages of who answers without an account: one question a page, and nothing but that.

No GET or HEAD changes anything, so whoever looks at a link beforehand leaves it as it was. The
addresses say nothing: the link's secret is in the cookie from the first answer on.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from stegvis.access.rules import public
from stegvis.core import clock
from stegvis.surveys import asking
from stegvis.surveys.actions import answering
from stegvis.surveys.rules import answers as rules
from stegvis.surveys.rules import words
from stegvis.surveys.rules.questionnaire import Questionnaire
from stegvis.surveys.views import visits
from stegvis.surveys.views.visits import Seat

reads_and_posts = require_http_methods(["GET", "HEAD", "POST"])


@public
@reads_and_posts
def type_code(request: HttpRequest) -> HttpResponse:
    """The short address: a code is typed, and its questions begin."""
    if request.method != "POST":
        return _page(request, "code", visits.language_of(request))
    visit = answering.by_code(request.POST.get("code", "")[:40], now=timezone.now())
    if visit is None:
        return _closed(request, counted=True)
    return visits.give(redirect("answer_welcome"), visits.seated(request, visit))


@public
@require_safe
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """A personal link: its secret moves to the cookie, and the address is cleaned."""
    visit = answering.by_link(token, now=timezone.now())
    if visit is None:
        response = _closed(request, counted=True)
    else:
        response = visits.give(redirect("answer_welcome"), visits.seated(request, visit))
    # Only here is there a secret in the address; the other pages' posts need an origin.
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@public
@reads_and_posts
def welcome(request: HttpRequest) -> HttpResponse:
    """What it is about, that it is voluntary, and in which language."""
    seat, form = _seated(request)
    if seat is None or form is None:
        return _closed(request)
    if request.method == "POST":
        return _onwards(request, seat, form, "answer_practice", here="answer_welcome")
    return _page(request, "welcome", seat.language, form=form)


@public
@reads_and_posts
def practice(request: HttpRequest) -> HttpResponse:
    """A question whose answer nobody keeps."""
    seat, form = _seated(request)
    if seat is None or form is None:
        return _closed(request)
    if request.method == "POST":
        if "back" in request.POST:
            return redirect("answer_welcome")
        return _onwards(request, seat, form, "answer_question", 1, here="answer_practice")
    return _page(request, "practice", seat.language, form=form)


@public
@reads_and_posts
def question(request: HttpRequest, number: int) -> HttpResponse:
    """Question `number` of those that are asked, given the answers so far."""
    seat, form = _seated(request)
    if seat is None or form is None:
        return _closed(request)
    if request.method == "POST":
        return _answered(request, seat, form, number)
    said = answering.answers_of(seat.visit)
    asked = rules.questions(form, said)
    if not 1 <= number <= len(asked):
        return redirect("answer_done")
    return _question(request, seat, form, number)


@public
@reads_and_posts
def done(request: HttpRequest) -> HttpResponse:
    """At the end, or where she stops: send the answers, or remove them."""
    seat, form = _seated(request)
    if seat is None or form is None:
        return _closed(request)
    said = answering.answers_of(seat.visit)
    if request.method == "POST" and "remove" in request.POST:
        answering.forget(visit=seat.visit)
        return visits.take(_page(request, "removed", seat.language))
    if request.method == "POST" and "send" in request.POST:
        sent = answering.send(visit=seat.visit, now=timezone.now(), today=clock.today())
        return redirect("answer_thanks") if sent else _closed(request)
    if request.method == "POST":
        return _onwards(request, seat, form, "answer_question", 1, here="answer_done")
    asked = rules.questions(form, said)
    number = len(rules.of_response(form, said))
    context = {"number": number, "total": len(asked), "can_send": bool(said)}
    return _page(request, "done", seat.language, form=form, **context)


@public
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """The receipt: what happens next, never what was answered."""
    seat = visits.seat_of(request)
    form = answering.form_of(seat.visit) if seat else None
    if seat is None or form is None:
        return _closed(request)
    return _page(request, "thanks", seat.language, form=form)


def _seated(request: HttpRequest) -> tuple[Seat | None, Questionnaire | None]:
    """The seat of this browser and its form; a sent one only sends again."""
    seat = visits.seat_of(request)
    if seat is None:
        return None, None
    now = timezone.now()
    if request.method == "POST" and "send" in request.POST:
        return seat, answering.form_of(seat.visit)
    found = answering.invited(seat.visit, now=now)
    return seat, found.instrument.questionnaire if found else None


def _answered(request: HttpRequest, seat: Seat, form: Questionnaire, number: int) -> HttpResponse:
    item = form.by_code.get(request.POST.get("item", ""))
    if item is None:
        return redirect("answer_question", number)
    moves = {"back", "stop", "language"} & set(request.POST)
    try:
        value = "" if "skip" in request.POST else rules.coded(item, request.POST.getlist("answer"))
    except rules.Unfit:
        if not moves:
            return _question(request, seat, form, number, problem="unfit")
        value = ""
    if not value and not moves and "skip" not in request.POST:
        return _question(request, seat, form, number, problem="choose")
    if (value or "skip" in request.POST) and not answering.keep(
        visit=seat.visit, item=item.code, value=value, now=timezone.now()
    ):
        return _closed(request)
    return _moved(request, seat, form, item.code)


def _moved(request: HttpRequest, seat: Seat, form: Questionnaire, item: str) -> HttpResponse:
    """To where the pressed button leads; answers before may have changed what is asked."""
    asked = rules.questions(form, answering.answers_of(seat.visit))
    codes = [each.code for each in asked]
    here = codes.index(item) + 1 if item in codes else 1
    if "stop" in request.POST:
        return visits.give(redirect("answer_done"), seat)
    if "back" in request.POST and here == 1:
        return visits.give(redirect("answer_practice"), seat)
    if "language" in request.POST:
        spoken = visits.speaking(seat, _language(request, form))
        return visits.give(redirect("answer_question", here), spoken)
    step = here - 1 if "back" in request.POST else here + 1
    if step > len(asked):
        return visits.give(redirect("answer_done"), seat)
    return visits.give(redirect("answer_question", step), seat)


def _onwards(
    request: HttpRequest, seat: Seat, form: Questionnaire, to: str, *args: int, here: str
) -> HttpResponse:
    """On to the next page, or back here in another language."""
    if "stop" in request.POST:
        return redirect("answer_done")
    if chosen := _language(request, form):
        return visits.give(redirect(here), visits.speaking(seat, chosen))
    return visits.give(redirect(to, *args), seat)


def _language(request: HttpRequest, form: Questionnaire) -> str:
    wanted = request.POST.get("language", "")
    return wanted if wanted in asking.languages(form) else ""


def _question(
    request: HttpRequest, seat: Seat, form: Questionnaire, number: int, *, problem: str = ""
) -> HttpResponse:
    said = answering.answers_of(seat.visit)
    asked = rules.questions(form, said)
    if not 1 <= number <= len(asked):
        return redirect("answer_done")
    context: dict[str, Any] = {"number": number, "total": len(asked), "problem": problem}
    context["question"] = asking.question(asked[number - 1], seat.language, said=said)
    status = 422 if problem else 200
    return _page(request, "question", seat.language, form=form, status=status, **context)


def _closed(request: HttpRequest, *, counted: bool = False) -> HttpResponse:
    """The same answer whatever a link or code is: wrong, too old, used or taken back."""
    language = visits.language_of(request)
    if counted and visits.tried_wrongly(request):
        return _page(request, "closed", language, status=429, wait=True)
    return _page(request, "closed", language, status=404)


def _page(
    request: HttpRequest,
    name: str,
    language: str,
    *,
    form: Questionnaire | None = None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    context |= asking.frame(form, language)
    said = words.words(language)
    counted = {"number": context.get("number", ""), "total": context.get("total", "")}
    context["words"] = {key: text.format(**counted) for key, text in said.items()}
    if problem := context.get("problem"):
        context["problem"] = said[problem]
    return render(request, f"surveys/answering/{name}.html", context, status=status)
