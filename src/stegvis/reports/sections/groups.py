"""What others than participants answer once a year: staff, referrers, managers and the board."""

from django.utils.translation import gettext as _

from stegvis.reports import labels
from stegvis.reports.answers import WHOLE, Answers, Ask
from stegvis.reports.sections.bound import Bound, sentence
from stegvis.reports.sections.tables import Row, Table, share_of
from stegvis.reports.sections.topic import Topic, topic

COUNT, POSITIVE = "forms.count", "forms.positive"
RESPONDENT, QUESTION = "respondent", "question"
PARTICIPANT = "participant"


def asks() -> tuple[Ask, ...]:
    """What the topic needs to know of the association as a whole."""
    return (
        Ask(COUNT, (RESPONDENT,)),
        Ask(POSITIVE, (RESPONDENT,)),
        Ask(POSITIVE, (QUESTION, RESPONDENT)),
    )


def groups(answers: Answers) -> Topic | None:
    """How many of each group have answered and how many answers are positive, by question too."""
    collected = answers.of(COUNT, RESPONDENT)
    heads = [value for value in collected.values(RESPONDENT) if value != PARTICIPANT]
    if collected.refused or not heads:
        return None
    return topic(
        # Translators: «Personal, remittenter, chefer och styrelse»
        _("Staff, referrers, managers and the board"),
        _by_group(answers, heads),
        _by_question(answers, heads),
    )


def of_participants(answers: Answers, *, place: str = WHOLE) -> Bound:
    """How many forms participants have filled in: all of them, where no other group was asked."""
    whole = answers.of(COUNT, place=place)
    if place != WHOLE or not answers.has(COUNT, RESPONDENT):
        return whole.count()
    divided = answers.of(COUNT, RESPONDENT)
    others = set(divided.values(RESPONDENT)) - {PARTICIPANT}
    return divided.count(**{RESPONDENT: PARTICIPANT}) if others else whole.count()


def _by_group(answers: Answers, heads: list[str]) -> Table:
    collected, positive = answers.of(COUNT, RESPONDENT), answers.of(POSITIVE, RESPONDENT)
    return Table(
        # Translators: «Svar från andra än deltagare»
        caption=_("Answers of others than participants"),
        # Translators: «antal enkäter och andel positiva svar»
        unit=_("number of surveys and share of positive answers"),
        # Translators: «Vem som svarat» / «Enkäter» / «Positiva svar»
        heads=(labels.dimension(RESPONDENT), _("Surveys"), _("Positive answers")),
        rows=tuple(
            Row(
                answers.label(RESPONDENT, head),
                (
                    collected.count(**{RESPONDENT: head}),
                    share_of(positive, {RESPONDENT: head}),
                ),
            )
            for head in heads
        ),
    )


def _by_question(answers: Answers, heads: list[str]) -> Table | None:
    """Questions that have positive answers; nothing where all of them are withheld."""
    positive = answers.of(POSITIVE, QUESTION, RESPONDENT)
    asked = [
        item
        for item in positive.values(QUESTION)
        if any(positive.is_shown(**{QUESTION: item, RESPONDENT: head}) for head in heads)
    ]
    if positive.withheld or not asked:
        return None
    return Table(
        # Translators: «Positiva svar per fråga»
        caption=_("Positive answers by question"),
        # Translators: «positiva av svaren»
        unit=_("positive of the answers"),
        heads=(
            labels.dimension(QUESTION),
            *(answers.label(RESPONDENT, head) for head in heads),
        ),
        rows=tuple(
            Row(
                answers.label(QUESTION, item),
                tuple(
                    share_of(positive, {QUESTION: item, RESPONDENT: head})
                    if positive.figure(**{QUESTION: item, RESPONDENT: head})
                    else sentence("")
                    for head in heads
                ),
            )
            for item in asked
        ),
        sources=(
            # Translators: «Källa: enkäter utan koppling till person, besvarade genom en länk.»
            sentence(_("Source: surveys without a tie to a person, answered by a link.")),
        ),
    )
