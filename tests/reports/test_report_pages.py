"""Ordering a report and finding it again, as pages."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stegvis.access.roles import ASSOCIATION_OFFICE, BOARD, INTERVENTION_STAFF, OWNER_MANAGER
from stegvis.reports import files
from stegvis.reports.models import Report
from tests.factories.people import user_with
from tests.factories.places import association, intervention, organisation

PATH = "/west/rapporter/"


@pytest.fixture
def place(db):
    return association(slug="west")


@pytest.fixture
def office(client, place):
    client.force_login(user_with(ASSOCIATION_OFFICE, place))
    client.cookies["stegvis_language"] = "en"
    return client


@pytest.fixture
def folder(settings, tmp_path):
    settings.VAR = tmp_path
    return files.new_folder()


def order(**changes) -> dict:
    return {
        "kind": "annual",
        "period": "2022",
        "audience": "association",
        "language": "sv",
    } | changes


def test_an_order_is_stored_and_shown(office, place):
    answer = office.post(f"{PATH}ny/", order(period="2022-T1", language="en"))
    made = Report.objects.get()
    assert answer["Location"] == f"{PATH}{made.pk}/"
    assert (made.kind, made.period, made.language) == ("annual", "2022-T1", "en")
    assert made.state == "ordered"
    page = office.get(answer["Location"]).content.decode()
    assert "<progress" in page
    assert "Waiting" in page


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"period": ""}, "period"),
        ({"period": "våren"}, "period"),
        ({"period": "start..2022-08"}, "period"),
        ({"kind": "novel"}, "kind"),
        ({"audience": "owner"}, "audience"),
        ({"interventions": ["999999"]}, "interventions"),
        ({"period": "2022-01-05..2022-02-28"}, "__all__"),
    ],
)
def test_an_order_that_cannot_be_made_says_what_to_change(office, place, change, field):
    answer = office.post(f"{PATH}ny/", order(**change))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Report.objects.exists()


def test_exact_figures_are_offered_to_those_who_may_see_persons(client, place):
    owner = organisation()
    made = intervention(association=place, owner=owner)
    client.force_login(user_with(OWNER_MANAGER, owner))
    asked = order(audience="owner", interventions=[made.pk])
    assert client.post(f"{PATH}ny/", asked).status_code == 302
    assert Report.objects.get().audience == "owner"


def test_an_intervention_one_holds_no_role_for_cannot_be_chosen(office, place):
    elsewhere = intervention()
    answer = office.post(f"{PATH}ny/", order(interventions=[elsewhere.pk]))
    assert list(answer.context["form"].errors) == ["interventions"]


def test_a_report_that_is_ready_offers_the_files_there_are(office, place, folder):
    files.file_of(folder, "pdf").write_bytes(b"%PDF-1.7")
    made = Report.objects.create(
        association=place, kind="annual", period="2022", state="ready", folder=folder
    )
    page = office.get(f"{PATH}{made.pk}/").content.decode()
    assert f"{PATH}{made.pk}/pdf/" in page
    assert f"{PATH}{made.pk}/docx/" not in page
    answer = office.get(f"{PATH}{made.pk}/pdf/")
    assert b"".join(answer.streaming_content) == b"%PDF-1.7"
    assert answer["Content-Type"] == "application/pdf"
    assert 'filename="west-annual-2022.pdf"' in answer["Content-Disposition"]


@pytest.mark.parametrize("suffix", ["docx", "exe", "..", "snapshot.json"])
def test_a_file_that_is_not_there_is_missing(office, place, folder, suffix):
    made = Report.objects.create(
        association=place, kind="annual", period="2022", state="ready", folder=folder
    )
    assert office.get(f"{PATH}{made.pk}/{suffix}/").status_code == 404


def test_a_report_that_is_not_ready_has_no_files(office, place, folder):
    files.file_of(folder, "pdf").write_bytes(b"%PDF-1.7")
    made = Report.objects.create(
        association=place, kind="annual", period="2022", state="running", folder=folder
    )
    assert office.get(f"{PATH}{made.pk}/pdf/").status_code == 404


def test_htmx_is_sent_how_far_it_has_come_and_what_to_say_when_it_is_ready(office, place):
    made = Report.objects.create(
        association=place, kind="annual", period="2022", state="running", done_percent=40
    )
    asked = {"HX-Request": "true"}
    part = office.get(f"{PATH}{made.pk}/", headers=asked).content.decode()
    assert "<html" not in part
    assert 'value="40"' in part
    assert "hx-swap-oob" not in part
    Report.objects.update(state="ready")
    part = html.unescape(office.get(f"{PATH}{made.pk}/", headers=asked).content.decode())
    assert "The report is ready." in part
    assert "hx-trigger" not in part


def test_the_board_reads_and_staff_do_not(client, place):
    Report.objects.create(association=place, kind="annual", period="2022", state="ready")
    client.force_login(user_with(BOARD, place))
    page = client.get(PATH).content.decode()
    assert re.search(r'href="/west/rapporter/\d+/"', page)
    assert "/rapporter/ny/" not in page
    client.force_login(user_with(INTERVENTION_STAFF, intervention(association=place)))
    assert client.get(PATH).status_code == 404


def test_three_reports_cost_no_more_queries_than_one(office, place):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            office.get(PATH)
        return len(queries)

    def ordered() -> None:
        by = user_with(BOARD, place)
        Report.objects.create(association=place, kind="annual", period="2022", ordered_by=by)

    ordered()
    office.get(PATH)
    one = cost()
    ordered()
    ordered()
    assert cost() == one
