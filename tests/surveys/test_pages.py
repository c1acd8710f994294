"""The pages of surveys: seen, imported, edited, planned, and what waits for each participation."""

import json
from datetime import date
from io import BytesIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stegvis.access import context
from stegvis.access.models import ReadLogEntry
from stegvis.access.roles import (
    ASSOCIATION_OFFICE,
    BOARD,
    INTERVENTION_STAFF,
    OWNER_MANAGER,
)
from stegvis.access.scope import Scope
from stegvis.core import clock
from stegvis.surveys import shipping
from stegvis.surveys.models import Instrument, InstrumentUse, NotAnswered
from stegvis.surveys.samples import SLOTS, sample
from stegvis.surveys.xlsform import writing
from tests.factories import surveys
from tests.factories.people import participation, user_with
from tests.factories.places import association, intervention

pytestmark = pytest.mark.django_db
EVERYTHING = Scope(everything=True)


@pytest.fixture
def place():
    shipping.ensure()
    return association()


@pytest.fixture
def made(place):
    return intervention(association=place)


@pytest.fixture
def office(client, place):
    client.force_login(user_with(ASSOCIATION_OFFICE, place))
    return client


@pytest.fixture
def manager(client, made):
    client.force_login(user_with(OWNER_MANAGER, made.owner))
    return client


