"""Jobs of the read log (seal each minute, send the day's last seal outside) and of drafts."""

from datetime import timedelta

from procrastinate.contrib.django import app

from stegvis.access import anchors, chain, drafts
from stegvis.access.context import acting
from stegvis.access.scope import Scope
from stegvis.core import clock
from stegvis.core.connections import own_connections


@app.periodic(cron="* * * * *")
@app.task(queue="upkeep", queueing_lock="seal_read_log")
@own_connections()
def seal_read_log(timestamp: int) -> None:
    """Seal the rows written since the last time."""
    chain.seal()


@app.periodic(cron="11 0 * * *")
@app.task(queue="upkeep", queueing_lock="send_read_log_seal")
@own_connections()
def send_read_log_seal(timestamp: int) -> None:
    """Send yesterday's last seal outside."""
    anchors.send(day=clock.today() - timedelta(days=1))


@app.periodic(cron="23 * * * *")
@app.task(queue="upkeep", queueing_lock="remove_old_drafts")
@own_connections()
def remove_old_drafts(timestamp: int) -> None:
    """Remove what was typed more than a day ago and never saved."""
    with acting(Scope(everything=True)):
        drafts.remove_old()
