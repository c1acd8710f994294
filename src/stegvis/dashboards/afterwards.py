"""What became of participants a year after their exit: sentences that begin with the coverage."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stegvis.reports.answers import Answers, Ask, Reading
from stegvis.reports.sections.bound import Sentence, sentence

WORDS = {
    # Translators: «{some} av {all} nåddes ett år efter avslutet.»
    "followup.reached": gettext_lazy("{some} of {all} were reached a year after their exit."),
    # Translators: «{some} av {all} med känd sysselsättning arbetar eller studerar.»
    "followup.in_work_or_studies": gettext_lazy(
        "{some} of {all} with a known occupation work or study."
    ),
    # Translators: «{some} av {all} som hade en plan har genomfört den.»
    "followup.carried_out_plan": gettext_lazy("{some} of {all} with a plan have carried it out."),
}


def asks(place: str) -> tuple[Ask, ...]:
    """What the sentences need to know of one intervention."""
    return tuple(Ask(measure, place=place) for measure in WORDS)


def sentences(answers: Answers, *, place: str) -> list[Sentence | str]:
    """Nothing where no follow-up was due; a number that is withheld is said to be."""
    told = [(answers.of(measure, place=place), words) for measure, words in WORDS.items()]
    due, _words = told[0]
    if due.is_hidden:
        # Translators: «Uppföljningarna är för få för att visas.»
        return [_("The follow-ups are too few to be shown.")]
    return [
        sentence(str(words), some=reading.count(), all=reading.base())
        for reading, words in told
        if _is_told(reading)
    ]


def _is_told(reading: Reading) -> bool:
    return bool(reading.base().value)
