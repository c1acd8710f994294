"""The job that erases what has fallen due, once for each owner; its arguments are ids only."""

from procrastinate.contrib.django import app

from stegvis.access import erasures
from stegvis.casework.actions import retention
from stegvis.casework.models import RetentionRule
from stegvis.core import clock
from stegvis.core.connections import own_connections


@app.periodic(cron="41 2 * * *")
@app.task(queue="upkeep", queueing_lock="erase_due")
@own_connections()
def erase_due(timestamp: int) -> None:
    """Order one job for each owner that has decided how long records are kept.

    Besides, what a crash kept out of the ledger of erasures is entered now.
    """
    erasures.enter()
    owners = RetentionRule.objects.order_by("owner_id").values_list("owner_id", flat=True)
    for owner in owners.distinct():
        job = app.configure_task("stegvis.casework.erasure_jobs.erase_due_of", queue="upkeep")
        job.defer(owner_id=owner)


@app.task(queue="upkeep")
@own_connections()
def erase_due_of(owner_id: int) -> None:
    """Erase what has fallen due at this owner, by its own rules."""
    retention.erase_due(owner_id=owner_id, today=clock.today())
