"""Forms without a tie to a person: how many, the share of yes by question and gender.

Four things that the violence form asks about are counted each for itself and never added up. How
many were asked is the staff's own tick; beside the number of forms it is another number.
"""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from stegvis.reports import labels
from stegvis.reports.answers import WHOLE, Answers, Ask, Reading
from stegvis.reports.sections import groups
from stegvis.reports.sections.bound import Sentence, sentence
from stegvis.reports.sections.tables import Row, Table, share_of, total
from stegvis.reports.sections.topic import Topic, topic

COUNT, YES, ANY = "forms.count", "forms.yes", "forms.any_yes"
APART = ("forms.in_close_relation", "forms.other_violence", "forms.witnessed", "forms.own_use")
ONCE, TWICE = "asked.once", "asked.twice"


def asks(*, by_gender: bool) -> tuple[Ask, ...]:
    """What the topic needs to know of its place."""
    found = (
        *(Ask(COUNT), Ask(ANY), Ask(YES, ("question",))),
        *(Ask(measure) for measure in APART),
        *(Ask(ONCE), Ask(TWICE)),
    )
    if not by_gender:
        return found
    divided = (Ask(measure, ("gender",)) for measure in APART)
    return (
        *found,
        Ask(YES, ("question", "gender")),
        Ask(YES, ("question", "instrument")),
        *divided,
    )


def forms(answers: Answers, *, place: str = WHOLE) -> Topic | None:
    """The forms collected in the period; nothing where none were."""
    collected = answers.of(COUNT, place=place)
    if collected.refused:
        heading = _("Forms without a tie to a person")
        return topic(
            heading,
            sentence(
                _(
                    "The forms were collected over a time that lies only partly in the period, "
                    "so they are not reported."
                )
            ),
        )
    if collected.is_empty or groups.of_participants(answers, place=place).value == 0:
        return None
    return topic(
        _("Forms without a tie to a person"),
        _number(answers, place),
        _table(answers, place) or sentence(_("Too few answers to be shown.")),
        _kept_apart(answers, place),
        _asked(answers, place),
    )


def _number(answers: Answers, place: str) -> Sentence:
    collected = groups.of_participants(answers, place=place)
    any_yes = answers.of(ANY, place=place)
    told = sentence(_("Forms collected: {forms}."), forms=collected)
    if any_yes.is_hidden or any_yes.share().is_hidden:
        return told
    return sentence(_("{told} At least one yes: {share}."), told=told, share=share_of(any_yes))


def _table(answers: Answers, place: str) -> Table | None:
    """Questions by gender or, when several instruments were used, by instrument."""
    overall = answers.of(YES, "question", place=place)
    columns = _columns(answers, place)
    inside = answers.of(YES, "question", *columns, place=place)
    heads = [] if inside.is_hidden else [v for code in columns for v in inside.values(code)]
    if overall.is_hidden and not heads:
        return None
    return Table(
        caption=_("Share of yes by question"),
        unit=_("yes of the answers"),
        heads=(
            labels.dimension("question"),
            *(answers.label(columns[0], head) for head in heads),
            total(),
        ),
        rows=tuple(
            Row(
                answers.label("question", item),
                (
                    *(share_of(inside, {"question": item, columns[0]: head}) for head in heads),
                    share_of(overall, {"question": item}),
                ),
            )
            for item in overall.values("question")
        ),
        sources=_source(answers, place),
    )


def _columns(answers: Answers, place: str) -> tuple[str, ...]:
    """What divides the questions: instruments where there are several, else gender if asked."""
    if not answers.has(YES, "question", "gender", place=place):
        return ()
    by_instrument = answers.of(YES, "question", "instrument", place=place)
    return ("instrument",) if len(by_instrument.values("instrument")) > 1 else ("gender",)


def _kept_apart(answers: Answers, place: str) -> Table | None:
    """The four things by gender; nothing where no such form was collected or all is withheld."""
    whole = [answers.of(measure, place=place) for measure in APART]
    divided = [answers.of(m, "gender", place=place) for m in APART if _divides(answers, m, place)]
    heads = _genders(divided)
    if not any(_has_base(one) for one in (*whole, *divided)):
        return None
    rows = (
        Row(
            name,
            (
                *(share_of(divided[number], {"gender": head}) for head in heads),
                share_of(whole[number]),
            ),
        )
        for number, name in enumerate(_things())
    )
    return Table(
        # Translators: «Våld: fyra saker, räknade var för sig»
        caption=_("Violence: four things, each counted for itself"),
        # Translators: «ja av enkäterna»
        unit=_("yes of the forms"),
        # Translators: «Vad enkäten frågar om»
        heads=(_("What the form asks about"), *map(labels.gender, heads), total()),
        rows=tuple(rows),
        sources=_source(answers, place),
    )


def _things() -> tuple[str, ...]:
    """What the four measures are about, in their order."""
    return (
        # Translators: «Våld av någon närstående (fråga 1–4)»
        _("Violence by someone close (questions 1–4)"),
        # Translators: «Våld av någon annan (fråga 5)»
        _("Violence by somebody else (question 5)"),
        # Translators: «Sett eller hört våld under uppväxten (fråga 6)»
        _("Seen or heard violence while growing up (question 6)"),
        # Translators: «Själv utsatt någon för våld (fråga 7)»
        _("Used violence against somebody (question 7)"),
    )


def _divides(answers: Answers, measure: str, place: str) -> bool:
    return answers.has(measure, "gender", place=place)


def _genders(divided: Sequence[Reading]) -> list[str]:
    """The genders that have a column; none where nothing of them may be shown."""
    shown = [one for one in divided if not one.is_hidden]
    if not shown or len(divided) < len(APART):
        return []
    return labels.order("gender", sorted({v for one in shown for v in one.values("gender")}))


def _has_base(reading: Reading) -> bool:
    return not reading.withheld and any(
        figure.denominator and not figure.suppressed for figure in reading.figures
    )


def _asked(answers: Answers, place: str) -> Sentence | None:
    """How many were asked, beside how many forms there are; nothing where nobody is ticked."""
    once, twice = (answers.of(measure, place=place) for measure in (ONCE, TWICE))
    if once.refused or not _has_base(once) or once.is_empty:
        return None
    told = sentence(
        _(
            # Translators: «{forms} enkäter har kommit in, och {asked} av {current} deltagare har
            # tillfrågats minst en gång. Det är två olika tal: en enkät utan koppling hör inte till
            # någon.»
            "{forms} forms have come in, and {asked} of {current} participants have been asked at "
            "least once. The two are different numbers: a form belongs to nobody."
        ),
        forms=groups.of_participants(answers, place=place),
        asked=once.count(),
        current=once.base(),
    )
    if twice.refused or not _has_base(twice):
        return told
    return sentence(
        _(
            # Translators: «{told} Av dem som har deltagit minst sex månader har {again} av {long}
            # tillfrågats igen.»
            "{told} Of those who have taken part for at least six months {again} of {long} have "
            "been asked again."
        ),
        told=told,
        again=twice.count(),
        long=twice.base(),
    )


def _source(answers: Answers, place: str) -> tuple[Sentence, ...]:
    collected = groups.of_participants(answers, place=place)
    # Translators: «Källa: enkäter utan koppling till person. n = {n}.»
    return (sentence(_("Source: forms without a tie to a person. n = {n}."), n=collected),)
