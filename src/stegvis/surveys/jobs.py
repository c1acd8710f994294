"""Jobs of surveys: unsent answers are forgotten, unlinked forms lose their order and are counted.

No job is ever made by an answer: all of these look at the clock alone.
"""

from django.utils import timezone
from procrastinate.contrib.django import app

from stegvis.access.context import acting
from stegvis.access.scope import Scope
from stegvis.core import clock
from stegvis.core.connections import own_connections
from stegvis.surveys.actions import answering, collection, unlinked


@app.periodic(cron="41 * * * *")
@app.task(queue="upkeep", queueing_lock="remove_old_answer_drafts")
@own_connections()
def remove_old_answer_drafts(timestamp: int) -> None:
    """Remove answers that were begun more than a day ago and never sent."""
    with acting(Scope(everything=True)):
        answering.remove_old_drafts(now=timezone.now())


@app.periodic(cron="7 2 * * *")
@app.task(queue="upkeep", queueing_lock="mix_unlinked_forms")
@own_connections()
def mix_unlinked_forms(timestamp: int) -> None:
    """Count what waits in periods that are over, and write the rest anew in random order."""
    with acting(Scope(everything=True)):
        collection.settle(today=clock.today())
        unlinked.close(today=clock.today())
        unlinked.mix(today=clock.today())
