"""From what a page sends to a coded answer, and from answers so far to those of the response."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from stegvis.surveys.rules.questionnaire import CODED, Item, Kind, Questionnaire

LONGEST = 1_000  # characters of free text
ONE_OF = frozenset({Kind.SCALE, Kind.YES_NO, Kind.CHOICE})


class Unfit(ValueError):
    """What was sent is no answer to the question."""


def coded(item: Item, sent: Sequence[str]) -> str:
    """The coded answer to `item`; empty when nothing was sent. Raises Unfit.

    A split is sent as one percentage an option, in the form's order.
    """
    given = [each.strip() for each in sent]
    if not any(given):
        return ""
    if item.kind not in CODED:
        raise Unfit(f"{item.code} is answered in free text, which has no code.")
    if item.kind in ONE_OF:
        return _one_of(item, given)
    return {Kind.CHOICES: _several, Kind.NUMBER: _number, Kind.SPLIT: _split}[item.kind](
        item, given
    )


def given(item: Item, sent: Sequence[str]) -> str:
    """What a page keeps of an answer to `item`: coded, or free text as it stands. Raises Unfit."""
    if item.kind is not Kind.TEXT:
        return coded(item, sent)
    text = "\n".join(sent).replace("\r\n", "\n").strip()
    if len(text) > LONGEST:
        raise Unfit(f"The text has {len(text)} characters; at most {LONGEST} are kept.")
    return text


def checked(item: Item, value: str) -> str:
    """`value` where it is a coded answer to `item`, or empty. Raises Unfit."""
    if item.kind is not Kind.SPLIT:
        return coded(item, value.split(" ")) if value else ""
    shares = dict(each.partition(":")[::2] for each in value.split())
    if not set(shares) <= set(item.values):
        raise Unfit(f"{item.code} is split between {', '.join(item.values)}.")
    return coded(item, [shares.get(each, "") for each in item.values])


def questions(form: Questionnaire, answers: Mapping[str, str]) -> tuple[Item, ...]:
    """The questions that a page asks, given the answers so far; free text where it is linked."""
    return tuple(item for item in form.asked(answers) if item.kind in CODED or form.linked)


def of_response(form: Questionnaire, answers: Mapping[str, str]) -> dict[str, str]:
    """What is stored: coded answers to questions that were asked in the end and not skipped."""
    return {item.code: value for item, value in _answered(form, answers) if item.kind in CODED}


def own_words(form: Questionnaire, answers: Mapping[str, str]) -> dict[str, str]:
    """What was said in free text to questions that were asked in the end."""
    return {item.code: value for item, value in _answered(form, answers) if item.kind is Kind.TEXT}


def _answered(form: Questionnaire, answers: Mapping[str, str]) -> list[tuple[Item, str]]:
    asked = ((item, answers.get(item.code, "")) for item in questions(form, answers))
    return [(item, value) for item, value in asked if value]


def _one_of(item: Item, given: list[str]) -> str:
    if len(given) != 1 or given[0] not in item.values:
        raise Unfit(f"{item.code} is answered with one of {', '.join(item.values)}.")
    return given[0]


def _several(item: Item, given: list[str]) -> str:
    if not set(given) <= set(item.values):
        raise Unfit(f"{item.code} is answered with some of {', '.join(item.values)}.")
    return " ".join(value for value in item.values if value in given)


def _number(item: Item, given: list[str]) -> str:
    try:
        number = Decimal(given[0].replace(",", "."))
    except InvalidOperation as error:
        raise Unfit(f"{item.code} is answered with a number.") from error
    if not number.is_finite() or not item.lowest <= number <= item.highest:
        raise Unfit(f"{item.code} is answered with {item.lowest} to {item.highest}.")
    return f"{number.normalize():f}"


def _split(item: Item, given: list[str]) -> str:
    shares = [each or "0" for each in given]
    if len(shares) != len(item.options) or not all(each.isdecimal() for each in shares):
        raise Unfit(f"{item.code} is answered with one percentage an option.")
    if sum(map(int, shares)) != 100:
        raise Unfit(f"The percentages of {item.code} do not make 100.")
    parts = zip(item.values, map(int, shares), strict=True)
    return " ".join(f"{value}:{share}" for value, share in parts if share)
