"""Everything between a database that runs and a web server that may start."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from django.apps import apps

from stegvis.config import schema, static
from stegvis.config.commands import set_up_django
from stegvis.config.folders import private_folder
from stegvis.config.translations import compile_translations

PROGRAM = Path(sys.executable).with_name("stegvis")
REPORT_YEAR = "2022"
REPORT_ENDINGS = (".pdf", ".docx")


@contextmanager
def step(name: str) -> Iterator[None]:
    """Print the step's name when it begins and its time when it is done."""
    click.echo(f"{name} ...")
    began = time.monotonic()
    yield
    click.echo(f"{name}: done in {time.monotonic() - began:.1f} s")


def prepare() -> None:
    """Translations, tables and static files are as this version wants them; no database is empty.

    An empty database gets the demo association and its annual report.
    """
    with step("Translations"):
        compile_translations()
    static.announce()
    with step("Program"):
        set_up_django()
    waiting = schema.missing()
    if waiting:
        with step(f"Tables, {len(waiting)} migrations"):
            schema.migrate(verbosity=0)
    else:
        schema.ship()
    with step("Static files"):
        static.collect()
    _fill()


def _fill() -> None:
    if not apps.get_model("organisations", "Association").objects.exists():
        with step("Demo association"):
            _stegvis("demo")
        slug = apps.get_model("organisations", "Association").objects.earliest("pk").slug
        _demo_note().write_text(slug, encoding="utf-8")
    if demo_slug():
        _make_reports(slug=demo_slug())


def _make_reports(*, slug: str) -> None:
    for path in reports_of(slug):
        if not path.exists():
            with step(f"Annual report {path.name}"):
                where = ["--association", slug, "--period", REPORT_YEAR]
                _stegvis("report", "annual", *where, "--to", str(path))


def reports_of(slug: str) -> list[Path]:
    """Where the demo association's annual reports are."""
    folder = private_folder("files", "reports")
    return [folder / f"{slug}-{REPORT_YEAR}{ending}" for ending in REPORT_ENDINGS]


def demo_slug() -> str:
    """The demo association's slug; empty when the database was not filled with the demo."""
    return _demo_note().read_text(encoding="utf-8") if _demo_note().exists() else ""


def _demo_note() -> Path:
    return private_folder() / "demo-association"


def _stegvis(*arguments: str) -> None:
    """Run a command of our own; what it prints goes to the terminal."""
    done = subprocess.run([PROGRAM, *arguments], check=False)
    if done.returncode != 0:
        raise click.ClickException(
            f"`stegvis {' '.join(arguments)}` did not succeed; what it said is above. "
            "Nothing has been lost: mend that and start again."
        )
