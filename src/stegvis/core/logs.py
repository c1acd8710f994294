"""Logs without the database's words, which quote whole rows, and without secrets of links."""

import logging
import re
import traceback

from django.db import DatabaseError


class NoDatabaseText(logging.Filter):
    """Replaces what a database error says by its class and the name of the constraint."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if _from_database(error):
            record.msg = f"{record.getMessage()} [{_described(error)}]"
            record.args = ()
            # The places in the code, without the values that an exception carries.
            record.exc_text = "".join(traceback.format_tb(record.exc_info[2]))  # type: ignore[index]
            record.exc_info = None
        return True


class NoSecrets(logging.Filter):
    """Cuts addresses off where the secret of a link begins, whatever stands after it."""

    LINK = re.compile(r"(/e/[oil]/)\S+")

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        cut = self.LINK.sub(r"\1…", said)
        if cut != said:
            record.msg, record.args = cut, ()
        return True


def _chain(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found


def _from_database(error: BaseException | None) -> bool:
    return any(isinstance(each, DatabaseError) for each in _chain(error))


def _described(error: BaseException | None) -> str:
    for each in _chain(error):
        constraint = getattr(getattr(each, "diag", None), "constraint_name", None)
        if constraint:
            return f"{type(each).__name__}, constraint {constraint}"
    return type(error).__name__
