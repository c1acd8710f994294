"""Ordered reports: checked when ordered and again when made, their files closed to others."""

import stat
from typing import cast

import pytest
from asgiref.sync import async_to_sync
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from stegvis.access import context, roles
from stegvis.access.models import Grant
from stegvis.access.scope import Scope
from stegvis.config.jobs import begin_again
from stegvis.reports import files
from stegvis.reports.actions import orders
from stegvis.reports.jobs import make_report
from stegvis.reports.models import Report
from stegvis.reports.request import ReportFault
from tests.factories import people, places

pytestmark = [pytest.mark.reports, pytest.mark.usefixtures("english")]


@pytest.fixture
def workshop(committed):
    """An intervention with three participants, and its association."""
    with transaction.atomic(), context.acting(Scope(everything=True)):
        made = places.intervention(slug="verkstan", name="Verkstan")
        for gender in ("woman", "woman", "man"):
            people.participation(made, gender=gender, referrers=["fk"])
    return made


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.VAR = tmp_path


def order(workshop, by, **asked) -> Report:
    known = {"kind": "annual", "period": "2022", "audience": "association", "interventions": ()}
    return orders.order(
        association=workshop.association, by=by, **(known | {"language": "en"} | asked)
    )


def made(report: Report) -> Report:
    make_report(report_id=report.pk)
    report.refresh_from_db()
    return report


def test_the_worker_makes_what_the_office_orders_in_every_format(workshop):
    office = people.user_with(roles.ASSOCIATION_OFFICE, workshop.association)
    ordered = order(workshop, office)
    assert (ordered.state, ordered.done_percent) == ("ordered", 0)

    worker = cast("DjangoConnector", app.connector).get_worker_connector()
    with app.replace_connector(worker) as running:
        running.run_worker(wait=False, install_signal_handlers=False, delete_jobs="always")

    ordered.refresh_from_db()
    assert (ordered.state, ordered.problem, ordered.done_percent) == ("ready", "", 100)
    assert ordered.ready_at is not None
    assert ordered.data_version[:12] in files.file_of(ordered.folder, "html").read_text("utf-8")
    found = [files.file_of(ordered.folder, suffix) for suffix in files.FORMATS]
    assert all(path.stat().st_size > 1000 for path in found)
    assert {stat.S_IMODE(path.stat().st_mode) for path in found} == {0o600}
    assert stat.S_IMODE(found[0].parent.stat().st_mode) == 0o700


def test_two_reports_lie_in_folders_whose_names_say_nothing(workshop):
    office = people.user_with(roles.ASSOCIATION_OFFICE, workshop.association)
    folders = {made(order(workshop, office)).folder for _ in range(2)}
    assert {len(folder) for folder in folders} == {32}
    assert len(folders) == 2


def test_who_lost_the_right_before_it_was_made_gets_no_report(workshop):
    office = people.user_with(roles.ASSOCIATION_OFFICE, workshop.association)
    ordered = order(workshop, office)
    Grant.objects.filter(user=office).delete()

    assert made(ordered).state == "failed"
    assert "may not order reports" in ordered.problem
    assert ordered.folder == ""


def test_the_board_reads_reports_and_orders_none(workshop):
    board = people.user_with(roles.BOARD, workshop.association)
    with pytest.raises(orders.NotAllowed, match="may not order reports"):
        order(workshop, board)
    assert not Report.objects.exists()


def test_the_office_may_not_have_exact_figures(workshop):
    office = people.user_with(roles.ASSOCIATION_OFFICE, workshop.association)
    with pytest.raises(orders.NotAllowed, match="responsible for all its sites"):
        order(workshop, office, audience="owner", interventions=[workshop])


def test_the_owner_gets_exact_figures_of_her_own_intervention(workshop):
    manager = people.user_with(roles.OWNER_MANAGER, workshop.owner)
    report = made(order(workshop, manager, audience="owner", interventions=[workshop]))
    page = files.file_of(report.folder, "html").read_text("utf-8")
    assert "3 participants were enrolled" not in page  # the number is bound, see below
    assert ">3</data> participants were enrolled" in page
    assert ">2</data> women" in page


def test_exact_figures_need_every_site_of_the_intervention(workshop):
    manager = people.user_with(roles.OWNER_MANAGER, workshop.owner)
    with transaction.atomic(), context.acting(Scope(everything=True)):
        places.site(intervention=workshop, owner=places.organisation())
    with pytest.raises(orders.NotAllowed, match="responsible for all its sites"):
        order(workshop, manager, audience="owner", interventions=[workshop])


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"period": "2022-13"}, "2022-13"),
        ({"period": "start..2022-08"}, "no first day"),
        ({"period": "2022-01-01..2022-08-12"}, "within a month"),
        ({"kind": "monthly"}, "There is no kind «monthly»"),
        ({"language": "fi"}, "There is no language «fi»"),
    ],
)
def test_what_cannot_be_made_is_refused_when_it_is_ordered(workshop, asked, said):
    office = people.user_with(roles.ASSOCIATION_OFFICE, workshop.association)
    with pytest.raises(ReportFault, match=said):
        order(workshop, office, **asked)
    assert not Report.objects.exists()


def test_a_report_that_breaks_says_so_without_saying_how(workshop, monkeypatch):
    office = people.user_with(roles.ASSOCIATION_OFFICE, workshop.association)
    ordered = order(workshop, office)
    files.charts().parent.mkdir(parents=True)
    files.charts().write_text("a file where the folder of charts should be")
    (files.charts().parents[1] / "files").write_text("and one where the files should be")

    with pytest.raises(OSError):  # noqa: PT011 (which of them depends on the system)
        make_report(report_id=ordered.pk)

    ordered.refresh_from_db()
    assert (ordered.state, ordered.problem) == ("failed", "The report could not be made.")


def test_a_report_whose_worker_died_is_begun_again(workshop):
    office = people.user_with(roles.ASSOCIATION_OFFICE, workshop.association)
    ordered = order(workshop, office)
    _worker_dies_with_its_job()
    async_to_sync(begin_again.func)(timestamp=0)
    assert _states_of_jobs() == ["todo"]
    assert made(ordered).state == "ready"


def test_a_report_that_kills_its_worker_is_given_up(workshop):
    office = people.user_with(roles.ASSOCIATION_OFFICE, workshop.association)
    ordered = order(workshop, office)
    Report.objects.filter(pk=ordered.pk).update(tries=3, state="running")
    found = made(ordered)
    assert (found.state, found.problem) == ("failed", "The report could not be made.")


def _worker_dies_with_its_job() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = NULL")


def _states_of_jobs() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text FROM procrastinate_jobs")
        return [state for (state,) in cursor.fetchall()]
