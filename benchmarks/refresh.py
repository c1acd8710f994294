"""How long a registration takes to be in the figures: one association's snapshot, built anew.

Runs in a database of its own with the demo association, which it makes; `benchmarks.run` calls it.
"""

import json
import os
import sys
import time
from statistics import median

import django

ROUNDS = 7


def main() -> None:
    """Print how many participations there are, and the seconds of each renewal."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stegvis.config.settings")
    django.setup()
    json.dump(_renewals(), sys.stdout)


def _renewals() -> dict[str, object]:
    from stegvis.access.context import acting  # noqa: PLC0415 - after Django is set up
    from stegvis.access.scope import Scope  # noqa: PLC0415 - after Django is set up
    from stegvis.casework.models import Participation  # noqa: PLC0415 - after Django is set up
    from stegvis.measures import snapshots  # noqa: PLC0415 - after Django is set up
    from stegvis.organisations.models import Association  # noqa: PLC0415 - after Django is set up

    (association,) = Association.objects.values_list("slug", flat=True)
    snapshots.current(association)
    seconds = []
    for _ in range(ROUNDS):
        with acting(Scope(everything=True)):
            count = Participation.objects.count()
            row = Participation.objects.order_by("id").first()
            row.version += 1
            row.save()
        start = time.perf_counter()
        snapshots.current(association)
        seconds.append(time.perf_counter() - start)
    return {"participations": count, "seconds": median(seconds)}


if __name__ == "__main__":
    main()