def upload(content: bytes, name: str = "form.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def text(answer) -> str:
    return answer.content.decode()


def test_the_office_sees_what_is_shipped_and_its_own(office, place, made):
    surveys.instrument(place, title={"sv": "Förbundets fråga"})
    surveys.instrument(association(), title={"sv": "En annans fråga"})
    page = text(office.get(f"/{place.slug}/enkater/"))
    assert "Så har du det" in page
    assert "Förbundets fråga" in page
    assert "En annans fråga" not in page


def test_one_row_and_three_take_the_same_number_of_queries(
    office, place, made, django_assert_max_num_queries
):
    for _number in range(3):
        surveys.instrument(intervention=made)
    office.get(f"/{place.slug}/enkater/")
    with django_assert_max_num_queries(20) as three:
        office.get(f"/{place.slug}/enkater/")
    for _number in range(3):
        surveys.instrument(intervention=made)
    with django_assert_max_num_queries(len(three.captured_queries)):
        office.get(f"/{place.slug}/enkater/")


def test_the_board_has_no_such_page(client, place):
    client.force_login(user_with(BOARD, place))
    assert client.get(f"/{place.slug}/enkater/").status_code == 404


def test_every_language_of_the_preview_is_marked(office, place):
    office.get(f"/{place.slug}/enkater/")
    stored = Instrument.objects.get(association=None, code="self-assessment")
    page = text(office.get(f"/{place.slug}/enkater/{stored.pk}/visa/?language=ar"))
    assert 'lang="ar" dir="rtl"' in page
    assert "كيف هي أحوالك" in page
    easy = text(office.get(f"/{place.slug}/enkater/{stored.pk}/visa/?language=sv-easy"))
    assert "Min kropp mår bra." in easy


@pytest.mark.parametrize("code", ["start", "violence", "experience", "exit"])
def test_every_shipped_form_can_be_looked_through(office, place, code):
    office.get(f"/{place.slug}/enkater/")
    stored = Instrument.objects.get(association=None, code=code)
    for path in ("", "visa/"):
        assert office.get(f"/{place.slug}/enkater/{stored.pk}/{path}").status_code == 200


def test_what_is_downloaded_can_be_imported_again(office, place):
    stored = surveys.instrument(place)
    address = f"/{place.slug}/enkater/{stored.pk}/fil"
    workbook = office.get(f"{address}/xlsx/").content
    sent = {"file": upload(workbook), "where": "", "language": "sv"}
    answer = office.post(f"/{place.slug}/enkater/las-in/", sent)
    assert answer.url == f"/{place.slug}/enkater/{stored.pk}/"
    assert Instrument.objects.filter(code=stored.code).count() == 1
    resource = json.loads(office.get(f"{address}/json/").content)
    assert resource["item"][0]["text"] == "Hur mår du?"
    assert office.get(f"{address}/pdf/").status_code == 404


def test_an_import_that_cannot_be_understood_names_the_cell(office, place):
    rows = [{"type": "geopoint", "name": "where", "label": "Var?"}]
    workbook = _workbook({"survey": rows})
    sent = {"file": upload(workbook), "where": "", "language": "sv"}
    answer = office.post(f"/{place.slug}/enkater/las-in/", sent)
    assert answer.status_code == 422
    assert "geopoint" in text(answer)
    assert Instrument.objects.filter(association=place).count() == 0


def test_what_pyxform_refuses_is_refused(office, place):
    rows = [{"type": "text", "name": "two words", "label": "Hej"}]
    sent = {"file": upload(_workbook({"survey": rows})), "where": "", "language": "sv"}
    answer = office.post(f"/{place.slug}/enkater/las-in/", sent)
    assert answer.status_code == 422
    assert "row : 2" in text(answer)


@pytest.mark.parametrize("name", ["form.xls", "form.csv"])
def test_another_kind_of_file_is_refused(office, place, name):
    sent = {"file": upload(b"text", name), "where": "", "language": "sv"}
    assert office.post(f"/{place.slug}/enkater/las-in/", sent).status_code == 422


@pytest.mark.parametrize("slot", SLOTS.values(), ids=SLOTS)
def test_every_licensed_slot_has_a_sample_that_is_locked_once_imported(office, place, slot):
    workbook = office.get(f"/{place.slug}/enkater/mall/{slot.name}/").content
    sent = {"file": upload(workbook), "where": "", "language": "sv"}
    answer = office.post(f"/{place.slug}/enkater/las-in/", sent)
    assert answer.status_code == 302
    stored = Instrument.objects.get(association=place, code=slot.name)
    assert stored.questionnaire == sample(slot)
    assert stored.questionnaire.locked
    assert office.post(f"/{place.slug}/enkater/{stored.pk}/andra/").status_code == 404


def test_a_manager_imports_for_her_own_intervention_only(manager, place, made):
    form = surveys.form()
    path = f"/{place.slug}/enkater/las-in/"
    for where in ("", intervention(association=place).slug):
        sent = {"file": upload(writing.workbook(form)), "where": where, "language": "sv"}
        assert manager.post(path, sent).status_code == 422
    sent = {"file": upload(writing.workbook(form)), "where": made.slug, "language": "sv"}
    assert manager.post(path, sent).status_code == 302
    assert Instrument.objects.get(code=form.code).intervention == made


EDITED = {
    "title": "Vår fråga",
    "intro": "Frivilligt.",
    "steps": "6",
    "low": "Inte alls",
    "high": "Helt",
    "q-TOTAL_FORMS": "3",
    "q-INITIAL_FORMS": "0",
    "q-0-text": "Hur var veckan?",
    "q-0-easy": "Hur var veckan?",
    "q-0-kind": "scale",
    "q-1-text": "Vill du ha mer?",
    "q-1-kind": "yes_no",
    "q-2-text": "",
    "q-2-kind": "scale",
}


def test_a_manager_makes_a_short_survey_and_changes_it(manager, place, made):
    path = f"/{place.slug}/insatser/{made.slug}/enkater/ny/"
    assert manager.get(path).status_code == 200
    answer = manager.post(path, EDITED)
    stored = Instrument.objects.get(intervention=made)
    assert answer.url == f"/{place.slug}/enkater/{stored.pk}/visa/"
    form = stored.questionnaire
    assert [(item.code, item.kind) for item in form.items] == [("q1", "scale"), ("q2", "yes_no")]
    assert form.items[0].positive == ("4", "5", "6")
    assert form.languages == ("sv", "sv-easy")
    change = f"/{place.slug}/enkater/{stored.pk}/andra/"
    assert "Hur var veckan?" in text(manager.get(change))
    changed = EDITED | {"q-0-code": "q1", "q-0-text": "Hur har veckan varit?", "q-1-code": "q2"}
    manager.post(change, changed)
    stored = Instrument.objects.get(intervention=made)
    assert stored.questionnaire.items[0].text["sv"] == "Hur har veckan varit?"
    surveys.use(made, stored)
    manager.post(change, changed | {"title": "Vår nya fråga"})
    versions = Instrument.objects.filter(intervention=made).order_by("pk")
    assert [each.version for each in versions] == ["1", "2"]


def test_a_survey_without_a_question_is_refused(manager, place, made):
    path = f"/{place.slug}/insatser/{made.slug}/enkater/ny/"
    empty = EDITED | {"q-0-text": "", "q-1-text": ""}
    assert manager.post(path, empty).status_code == 422
    assert Instrument.objects.filter(intervention=made).count() == 0


def test_hard_easy_swedish_is_pointed_out(manager, place, made):
    hard = "Arbetslivsinriktade rehabiliteringsinsatser samordnas."
    path = f"/{place.slug}/insatser/{made.slug}/enkater/ny/"
    manager.post(path, EDITED | {"q-0-easy": hard})
    stored = Instrument.objects.get(intervention=made)
    assert "LIX" in text(manager.get(f"/{place.slug}/enkater/{stored.pk}/"))


def test_a_manager_plans_when_to_ask(manager, place, made):
    stored = surveys.instrument(intervention=made)
    base = f"/{place.slug}/insatser/{made.slug}/enkater/"
    sent = {
        "instrument": stored.pk,
        "at_start": "on",
        "every_months": "3",
        "months_after": "6, 12",
        "used_from": "2026-01-01",
    }
    assert manager.get(f"{base}lagg-till/").status_code == 200
    assert manager.post(f"{base}lagg-till/", sent).url == base
    use = InstrumentUse.objects.get()
    assert (use.every_months, use.at_exit, use.months_after) == (3, False, [6, 12])
    assert "Om dig" in text(manager.get(base))
    assert manager.get(f"{base}{use.pk}/").status_code == 200
    refused = manager.post(f"{base}{use.pk}/", {"instrument": stored.pk, "used_from": "2026-01-01"})
    assert refused.status_code == 422


def test_the_office_does_not_open_the_owners_plan(office, place, made):
    assert office.get(f"/{place.slug}/insatser/{made.slug}/enkater/").status_code == 404


def test_whoever_waits_to_be_asked_is_on_my_day_until_the_staff_say_why_not(client, place, made):
    staff = user_with(INTERVENTION_STAFF, made)
    client.force_login(staff)
    used = surveys.use(made, surveys.instrument(place, title={"sv": "Om dig"}))
    with context.acting(EVERYTHING):
        someone = participation(made, started_on=_today())
        another = participation(made, started_on=_today())
        surveys.answer(used.instrument, another)
    day = text(client.get(f"/{place.slug}/min-dag/"))
    page = f"/{place.slug}/deltagare/{someone.pk}/enkater/"
    assert page in day
    assert f"/{another.pk}/enkater/" not in day
    assert page in text(client.get(f"/{place.slug}/deltagare/{someone.pk}/"))
    assert "Om dig" in text(client.get(page))
    sent = {
        "instrument": used.instrument_id,
        "occasion": "start",
        "due_on": f"{_today()}",
        "reason": "interpreter_missing",
    }
    assert client.post(f"{page}saknas/", sent | {"reason": ""}).status_code == 422
    assert client.post(f"{page}saknas/", sent | {"due_on": "2020-01-01"}).status_code == 422
    assert client.post(f"{page}saknas/", sent).url == page
    with context.acting(EVERYTHING):
        stored = NotAnswered.objects.get()
        assert (stored.reason, stored.noted_by) == ("interpreter_missing", staff)
        logged = ReadLogEntry.objects.filter(action="measurements.pass_by", user_id=staff.pk)
        assert logged.exists()
    assert page not in text(client.get(f"/{place.slug}/min-dag/"))
    assert client.post(f"{page}angra/", sent).url == page
    assert page in text(client.get(f"/{place.slug}/min-dag/"))


def test_my_day_takes_no_more_queries_for_more_people(client, place, made):
    client.force_login(user_with(INTERVENTION_STAFF, made))
    surveys.use(made, surveys.instrument(place))
    counts = []
    for _round in range(2):
        with context.acting(EVERYTHING):
            for _number in range(2):
                participation(made, started_on=_today())
        counts.append(_queries(lambda: client.get(f"/{place.slug}/min-dag/")))
    assert counts[0] == counts[1]


def test_an_unlinked_form_gives_nobody_an_occasion(client, place, made):
    client.force_login(user_with(INTERVENTION_STAFF, made))
    surveys.use(made, surveys.instrument(place, linked=False))
    with context.acting(EVERYTHING):
        someone = participation(made, started_on=_today())
    page = text(client.get(f"/{place.slug}/deltagare/{someone.pk}/enkater/"))
    assert "saknas" not in page


def _today() -> date:
    return clock.today()


def _queries(act) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def _workbook(sheets: dict[str, list[dict[str, str]]]) -> bytes:
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            heads = list(rows[0])
            sheet.write_row(0, 0, heads)
            for number, row in enumerate(rows, start=1):
                sheet.write_row(number, 0, [row.get(head, "") for head in heads])
    return buffer.getvalue()
