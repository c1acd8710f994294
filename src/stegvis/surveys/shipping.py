"""The questionnaires that come with the program, as instruments of every association.

They are put into the database with every migration and start (``config.schema``), so that one
that was restored, or made by an earlier version, has them too; reading a page writes nothing.
"""

import json
from functools import cache
from pathlib import Path

from stegvis.surveys.models import Instrument
from stegvis.surveys.rules.questionnaire import Questionnaire, read, written

FOLDER = Path(__file__).with_name("shipped")


class Reworded(Exception):
    """A shipped version says something else than the same version in the database."""

    def __init__(self, form: Questionnaire) -> None:
        super().__init__(
            f"The shipped questionnaire {form.code} version {form.version} has other words than "
            "the one in the database, which people may have answered. Give the file a new version."
        )


@cache
def shipped() -> tuple[Questionnaire, ...]:
    """What the program ships, by file name."""
    return tuple(
        read(json.loads(path.read_text(encoding="utf-8"))) for path in sorted(FOLDER.glob("*.json"))
    )


def ensure(forms: tuple[Questionnaire, ...] | None = None) -> None:
    """Store those of `forms` (all shipped) that are not yet there; one query when all are.

    Raises Reworded, and stores nothing, when a version that is there has another wording.
    """
    wanted = shipped() if forms is None else forms
    stored = _stored()
    for form in wanted:
        if stored.get((form.code, form.version), form.wording) != form.wording:
            raise Reworded(form)
    missing = [form for form in wanted if (form.code, form.version) not in stored]
    # Two requests may find the same ones missing at the same moment.
    Instrument.objects.bulk_create([_instrument(form) for form in missing], ignore_conflicts=True)


def _stored() -> dict[tuple[str, str], str]:
    rows = Instrument.objects.filter(association=None).values_list("code", "version", "wording")
    return {(code, version): wording for code, version, wording in rows}


def _instrument(form: Questionnaire) -> Instrument:
    return Instrument(
        code=form.code, version=form.version, document=written(form), wording=form.wording
    )
