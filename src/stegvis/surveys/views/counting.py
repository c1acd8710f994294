"""The pages of an unlinked form: nothing is stored, and nothing is known of who reads, until sent.

What has been answered travels with the form from page to page, signed; there is no draft. Beside
the cookie against forged posts there is one that says which form was opened, the same for all who
open it: without it no page of the form comes back, however it is asked for. The address says
nothing from the first page on.
"""

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from django.core import signing
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from stegvis.access.rules import public
from stegvis.core import clock
from stegvis.interventions.models import Intervention
from stegvis.organisations.models import Association
from stegvis.surveys import asking, helping, recordings
from stegvis.surveys.actions import unlinked
from stegvis.surveys.models import Instrument, InstrumentUse, YearlyRound
from stegvis.surveys.rules import answers as rules
from stegvis.surveys.rules import words
from stegvis.surveys.rules.questionnaire import Item, Questionnaire
from stegvis.surveys.views import devices, showing, visits
from stegvis.surveys.views.showing import closed

LINK, STATE = signing.Signer(salt="unlinked form link", sep="."), "unlinked form state"
ROUND = "r"  # before the number of a yearly round
OURS = (words.GENDER, words.OCCASION)  # asked before the form's own questions


@dataclass(frozen=True)
class State:
    """How far somebody has come; `at` is 0 before the first question."""

    use: str
    key: str
    language: str
    at: int
    said: dict[str, str]


@dataclass(frozen=True)
class Asking:
    """What a link opens: the form, and for which intervention or association it is counted."""

    name: str
    instrument: Instrument
    association: Association
    intervention: Intervention | None

    @property
    def place(self) -> helping.Place:
        """Whose texts of help are shown."""
        if self.intervention is None:
            return helping.Place(self.association.pk)
        return helping.place_of_all(self.intervention)


def token_of(use: InstrumentUse) -> str:
    """What the link of an unlinked form ends with: the same for everyone who is asked."""
    return LINK.sign(str(use.pk))


def token_of_round(found: YearlyRound) -> str:
    """What the link of a yearly round ends with."""
    return LINK.sign(f"{ROUND}{found.pk}")


@public
@require_safe
def open_form(request: HttpRequest, token: str) -> HttpResponse:
    """The link that everyone has been given; works as long as the intervention asks."""
    if _use_of(token, today=clock.today()) is None:
        return closed(request, counted=True)
    return visits.give_asked(redirect("answer_step"), token)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest) -> HttpResponse:
    """The first page; then one page on, back, or to the end. Only the last post stores anything."""
    today = clock.today()
    use = _use_of(visits.asked_of(request), today=today)
    if use is None:
        return closed(request)
    if request.method != "POST":
        begun = State(use.name, unlinked.key(today=today), visits.language_of(request), 0, {})
        return _show(request, begun, use)
    state = _state_of(request)
    if state is None or state.use != use.name:
        return closed(request)
    if "remove" in request.POST:
        return devices.finished(request, _page(request, "removed", state, use))
    if "send" in request.POST:
        return _sent(request, state, use)
    state, problem = _taken(request, state, use.instrument.questionnaire)
    return _show(request, state, use, problem=problem)


def _sent(request: HttpRequest, state: State, use: Asking) -> HttpResponse:
    try:
        unlinked.submit(
            intervention=use.intervention,
            association=use.association,
            instrument=use.instrument,
            gender=state.said.get(words.GENDER.code) or "unknown",
            occasion=state.said.get(words.OCCASION.code) or "first",
            answers=state.said,
            key=state.key,
            today=clock.today(),
        )
    except unlinked.Refused:
        return closed(request)
    page = _page(request, "thanks", state, use)
    # On one's own phone a second press must find the form again, to be told the same.
    return devices.finished(request, page) if visits.tablet_of(request) else page


def _taken(request: HttpRequest, state: State, form: Questionnaire) -> tuple[State, str]:
    """The state after what was posted, and by name what is wrong with it."""
    pressed = {"back", "stop", "language", "skip"} & set(request.POST)
    asked = _steps(form, state.said)
    if 1 <= state.at <= len(asked):
        item = asked[state.at - 1]
        try:
            value = rules.coded(item, request.POST.getlist("answer"))
        except rules.Unfit:
            if not pressed:
                return state, "unfit"
            value = ""
        if not value and not pressed:
            return state, "choose"
        if value or "skip" in pressed:
            kept = "" if "skip" in pressed else value
            state = replace(state, said={**state.said, item.code: kept})
    return _moved(request, state, form), ""


def _moved(request: HttpRequest, state: State, form: Questionnaire) -> State:
    last = len(_steps(form, state.said)) + 1
    if "language" in request.POST:
        wanted = request.POST["language"]
        offered = asking.languages(form)
        return replace(state, language=wanted) if wanted in offered else state
    if "stop" in request.POST:
        return replace(state, at=last)
    move = -1 if "back" in request.POST else 1
    return replace(state, at=min(max(state.at + move, 0), last))


def _steps(form: Questionnaire, said: dict[str, str]) -> tuple[Item, ...]:
    """The questions; only a participant is asked what she is and whether it is the first time."""
    ours = OURS if form.respondent == "participant" else ()
    return (*ours, *rules.questions(form, said))


def _show(request: HttpRequest, state: State, use: Asking, *, problem: str = "") -> HttpResponse:
    context: dict[str, Any] = {}
    asked = _steps(use.instrument.questionnaire, state.said)
    if state.at == 0:
        return _page(request, "welcome", state, use)
    if state.at > len(asked):
        number = sum(1 for item in asked if state.said.get(item.code))
        context = {"number": number, "total": len(asked), "can_send": number > 0}
        return _page(request, "done", state, use, **context)
    item = asked[state.at - 1]
    question = asking.question(item, state.language, said=state.said)
    context = {"number": state.at, "total": len(asked), "question": question, "problem": problem}
    context["sounds"] = recordings.sounds(use.instrument, item, state.language)
    return _page(request, "question", state, use, status=422 if problem else 200, **context)


def _use_of(token: str, *, today: date) -> Asking | None:
    try:
        name = LINK.unsign(token)
        number = int(name.removeprefix(ROUND))
    except (signing.BadSignature, ValueError):
        return None
    found = (_round if name.startswith(ROUND) else _use)(number, today=today)
    return found if found and not found.instrument.questionnaire.linked else None


def _use(pk: int, *, today: date) -> Asking | None:
    found = (
        InstrumentUse.objects.filter(Q(used_to=None) | Q(used_to__gte=today), pk=pk)
        .filter(used_from__lte=today)
        .select_related("instrument", "intervention__association")
        .first()
    )
    if found is None:
        return None
    place = found.intervention
    return Asking(str(pk), found.instrument, place.association, place)


def _round(pk: int, *, today: date) -> Asking | None:
    found = (
        YearlyRound.objects.filter(pk=pk, opens_on__lte=today, closes_on__gte=today)
        .select_related("instrument", "association")
        .first()
    )
    return Asking(f"{ROUND}{pk}", found.instrument, found.association, None) if found else None


def _state_of(request: HttpRequest) -> State | None:
    try:
        said = signing.loads(request.POST.get("state", ""), salt=STATE, max_age=visits.LASTS)
    except signing.BadSignature:
        return None
    return State(**said)


def _page(
    request: HttpRequest,
    name: str,
    state: State,
    use: Asking,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    return showing.page(
        request,
        name,
        state.language,
        form=use.instrument.questionnaire,
        place=use.place,
        status=status,
        state=signing.dumps(asdict(state), salt=STATE),
        **context,
    )
