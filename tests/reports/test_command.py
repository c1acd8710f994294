"""`stegvis report`: a file, whole or not at all, and a status that says whose fault it is."""

import pytest
from click.testing import CliRunner

from stegvis.config.commands import report
from tests.reports.rendering.reading import text_of

pytestmark = [pytest.mark.reports, pytest.mark.usefixtures("english")]


def run(*arguments: object):
    return CliRunner().invoke(report.command, [str(one) for one in arguments])


def asked(to, **changes: str) -> list[object]:
    known = {"association": "skaraborg", "period": "2022"} | changes
    options = [part for name, value in known.items() for part in (f"--{name}", value)]
    return ["annual", *options, "--to", to]


def test_the_file_is_written_and_said_where(imported, tmp_path):
    imported("promise-hjo-2022")
    to = tmp_path / "report.pdf"

    done = run(*asked(to, language="en", audience="owner", intervention="promise-hjo"))

    assert (done.exit_code, done.stdout) == (0, "")
    assert "Project report 2022" in done.stderr
    assert "24 participants were enrolled in the period" in text_of(to)
    assert [path.name for path in tmp_path.iterdir()] == ["report.pdf"]


def test_swedish_and_the_association_are_meant_when_nothing_else_is_said(imported, tmp_path):
    imported("promise-hjo-2022")
    to = tmp_path / "report.html"

    assert run(*asked(to)).exit_code == 0

    page = to.read_text("utf-8")
    assert '<html lang="sv-SE">' in page
    assert "Försäkringskassan" in text_of(to)


@pytest.mark.parametrize(
    ("changes", "status", "said"),
    [
        ({"association": "nowhere"}, 1, "No association «nowhere» is registered"),
        ({"intervention": "nothing"}, 1, "has no intervention «nothing»"),
        ({"period": "2022-13"}, 2, "2022-13"),
        ({"period": "start..2022-08"}, 2, "no first day"),
        ({"period": "2022-01-15..2022-03-31"}, 2, "within a month"),
        ({"audience": "owner"}, 2, "made for chosen"),
        ({"audience": "everybody"}, 2, "--audience"),
        ({"language": "fi"}, 2, "--language"),
    ],
)
def test_whose_fault_it_is_stands_in_the_exit_status(imported, tmp_path, changes, status, said):
    imported("promise-hjo-2022")

    failed = run(*asked(tmp_path / "report.pdf", **changes))

    assert (failed.exit_code, list(tmp_path.iterdir())) == (status, [])
    assert said in " ".join(failed.stderr.split())


def test_an_ending_that_is_no_format_and_a_missing_folder_are_refused(committed, tmp_path):
    assert run(*asked(tmp_path / "report.doc")).exit_code == 2
    assert run(*asked(tmp_path / "missing" / "report.pdf")).exit_code == 1
    assert run("monthly", *asked(tmp_path / "report.pdf")[1:]).exit_code == 2
