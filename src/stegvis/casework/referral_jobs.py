"""What time does to referrals, once a day for each owner and each officer; ids only."""

from procrastinate.contrib.django import app

from stegvis.access.context import acting
from stegvis.access.models import Grant
from stegvis.access.roles import REFERRING_OFFICER
from stegvis.access.scope import Scope
from stegvis.casework.actions import referrals
from stegvis.casework.upkeep import owners, scope_of_owner
from stegvis.core import clock
from stegvis.core.connections import own_connections


@app.periodic(cron="23 2 * * *")
@app.task(queue="upkeep", queueing_lock="keep_time_of_referrals")
@own_connections()
def keep_time_of_referrals(timestamp: int) -> None:
    """Order one job for each organisation that is referred to, and each officer with drafts."""
    for owner in owners():
        keep_time_of_owner.defer(owner_id=owner)
    held = Grant.objects.filter(role=REFERRING_OFFICER.code)
    for officer in held.order_by("user_id").values_list("user_id", flat=True).distinct():
        keep_time_of_officer.defer(user_id=officer)


@app.task(queue="upkeep")
@own_connections()
def keep_time_of_owner(owner_id: int) -> None:
    """Expire what has been sent to this owner and rested too long."""
    _keep_time(scope_of_owner(owner_id))


@app.task(queue="upkeep")
@own_connections()
def keep_time_of_officer(user_id: int) -> None:
    """Remove the drafts that this officer never sent; she sees her own rows, with a role or not."""
    _keep_time(Scope(user_id=user_id))


def _keep_time(scope: Scope) -> None:
    with acting(scope):
        referrals.keep_time(today=clock.today())
