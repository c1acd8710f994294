"""What pages, reports and the command line ask: a question and who it is for.

Snapshot, engine and disclosure control in one call; nothing else hands figures out.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from stegvis.core import clock
from stegvis.measures import audiences, engine, erased, snapshots, thresholds
from stegvis.measures.answer import Answer
from stegvis.measures.publication import protected
from stegvis.measures.question import Question, check
from stegvis.measures.snapshot import Snapshot

REMEMBERED = 4096


def ask(question: Question, *, audience: str, today: date | None = None) -> Answer:
    """The figures that answer `question` for `audience`, from what is committed now.

    Raises a QuestionFault that says what cannot be asked, or not by this audience.
    """
    (answer,) = ask_all([question], audience=audience, today=today)
    return answer


def ask_all(
    questions: Sequence[Question], *, audience: str, today: date | None = None
) -> list[Answer]:
    """The answers to `questions`, from one moment and protected together, in the same order."""
    for question in questions:
        check(question)
        audiences.check(question, audience)
    day, now = today or clock.today(), datetime.now(UTC)
    of = {slug: snapshots.current(slug) for slug in dict.fromkeys(q.association for q in questions)}

    def exactly(question: Question) -> Answer:
        return _remembered(of[question.association], question, day)

    exact = [exactly(question) for question in questions]
    closed = [n for n, q in enumerate(questions) if not audiences.is_exact(q, audience)]
    told = protected([exact[n] for n in closed], audience=audience, ask=exactly)
    safe = dict(zip(closed, told, strict=True))
    return [
        replace(thresholds.kept(safe.get(n, answer)), audience=audience, computed_at=now)
        for n, answer in enumerate(exact)
    ]


def _remembered(snapshot: Snapshot, question: Question, today: date) -> Answer:
    """The exact answer; the same snapshot, question and day always have the same."""
    known, key = snapshot.remembered, (question, today)
    found: Answer | None = known.get(key)
    if found is None:
        touched = erased.refuse(question, snapshot=snapshot, today=today)
        found = engine.answer(question, snapshot=snapshot, today=today)
        found = erased.without_persons(found) if touched else found
        if len(known) >= REMEMBERED:
            known.clear()
        known[key] = found
    # Another period with the same days is the same question, but is written in its own way.
    return replace(found, question=question)
