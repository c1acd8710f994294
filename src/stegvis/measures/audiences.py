"""Who is told what (exchange format, section 3): exact, protected, or not at all."""

from stegvis.core.periods import Period
from stegvis.measures.definitions import find
from stegvis.measures.faults import NotForAudience
from stegvis.measures.question import Question

AUDIENCES = ("owner", "association", "public")
# By these, and for whole months, the association is told its volumes exactly.
EXACT_BY = ("gender", "intervention", "site", "month", "quarter", "start_year")
MOST_DIMENSIONS = 2


def is_exact(question: Question, audience: str) -> bool:
    """Whether `audience` is told the figures as they are; others are protected first."""
    if audience == "owner":
        return True
    named = {*question.by, *(code for code, _ in question.where)}
    exact = find(question.measure).exact_for_association and named.issubset(EXACT_BY)
    return audience == "association" and exact and _whole_months(question)


def check(question: Question, audience: str) -> None:
    """Raise NotForAudience, with what to ask instead, for what `audience` is never told."""
    if is_exact(question, audience):
        return
    if not _whole_months(question):
        raise NotForAudience(
            f"The period {question.period} does not hold whole months: protected figures are for "
            "whole months or longer. Ask for whole months, or as the owner."
        )
    if len(question.by) > MOST_DIMENSIONS:
        raise NotForAudience(
            f"Protected figures are divided by at most {MOST_DIMENSIONS} dimensions, "
            f"not by {', '.join(question.by)}. Ask by fewer, or as the owner."
        )
    for code, _ in question.where:
        if code != "intervention":
            raise NotForAudience(
                f"Protected figures are not filtered by «{code}», only by intervention. "
                "Divide by it instead, or ask as the owner."
            )


def _whole_months(question: Question) -> bool:
    """From the start of an intervention counts as whole: nobody was there before."""
    return not isinstance(question.period, Period) or question.period.is_whole_months
