"""Logs without the database's words: a failed constraint quotes the whole row."""

import logging
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
