"""What was known when a participant began last, offered once more while it is young."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import QueryDict

from stegvis.casework.actions.transfers import BASELINE
from stegvis.casework.forms.grouped import EMPTY
from stegvis.casework.forms.stored import answers_of
from stegvis.casework.models import Participant, Participation, ParticipationQuerySet
from stegvis.core.forms import SharesField

YOUNG = timedelta(days=92)  # three months


def latest(
    participant: Participant, *, among: ParticipationQuerySet, before: date
) -> Participation | None:
    """The participation whose answers are less than three months old on the day `before`."""
    earlier = among.filter(
        participant=participant,
        voided=False,
        started_on__gt=before - YOUNG,
        started_on__lte=before,
    )
    return earlier.order_by("-started_on", "-id").first()


def answers(earlier: Participation) -> dict[str, Any]:
    """Her baseline there, by the names of the fields; only what has been answered."""
    said = answers_of(earlier)
    return {name: said[name] for name in BASELINE if said.get(name) not in EMPTY}


def posted(form: forms.Form, said: dict[str, Any]) -> QueryDict:
    """What was sent with `form`, with the answers `said` filled in."""
    sent = QueryDict(mutable=True)
    sent.update(form.data)
    for name, value in said.items():
        if isinstance(form.fields.get(name), SharesField):
            sent.setlist(name, [row["code"] for row in value])
            for row in value:
                percent = row.get("percent")
                sent[f"{name}-{row['code']}"] = "" if percent is None else f"{percent:g}"
        elif isinstance(value, list):
            sent.setlist(name, value)
        else:
            sent[name] = str(value)
    return sent
