"""A screen that is handed over, a tablet that stands, an interview: what each can reach."""

import pytest
from django.core.cache import cache
from django.test import Client

from stegvis.access import context
from stegvis.access.models import ReadLogEntry
from stegvis.access.roles import BOARD, INTERVENTION_STAFF
from stegvis.core import clock
from stegvis.surveys import shipping
from stegvis.surveys.models import AnswerDraft, Instrument, Invitation, Response
from stegvis.surveys.views import counting
from tests.factories import surveys
from tests.factories.people import participation, user_with
from tests.factories.places import intervention
from tests.surveys.answering.invited import EVERYTHING, invitation, say, text

pytestmark = pytest.mark.django_db
OWN = {"stegvis_answering", "stegvis_asked", "stegvis_tablet"}


@pytest.fixture(autouse=True)
def no_tries_yet():
    cache.clear()


@pytest.fixture
def person():
    with context.acting(EVERYTHING):
        place = intervention()
        surveys.use(place)
        return participation(place, started_on=clock.today())


@pytest.fixture
def staff(person):
    client = Client(headers={"accept-language": "sv"})
    client.force_login(user_with(INTERVENTION_STAFF, person.site))
    return client


def home(person) -> str:
    return f"/{person.association.slug}"


def links(person) -> str:
    return f"{home(person)}/deltagare/{person.pk}/enkater/lankar/"


def start(staff, person, how: str, **said):
    """Press one of the buttons beside the occasion that waits."""
    use = person.intervention.instruments_in_use.get()
    occasion = {"instrument": use.instrument_id, "occasion": "start", "due_on": person.started_on}
    return staff.post(f"{links(person)}{how}/", occasion | said)


def cookies(client: Client) -> set[str]:
    return {name for name, each in client.cookies.items() if each.value} & OWN


def answer_and_send(client: Client):
    say(client, 1, "q1", "4")
    client.post("/e/klar/", {"send": ""})
    return client.get("/e/tack/")


def the_response() -> Response:
    with context.acting(EVERYTHING):
        return Response.objects.get()


def test_a_screen_that_is_handed_over_has_no_rights_but_to_answer(staff, person):
    assert staff.get(links(person)).status_code == 200
    assert start(staff, person, "surfplatta")["Location"] == "/e/start/"
    assert "_auth_user_id" not in staff.session
    for path in ("/", f"{home(person)}/deltagare/", links(person)):
        assert staff.get(path)["Location"].startswith("/konto/logga-in/")
    assert staff.get("/e/fraga/1/").status_code == 200


def test_after_the_last_page_nothing_of_the_answers_opens_on_it(staff, person):
    start(staff, person, "surfplatta")
    thanks = answer_and_send(staff)
    assert "Lämna tillbaka den till personalen." in text(thanks)
    assert thanks["Clear-Site-Data"] == '"storage"'
    assert cookies(staff) == set()
    for path in ("/e/start/", "/e/fraga/1/", "/e/klar/", "/e/tack/"):
        assert staff.get(path).status_code == 404
    assert the_response().participation_id == person.pk


def test_whoever_removes_her_answers_leaves_nothing_either(staff, person):
    start(staff, person, "surfplatta")
    say(staff, 1, "q1", "4")
    assert staff.post("/e/klar/", {"remove": ""}).status_code == 200
    assert cookies(staff) == set()


def test_wiping_forgets_what_was_not_sent(staff, person):
    start(staff, person, "surfplatta")
    say(staff, 1, "q1", "4")
    wiped = staff.post("/e/rensa/")
    assert "Lämna tillbaka den" in text(wiped)
    assert wiped["Clear-Site-Data"] == '"storage"'
    with context.acting(EVERYTHING):
        assert (AnswerDraft.objects.count(), Response.objects.count()) == (0, 0)
    assert staff.get("/e/fraga/1/").status_code == 404


def test_without_script_the_browser_wipes_after_two_minutes_and_changes_nothing_stored(
    staff, person
):
    start(staff, person, "surfplatta")
    page = text(say(staff, 1, "q1", "4", back="") and staff.get("/e/fraga/1/"))
    assert '<meta http-equiv="refresh" content="120; url=/e/rensa/">' in page
    assert staff.get("/e/rensa/").status_code == 200
    with context.acting(EVERYTHING):
        assert AnswerDraft.objects.count() == 1
    assert staff.get("/e/fraga/1/").status_code == 404


def test_a_phone_of_ones_own_is_never_wiped_by_an_address(person):
    with context.acting(EVERYTHING):
        use = person.intervention.instruments_in_use.get()
        made = invitation(person, use.instrument)
    client = Client()
    client.get(f"/e/o/{made.token}/")
    say(client, 1, "q1", "4")
    for ask in (client.get, client.post):
        assert ask("/e/rensa/")["Location"] == "/e/"
    assert client.get("/e/fraga/1/").status_code == 200
    assert "data-idle" not in text(client.get("/e/fraga/1/"))


