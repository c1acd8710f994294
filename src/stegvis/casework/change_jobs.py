"""The jobs of changes: planned ones on their day, and head counts carried into a new year.

Each runs once for every organisation that owns sites, in a context that reaches its rows only.
"""

from procrastinate.contrib.django import app

from stegvis.access.context import acting
from stegvis.casework import upkeep
from stegvis.core import clock
from stegvis.core.connections import own_connections

DUE, CARRY = "casework.carry_out_due_changes", "casework.carry_head_counts_over"


@app.periodic(cron="7 1 * * *")
@app.task(queue="upkeep", queueing_lock="changes_of_the_day")
@own_connections()
def order_changes_of_the_day(timestamp: int) -> None:
    """Order the work of each organisation."""
    for owner in upkeep.owners():
        for name in (DUE, CARRY):
            app.configure_task(name, queue="upkeep").defer(owner_id=owner)


@app.task(name=DUE, queue="upkeep")
@own_connections()
def carry_out_due_changes(*, owner_id: int) -> None:
    """Carry out the changes of one organisation whose day has come."""
    with acting(upkeep.scope_of_owner(owner_id)):
        upkeep.carry_out_due(today=clock.today())


@app.task(name=CARRY, queue="upkeep")
@own_connections()
def carry_head_counts_over(*, owner_id: int) -> None:
    """Make this year's counts of one organisation from what remained of last year."""
    with acting(upkeep.scope_of_owner(owner_id)):
        upkeep.carry_counts(today=clock.today())
