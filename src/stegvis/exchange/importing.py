"""An import: everything a path holds goes into the database, or nothing and a list of faults.

Reading and checking come first, without a transaction; then one transaction writes. It locks no
table and holds only the rows it changes, so others go on saving meanwhile.
"""

from django.db import transaction

from stegvis.access import readlog
from stegvis.exchange.faults import of_refusal
from stegvis.exchange.formats.refusals import Refusal
from stegvis.exchange.formats.sources import open_package
from stegvis.exchange.progress import Progress, silent
from stegvis.exchange.recognising import Read, read_tables
from stegvis.exchange.request import Answer, Request
from stegvis.exchange.storing import store


def run(request: Request, *, progress: Progress = silent) -> Answer:
    """Import what is at the path. Raises nothing for what a file may hold: the answer says it."""
    answer = Answer(dry_run=request.dry_run)
    read: dict[str, Read] = {}
    try:
        with open_package(request.path) as package:
            for each in read_tables(package, request, answer, progress):
                read[each.incoming.table.name] = each
        if not answer.faults:
            _log(request)
            store(read, answer, progress)
    except Refusal as refusal:
        file = refusal.details.get("file", request.path.name)
        answer.faults.add(of_refusal(refusal, file=file))
    finally:
        for each in read.values():
            each.incoming.close()
    return answer


def _log(request: Request) -> None:
    """The import compares with single persons whether or not it changes them: say who did."""
    action = "import (dry run)" if request.dry_run else "import"
    with transaction.atomic():
        readlog.record(readlog.operating_system_user(), action=action, purpose=request.purpose)
