"""Many participations with every column filled, the same for the same seed."""

import csv
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from stegvis.casework.exchange_tables import PARTICIPATIONS
from stegvis.core import codes

HEADINGS = [column.name for column in PARTICIPATIONS.columns]
_FIRST = date(2019, 1, 1)


def rows(count: int, *, association: str = "stora", interventions: int = 20) -> Iterator[dict]:
    """`count` participations of as many persons, spread over the interventions."""
    chance = random.Random(count)
    for number in range(count):
        started = _FIRST + timedelta(days=chance.randrange(1500))
        ended = started + timedelta(days=chance.randrange(20, 600))
        yield {
            "participation_id": f"d-{number:06}",
            "association": association,
            "intervention": f"insats-{number % interventions}",
            "site": "",
            "kind": "enrolled",
            "participant": f"P{number:06}",
            "gender": chance.choice(("woman", "man", "unknown")),
            "birth_year": chance.randrange(1955, 2003),
            "municipality_code": chance.choice(("1497", "1496", "0180")),
            "origin": chance.choice(("sweden_nordic", "abroad")),
            "target_groups": "mental_ill_health|pain",
            "referrers": chance.choice(("fk", "af|primary_care", "municipal_social_services")),
            "referred_on": started - timedelta(days=30),
            "decision_on": started - timedelta(days=10),
            "need_signalled_on": started - timedelta(days=40),
            "started_on": started,
            "planned_end_on": started + timedelta(days=365),
            "ended_on": ended,
            "completed": chance.choice(("completed", "left_early")),
            "exit_reason": chance.choice(("work", "studies", "illness")),
            "next_steps": "work_training:planned|back_to_referrer",
            "next_intervention": "",
            "education": chance.choice(codes.EDUCATION.codes).code,
            "time_in_support": chance.choice(codes.TIME_IN_SUPPORT.codes).code,
            "support_start": "social_assistance:50|sickness_benefit:50",
            "support_end": "wages:75",
            "occupation_start": "none",
            "occupation_end": "work:75",
            "employment_form": "temporary",
            "hours_start": "",
            "hours_end": "30",
            "voided": "no",
        }


def write(path: Path, count: int, **changes: str) -> Path:
    """A CSV of `count` participations; `changes` overwrite a column in every row."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADINGS)
        writer.writeheader()
        for row in rows(count):
            writer.writerow(row | changes)
    return path