def test_a_tablet_forgets_after_five_minutes_even_if_its_browser_did_not(
    staff, person, monkeypatch
):
    start(staff, person, "surfplatta")
    assert staff.get("/e/start/").status_code == 200
    monkeypatch.setattr("stegvis.surveys.views.visits.LASTS_ON_TABLET", -1)
    assert staff.get("/e/start/").status_code == 404


def test_whoever_reads_on_is_given_more_time(staff, person):
    start(staff, person, "surfplatta")
    answer = staff.post("/e/kvar/")
    assert answer.status_code == 204
    assert "stegvis_answering" in answer.cookies


def tablet_of(staff, person, **said):
    return staff.post(
        f"{home(person)}/insatser/{person.intervention.slug}/enkater/surfplatta/", said
    )


def test_on_a_tablet_that_stands_one_after_the_other_types_her_code(staff, person):
    with context.acting(EVERYTHING):
        asked = person.intervention.instruments_in_use.get().instrument
        others = [participation(person.site, started_on=clock.today()) for _each in range(2)]
        made = [invitation(each, asked) for each in others]
    assert tablet_of(staff, person)["Location"] == "/e/"
    assert "_auth_user_id" not in staff.session
    for each in made:
        assert "Personal: logga in" in text(staff.get("/e/"))
        staff.post("/e/", {"code": each.code})
        thanks = answer_and_send(staff)
        assert 'href="/e/">Nästa person' in text(thanks)
        assert cookies(staff) == {"stegvis_tablet"}
    with context.acting(EVERYTHING):
        answered = set(Response.objects.values_list("participation", flat=True))
    assert answered == {each.pk for each in others}
    assert staff.post("/e/platta/")["Location"] == "/konto/logga-in/"
    assert cookies(staff) == set()


def test_on_a_tablet_an_unlinked_form_begins_anew_for_each(staff, person):
    shipping.ensure()
    use = surveys.use(person.intervention, Instrument.objects.get(code="violence"))
    first = tablet_of(staff, person, form=use.pk)
    assert first["Location"] == f"/e/i/{counting.token_of(use)}/"
    page = staff.get(first["Location"], follow=True)
    state = page.context["state"]
    end = staff.post("/e/i/", {"state": state, "remove": ""})
    assert first["Location"] in text(end)
    assert staff.get("/e/i/").status_code == 404
    assert staff.get(first["Location"], follow=True).status_code == 200


def test_a_form_of_another_intervention_is_no_choice(staff, person):
    shipping.ensure()
    foreign = surveys.use(intervention(), Instrument.objects.get(code="violence"))
    assert tablet_of(staff, person, form=foreign.pk).status_code == 404
    assert "_auth_user_id" in staff.session


def test_staff_read_the_questions_and_the_response_says_so(staff, person):
    assert start(staff, person, "intervju", interpreter="so")["Location"] == "/e/start/"
    assert staff.post("/e/start/", {"next": ""})["Location"] == "/e/fraga/1/"
    page = text(staff.get("/e/fraga/1/"))
    assert "Intervju: läs frågan och svaren högt" in page
    assert "data-forget" in page
    thanks = text(answer_and_send(staff))
    assert f'href="{home(person)}/deltagare/{person.pk}/enkater/' in thanks
    response = the_response()
    assert (response.with_staff, response.interpreter) == (True, "so")
    assert "_auth_user_id" in staff.session


def test_answers_of_her_own_are_not_marked(staff, person):
    start(staff, person, "surfplatta")
    answer_and_send(staff)
    assert (the_response().with_staff, the_response().interpreter) == (False, "")


def test_a_language_that_nobody_interprets_is_none(staff, person):
    start(staff, person, "intervju", interpreter="<script>")
    with context.acting(EVERYTHING):
        assert Invitation.objects.get().interpreter == ""


def test_an_occasion_that_does_not_wait_is_refused_and_nobody_is_logged_out(staff, person):
    for how in ("surfplatta", "intervju"):
        assert start(staff, person, how, occasion="exit").status_code == 422
    assert "_auth_user_id" in staff.session


def test_who_does_not_register_there_starts_nothing(person):
    client = Client()
    client.force_login(user_with(BOARD, person.association))
    for how in ("surfplatta", "intervju"):
        assert start(client, person, how).status_code == 404
    assert tablet_of(client, person).status_code == 404


def test_that_the_staff_opened_the_occasions_is_in_the_read_log(staff, person):
    start(staff, person, "intervju", occasion="exit")
    actions = ReadLogEntry.objects.values_list("action", flat=True)
    assert list(actions) == ["measurements.interview"]
