"""The job that erases what has fallen due, once for each owner; its arguments are ids only."""

from procrastinate.contrib.django import app

from stegvis.access import erasures
from stegvis.casework.actions import retention
from stegvis.core import clock
from stegvis.core.connections import own_connections


@app.periodic(cron="41 2 * * *")
@app.task(queue="upkeep", queueing_lock="erase_due")
@own_connections()
def erase_due(timestamp: int) -> None:
    """Order one job for each owner that has something to erase, now or later.

    Besides, what a crash kept out of the ledger of erasures is entered now.
    """
    erasures.enter()
    for owner in retention.owners():
        job = app.configure_task("stegvis.casework.erasure_jobs.erase_due_of", queue="upkeep")
        job.defer(owner_id=owner)


@app.task(queue="upkeep")
@own_connections()
def erase_due_of(owner_id: int) -> None:
    """Erase what has fallen due at this owner."""
    retention.erase_due(owner_id=owner_id, today=clock.today())
