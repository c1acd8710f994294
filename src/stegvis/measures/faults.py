"""What can be wrong with a question; every message is a sentence with a cure.

`exit_status` is what the command line answers: 2 for a question that can never be asked, 1 for
one that does not fit what is registered (exchange format, section 3).
"""


class QuestionFault(ValueError):
    """The question cannot be answered; the message says why and what to ask instead."""

    exit_status = 2


class UnknownMeasure(QuestionFault):
    """No measure has this name."""


class UnknownDimension(QuestionFault):
    """No dimension has this name, or the measure cannot be divided by it."""


class UnknownValue(QuestionFault):
    """A filter or parameter holds a value that its list does not."""


class NotForAudience(QuestionFault):
    """The audience may not be given this in any form."""


class UnknownPlace(QuestionFault):
    """No such association or intervention is registered."""

    exit_status = 1


class CutsCollection(QuestionFault):
    """The period cuts through forms that were collected as one lot."""

    exit_status = 1


class Erased(QuestionFault):
    """Records that the answer would need have been erased."""

    exit_status = 1
