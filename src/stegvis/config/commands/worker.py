"""`stegvis worker`: the background jobs."""

from typing import cast

import click
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from stegvis.config import jobs  # noqa: F401 (jobs are known once their module is imported)
from stegvis.config.commands import with_django
from stegvis.core import areas

LAST_JOB_MAY_TAKE = 20.0  # seconds, after the worker has been asked to stop


def learn_jobs() -> None:
    """Know the jobs of every area; web processes need not, so nothing loads them before."""
    for _module in areas.modules("jobs"):
        pass  # imported, which is all it takes


@click.command
@with_django
def command() -> None:
    """Run the background jobs until stopped with Ctrl-C or SIGTERM."""
    learn_jobs()
    click.echo("The worker waits for jobs.", err=True)
    # One at a time: making a report keeps a core busy.
    connector = cast("DjangoConnector", app.connector).get_worker_connector()
    with app.replace_connector(connector) as worker:
        worker.run_worker(
            name="stegvis",
            concurrency=1,
            delete_jobs="successful",
            shutdown_graceful_timeout=LAST_JOB_MAY_TAKE,
        )
