"""Jobs carry ids and moments only: nothing of a person ever waits in the queue."""

import inspect
import json
import re
import uuid
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from stegvis.access.context import acting
from stegvis.access.scope import scope_of
from stegvis.casework import erasure_jobs
from stegvis.casework.actions import retention
from stegvis.casework.choices.retention import PARTICIPATION
from stegvis.config.commands import worker
from tests.casework.working import manager_of
from tests.factories.places import intervention

SOURCES = Path(__file__).resolve().parents[2] / "src" / "stegvis"
PLAIN = (int, uuid.UUID)
SAMPLES = {int: 1, uuid.UUID: str(uuid.UUID(int=1))}
LIBRARY = ("builtin", "procrastinate.")


def tasks() -> dict[str, object]:
    """Every task of ours that the worker knows."""
    worker.learn_jobs()
    app.perform_import_paths()
    return {name: task for name, task in app.tasks.items() if not name.startswith(LIBRARY)}


def arguments(task) -> dict[str, inspect.Parameter]:
    return dict(inspect.signature(task.func).parameters)


def stored() -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT task_name, args, lock, queueing_lock FROM procrastinate_jobs")
        return cursor.fetchall()


def is_plain(value: object) -> bool:
    if isinstance(value, str):
        return str(uuid.UUID(value)) == value
    return type(value) is int


def test_the_worker_knows_the_jobs_of_every_area():
    areas = {name.split(".")[1] for name in tasks() if name.startswith("stegvis.")}
    assert {"access", "casework", "config", "surveys"} <= areas
    assert "make_report" in " ".join(tasks())


def test_no_module_with_jobs_is_forgotten():
    written = {
        ".".join(path.relative_to(SOURCES.parent).with_suffix("").parts)
        for path in SOURCES.rglob("*.py")
        if re.search(r"^@app\.task", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert {task.func.__module__ for task in tasks().values()} == written


def test_every_argument_of_every_job_is_an_id_or_a_moment():
    wrong = {
        f"{name}({each.name}: {each.annotation})"
        for name, task in tasks().items()
        for each in arguments(task).values()
        if each.annotation not in PLAIN
        or not (each.name == "timestamp" or each.name.endswith(("_id", "_ids")))
    }
    assert wrong == set()


@pytest.mark.django_db
def test_what_is_stored_of_every_job_is_ids_only():
    for name, task in tasks().items():
        given = {each.name: SAMPLES[each.annotation] for each in arguments(task).values()}
        app.configure_task(name).defer(**given)
    rows = stored()
    assert {name for name, *_ in rows} == set(tasks())
    for name, args, lock, queueing_lock in rows:
        said = args if isinstance(args, dict) else json.loads(args)
        assert all(is_plain(value) for value in said.values()), name
        assert not (set(str(lock or "")) | set(str(queueing_lock or ""))) & set("@ ÅÄÖåäö"), name


def test_the_nightly_erasure_is_one_job_for_each_owner_with_a_rule(committed):
    place, _other = intervention(), intervention()
    by = manager_of(place)
    with acting(scope_of(by)):
        for months in (24, 36):
            retention.decide(
                owner_id=place.owner_id,
                kind=PARTICIPATION,
                months=months,
                document="KS 1",
                decided_on=date(2026, 1, 1),
                by=by,
                today=date(2026, 1, 2),
            )
    erasure_jobs.erase_due.func(timestamp=0)
    (job,) = stored()
    assert job[0] == "stegvis.casework.erasure_jobs.erase_due_of"
    assert str(place.owner_id) in str(job[1])
