"""`stegvis worker`: the background jobs."""

from typing import cast

import click
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from stegvis.access import jobs as access_jobs  # noqa: F401 (its jobs are known once imported)
from stegvis.casework import change_jobs, erasure_jobs, referral_jobs  # noqa: F401 (as above)
from stegvis.config import jobs  # noqa: F401 (its job is known once it is imported)
from stegvis.config.commands import with_django
from stegvis.reports import jobs as report_jobs  # noqa: F401 (as above)

LAST_JOB_MAY_TAKE = 20.0  # seconds, after the worker has been asked to stop


@click.command
@with_django
def command() -> None:
    """Run the background jobs until stopped with Ctrl-C or SIGTERM."""
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
