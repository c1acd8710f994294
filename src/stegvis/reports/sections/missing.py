"""Who has no first and last answer: how many of those who ended, by gender and exit reason."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from django.utils.translation import gettext as _

from stegvis.reports import labels
from stegvis.reports.answers import WHOLE, Answers, Ask, Reading
from stegvis.reports.sections import bound
from stegvis.reports.sections.bound import Bound, Sentence, sentence
from stegvis.reports.sections.tables import Cell, Row, Table, share_of

RATE = "change.response_rate"


def asks(*, by_gender: bool = False, by_reason: bool = False) -> tuple[Ask, ...]:
    """What has to be known of a place."""
    divided = {"gender": by_gender, "exit_reason": by_reason}
    return (Ask(RATE), *(Ask(RATE, (code,)) for code, wanted in divided.items() if wanted))


def rate(answers: Answers, *, place: str = WHOLE) -> Sentence | None:
    """How many of those who ended have answered twice; None where nobody ended."""
    reading = answers.of(RATE, place=place)
    if reading.is_hidden:
        # Translators: «För få har avslutat för att svarsfrekvensen ska visas.»
        return sentence(_("Too few have ended for the response rate to be shown."))
    if reading.share().is_hidden:
        return None
    # Translators: «Svarsfrekvens: {share} av de avslutade har ett första och ett senaste svar.»
    return sentence(
        _("Response rate: {share} of those who ended have a first and a last answer."),
        share=share_of(reading),
    )


def below(answers: Answers, pairs: Sequence[Bound], *, place: str = WHOLE) -> Sentence:
    """What stands under a chart of change: on how many it rests, and who is missing."""
    known = sorted((one for one in pairs if one.value is not None), key=lambda one: one.value or 0)
    said = [_on_how_many(known)] if known else []
    response = rate(answers, place=place)
    return bound.in_turn([*said, *([response] if response else [])])


def _on_how_many(known: Sequence[Bound]) -> Sentence:
    fewest, most = known[0], known[-1]
    if fewest.value == most.value:
        # Translators: «{most} har svarat två gånger på varje fråga.»
        return sentence(_("{most} have answered each question twice."), most=most)
    # Translators: «{fewest}–{most} har svarat två gånger, beroende på fråga.»
    return sentence(
        _("{fewest}–{most} have answered twice, depending on the question."),
        fewest=fewest,
        most=most,
    )


def table(answers: Answers, *, place: str = WHOLE) -> Table | None:
    """Who has not answered twice; nothing where few may be told apart."""
    asked = [code for code in ("gender", "exit_reason") if answers.has(RATE, code, place=place)]
    readings = {code: answers.of(RATE, code, place=place) for code in asked}
    rows = [row for code, reading in readings.items() for row in _rows(answers, code, reading)]
    if not rows:
        return None
    hidden = [labels.dimension(code).lower() for code in asked if readings[code].has_hidden]
    # Translators: «Några grupper är för få för att visas: {names}.»
    told = sentence(_("Some groups are too few to be shown: {names}."), names=labels.listed(hidden))
    return Table(
        # Translators: «Avslutade utan ett första och ett senaste svar»
        caption=_("Ended without a first and a last answer"),
        # Translators: «antal avslut»
        unit=_("number of exits"),
        # Translators: «Vilka» «Avslutade» «Svarat två gånger» «Saknar svar»
        heads=(_("Which"), _("Ended"), _("Answered twice"), _("Without answers")),
        rows=tuple(rows),
        sources=(told,) if hidden else (),
    )


def _rows(answers: Answers, dimension: str, reading: Reading) -> Iterator[Row]:
    for value in [] if reading.is_hidden else reading.values(dimension):
        group = {dimension: value}
        if reading.is_shown(**group):
            yield Row(
                answers.label(dimension, value),
                (reading.base(**group), reading.count(**group), _rest(reading, group)),
            )


def _rest(reading: Reading, group: dict[str, str]) -> Cell:
    """Those without: as many as the denominator has beside the numerator."""
    figure = reading.figure(**group)
    if figure is None or not figure.denominator:
        return ""
    rest = figure.denominator - int(figure.numerator or 0)
    share = Fraction(rest, figure.denominator)
    return sentence(
        "{count} ({share})",
        count=bound.count(reading.key(show="rest", **group), rest),
        share=bound.share(reading.key(show="rest_share", **group), share),
    )
