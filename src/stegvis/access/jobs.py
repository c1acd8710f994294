"""Jobs of the read log (seal each minute, send the day's last seal outside) and of drafts."""

from datetime import timedelta

from django.db import connections
from procrastinate.contrib.django import app

from stegvis.access import anchors, chain, drafts
from stegvis.access.context import acting
from stegvis.access.scope import Scope
from stegvis.core import clock


@app.periodic(cron="* * * * *")
@app.task(queue="upkeep", queueing_lock="seal_read_log")
def seal_read_log(timestamp: int) -> None:
    """Seal the rows written since the last time."""
    try:
        chain.seal()
    finally:
        connections.close_all()


@app.periodic(cron="11 0 * * *")
@app.task(queue="upkeep", queueing_lock="send_read_log_seal")
def send_read_log_seal(timestamp: int) -> None:
    """Send yesterday's last seal outside."""
    try:
        anchors.send(day=clock.today() - timedelta(days=1))
    finally:
        connections.close_all()


@app.periodic(cron="23 * * * *")
@app.task(queue="upkeep", queueing_lock="remove_old_drafts")
def remove_old_drafts(timestamp: int) -> None:
    """Remove what was typed more than a day ago and never saved."""
    try:
        with acting(Scope(everything=True)):
            drafts.remove_old()
    finally:
        connections.close_all()
