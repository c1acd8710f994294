"""The pages of who answers without an account: one question a page, and nothing but that.

No GET or HEAD changes anything that is stored, so whoever looks at a link beforehand leaves it as
it was. The addresses say nothing: the link's secret is in the cookie from the first answer on.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from stegvis.access.rules import public
from stegvis.core import clock
from stegvis.surveys import asking, helping, recordings
from stegvis.surveys.actions import answering
from stegvis.surveys.models import Invitation
from stegvis.surveys.rules import answers as rules
from stegvis.surveys.rules.questionnaire import Questionnaire
from stegvis.surveys.views import devices, showing, visits
from stegvis.surveys.views.showing import closed
from stegvis.surveys.views.visits import Seat

Answers = Mapping[str, str]
reads_and_posts = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Sitting:
    """Somebody who answers: her browser, and what she was invited to."""

    seat: Seat
    invitation: Invitation

    @property
    def form(self) -> Questionnaire:
        return self.invitation.instrument.questionnaire


@public
@reads_and_posts
def type_code(request: HttpRequest) -> HttpResponse:
    """The short address: a code is typed, and its questions begin."""
    if request.method != "POST":
        return showing.page(request, "code", visits.language_of(request))
    visit = answering.by_code(request.POST.get("code", "")[:40], now=timezone.now())
    if visit is None:
        return closed(request, counted=True)
    return visits.give(redirect("answer_welcome"), visits.seated(request, visit))


@public
@require_safe
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """A personal link: its secret moves to the cookie, and the address is cleaned."""
    visit = answering.by_link(token, now=timezone.now())
    if visit is None:
        response = closed(request, counted=True)
    else:
        response = visits.give(redirect("answer_welcome"), visits.seated(request, visit))
    # Only here is there a secret in the address; the other pages' posts need an origin.
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@public
@reads_and_posts
def welcome(request: HttpRequest) -> HttpResponse:
    """What it is about, that it is voluntary, and in which language."""
    sitting = _sitting(request)
    if sitting is None:
        return closed(request)
    if request.method == "POST":
        first = ("answer_question", 1) if sitting.seat.back else ("answer_practice",)
        return _onwards(request, sitting, *first, here="answer_welcome")
    return _page(request, "welcome", sitting)


@public
@reads_and_posts
def practice(request: HttpRequest) -> HttpResponse:
    """A question whose answer nobody keeps."""
    sitting = _sitting(request)
    if sitting is None:
        return closed(request)
    if request.method == "POST":
        if "back" in request.POST:
            return redirect("answer_welcome")
        return _onwards(request, sitting, "answer_question", 1, here="answer_practice")
    return _page(request, "practice", sitting)


@public
@reads_and_posts
def question(request: HttpRequest, number: int) -> HttpResponse:
    """Question `number` of those that are asked, given the answers so far."""
    sitting = _sitting(request)
    if sitting is None:
        return closed(request)
    if request.method == "POST":
        return _answered(request, sitting, number)
    return _question(request, sitting, number)


@public
@reads_and_posts
def done(request: HttpRequest) -> HttpResponse:
    """At the end, or where she stops: send the answers, or remove them."""
    sitting = _sitting(request)
    if sitting is None:
        return closed(request)
    visit = sitting.seat.visit
    if request.method == "POST" and "remove" in request.POST:
        answering.forget(visit=visit)
        return devices.finished(request, _page(request, "removed", sitting))
    if request.method == "POST" and "send" in request.POST:
        sent = answering.send(visit=visit, now=timezone.now(), today=clock.today())
        return redirect("answer_thanks") if sent else closed(request)
    if request.method == "POST":
        return _onwards(request, sitting, "answer_question", 1, here="answer_done")
    said = answering.answers_of(visit)
    asked = rules.questions(sitting.form, said)
    number = sum(1 for item in asked if said.get(item.code))
    context = {"number": number, "total": len(asked), "can_send": bool(said)}
    return _page(request, "done", sitting, **context)


@public
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """The receipt: what happens next, never what was answered."""
    seat = visits.seat_of(request)
    invitation = answering.behind(seat.visit) if seat else None
    if seat is None or invitation is None:
        return closed(request)
    page = _page(request, "thanks", Sitting(seat, invitation))
    return devices.finished(request, page) if visits.tablet_of(request) else page


def _sitting(request: HttpRequest) -> Sitting | None:
    """Who answers in this browser, and what; a sent one only sends again."""
    seat = visits.seat_of(request)
    if seat is None:
        return None
    again = request.method == "POST" and "send" in request.POST
    found = (
        answering.behind(seat.visit) if again else answering.invited(seat.visit, now=timezone.now())
    )
    return Sitting(seat, found) if found else None


def _answered(request: HttpRequest, sitting: Sitting, number: int) -> HttpResponse:
    item = sitting.form.by_code.get(request.POST.get("item", ""))
    if item is None:
        return redirect("answer_question", number)
    skipped = "skip" in request.POST
    moves = {"back", "stop", "language"} & set(request.POST)
    try:
        value = "" if skipped else rules.given(item, request.POST.getlist("answer"))
    except rules.Unfit:
        if not moves:
            return _question(request, sitting, number, problem="unfit")
        value = ""
    if not (value or moves or skipped):
        return _question(request, sitting, number, problem="choose")
    visit = sitting.seat.visit
    said = (
        answering.keep(visit=visit, item=item.code, value=value, now=timezone.now())
        if value or skipped
        else answering.answers_of(visit)
    )
    return closed(request) if said is None else _moved(request, sitting, item.code, said)


def _moved(request: HttpRequest, sitting: Sitting, item: str, said: Answers) -> HttpResponse:
    """To where the pressed button leads; answers before may have changed what is asked."""
    seat = sitting.seat
    asked = rules.questions(sitting.form, said)
    codes = [each.code for each in asked]
    here = codes.index(item) + 1 if item in codes else 1
    if "stop" in request.POST:
        return visits.give(redirect("answer_done"), seat)
    if "back" in request.POST and here == 1:
        return visits.give(redirect("answer_welcome" if seat.back else "answer_practice"), seat)
    if "language" in request.POST:
        spoken = visits.speaking(seat, _language(request, sitting.form))
        return visits.give(redirect("answer_question", here), spoken)
    step = here - 1 if "back" in request.POST else here + 1
    if step > len(asked):
        return visits.give(redirect("answer_done"), seat)
    return visits.give(redirect("answer_question", step), seat)


def _onwards(
    request: HttpRequest, sitting: Sitting, to: str, *args: int, here: str
) -> HttpResponse:
    """On to the next page, or back here in another language."""
    if "stop" in request.POST:
        return redirect("answer_done")
    if chosen := _language(request, sitting.form):
        return visits.give(redirect(here), visits.speaking(sitting.seat, chosen))
    return visits.give(redirect(to, *args), sitting.seat)


def _language(request: HttpRequest, form: Questionnaire) -> str:
    wanted = request.POST.get("language", "")
    return wanted if wanted in asking.languages(form) else ""


def _question(
    request: HttpRequest, sitting: Sitting, number: int, *, problem: str = ""
) -> HttpResponse:
    said = answering.answers_of(sitting.seat.visit)
    asked = rules.questions(sitting.form, said)
    if not 1 <= number <= len(asked):
        return redirect("answer_done")
    item, language = asked[number - 1], sitting.seat.language
    before = answering.first_answers(sitting.seat.visit).get(item.code, "")
    context: dict[str, Any] = {
        "number": number,
        "total": len(asked),
        "problem": problem,
        "question": asking.question(item, language, said=said),
        "answer": asking.in_words(item, before, language),
        "sounds": recordings.sounds(sitting.invitation.instrument, item, language),
    }
    return _page(request, "question", sitting, status=422 if problem else 200, **context)


def _page(
    request: HttpRequest, name: str, sitting: Sitting, *, status: int = 200, **context: Any
) -> HttpResponse:
    """A page of this sitting; only her own browser may keep what the line has not taken yet."""
    seat, form = sitting.seat, sitting.form
    own = not (form.sensitive or seat.back or visits.tablet_of(request))
    context |= {"keep": visits.mark_of(seat) if own else "", "back_to": seat.back}
    return showing.page(
        request,
        name,
        seat.language,
        form=form,
        place=helping.place_of(sitting.invitation),
        status=status,
        **context,
    )
