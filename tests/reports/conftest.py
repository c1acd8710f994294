"""What the tests of reports share: known cases, and the demo, in a database of their own."""

import pytest
from django.db import transaction

from stegvis.access import context
from stegvis.access.scope import Scope
from stegvis.demo.fill import fill
from stegvis.demo.story import SEED, outcomes, story
from stegvis.organisations.models import Association
from tests.measures.conftest import imported

__all__ = ["imported"]


@pytest.fixture
def demo(committed) -> Association:
    """The association of the demo, committed: snapshots are read by another connection."""
    with transaction.atomic(), context.acting(Scope(everything=True)):
        return fill(story(), outcomes(), seed=SEED).association
