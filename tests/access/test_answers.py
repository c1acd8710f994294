"""What every answer keeps to: files are files and kept by nobody, failures give nothing away."""

import functools
import os
import re
from random import Random
from typing import Any

import pytest
from django.urls import URLPattern

from tests.access.addresses import FIXED, addresses, filled
from tests.access.ground import OWN, canary
from tests.access.matrix import Matrix

# Its world is built once, on one worker.
pytestmark = pytest.mark.xdist_group("answers")

LONG = bool(os.environ.get("STEGVIS_LONG"))
SAMPLE = 60  # addresses asked in the short run
SECRET = canary("broken", "secret")
TOLD = f"SELECT * FROM vault WHERE said = '{SECRET}' in /srv/program/views.py 19121212-1212"
# What an answer may not say of the program: its code, its questions to the database, its places.
OF_THE_PROGRAM = (
    "Traceback",
    "RuntimeError",
    "SELECT",
    "/srv/",
    "site-packages",
    ".py",
    "19121212",
)
SAFE_NAME = re.compile(r'attachment; filename="[a-z0-9._-]{1,80}"')
SEEN = ("text/html", "image/", "audio/")  # shown by the browser within a page
# Where a file is, beside what the sweep fills in.
FILES = {"instrument_file": ("xlsx", "json"), "instrument_sample": ("nns-avslut",)}
# Answers of data to our own script: no file, and never shown as a page.
OF_SCRIPT = "application/json"


def paths(matrix: Matrix, *, seed: int) -> list[tuple[str, URLPattern]]:
    """Every address, or in the short run some of them and those of files."""
    here = matrix.ground.targets[OWN]
    every = [(filled(route, pattern, here), pattern) for route, pattern in addresses()]
    if LONG:
        return every
    files = [each for each in every if each[1].name == "participations_workbook"]
    return [*files, *Random(seed).sample(every, SAMPLE)]


def test_every_file_is_downloaded_under_a_safe_name_and_kept_by_no_cache(matrix):
    files, faults = set(), []
    for path, pattern in [*paths(matrix, seed=2), *_files(matrix)]:
        with matrix.sending(_reader(pattern), "GET", path) as (answer, _before):
            kind = answer.get("Content-Type", "").split(";")[0]
            if answer.status_code == 200 and not kind.startswith(SEEN):
                files |= {pattern.name} if kind != OF_SCRIPT else set()
                faults += [f"{path}: {each}" for each in _faults(answer, kind)]
    assert faults == []
    assert files >= {"participations_workbook", *FILES}


def _files(matrix: Matrix) -> list[tuple[str, URLPattern]]:
    there = {pattern.name: (route, pattern) for route, pattern in addresses()}
    here = matrix.ground.targets[OWN]
    return [
        (filled(*there[name], here).removesuffix(f"{FIXED[last]}/") + f"{file}/", there[name][1])
        for name, last in (("instrument_file", "format"), ("instrument_sample", "name"))
        for file in FILES[name]
    ]


def _faults(answer: Any, kind: str) -> list[str]:
    wanted = {
        "is kept": "no-store" in answer.get("Cache-Control", ""),
        "is guessed at": answer.get("X-Content-Type-Options") == "nosniff",
        "has no safe name": kind == OF_SCRIPT
        or SAFE_NAME.fullmatch(answer.get("Content-Disposition", "")),
    }
    return [fault for fault, kept in wanted.items() if not kept]


def _breaks(view: Any) -> Any:
    @functools.wraps(view)
    def broken(*_args: Any, **_kwargs: Any) -> Any:
        raise RuntimeError(TOLD)

    return broken


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_when_a_view_breaks_the_page_says_so_with_a_number_and_nothing_else(
    matrix, monkeypatch, method
):
    said, broken = [], 0
    asked = paths(matrix, seed=len(method))
    for path, pattern in asked:
        monkeypatch.setattr(pattern, "callback", _breaks(pattern.callback))
        with matrix.sending(_reader(pattern), method, path) as (answer, _before):
            if answer.status_code != 500:
                continue
            broken += 1
            body = answer.content.decode()
            held = [each for each in (SECRET, *OF_THE_PROGRAM) if each in body]
            said += [f"{path}: {held}"] if held else []
            said += [] if answer.wsgi_request.id in body else [f"{path}: no number"]
    assert said == []
    assert broken >= 0.7 * len(asked), f"only {broken} views were reached"


def _reader(pattern: URLPattern) -> str:
    """Somebody who reaches the view."""
    permission = getattr(getattr(pattern.callback, "access_rule", None), "permission", None)
    table = {"referrals.send": "officer", "referrals.assess": "group", "reports.order": "office"}
    return table.get(str(getattr(permission, "value", "")), "manager")
