"""Items of questionnaires as rows of a report: by form, counted, beside an earlier period."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from stegvis.core import codes
from stegvis.reports import labels
from stegvis.reports.answers import Answers, Reading
from stegvis.reports.instruments import PARTICIPANT, Asked, Form, parts
from stegvis.reports.sections.bound import sentence
from stegvis.reports.sections.intervals import SMALL
from stegvis.reports.sections.tables import Cell

ITEM, RESPONDENT, QUARTER = "item", "respondent", "quarter"
IMPROVED, NET = "change.improved", "change.net_steps"
ENDS = ("change.positive_first", "change.positive_last")
CLASSES = ("change.improved", "change.kept_high", "change.unchanged", "change.worse")


@dataclass(frozen=True)
class Questions:
    """What one kind of respondent answered in one form: value of `item` -> question in words."""

    form: Form
    respondent: str
    names: Mapping[str, str]

    @property
    def title(self) -> str:
        """«Så har du det», with who answered where that is not the participant."""
        if self.respondent == PARTICIPANT:
            return self.form.title
        return f"{self.form.title} ({codes.RESPONDENT.label(self.respondent).lower()})"

    @property
    def named(self) -> str:
        """The title with the version."""
        # Translators: «%(title)s, version %(version)s»
        text = _("%(title)s, version %(version)s")
        return text % {"title": self.title, "version": self.form.version}


def by_form(items: Iterable[str], asked: Asked, size: Callable[[str], int]) -> list[Questions]:
    """The items of each form in its own order, the form that most have answered first.

    `size` is how many have answered an item. Participants' own answers stand before those of
    others to the same form.
    """
    found: dict[tuple[str, tuple[str, str]], list[str]] = {}
    for value in items:
        said = parts(value)
        found.setdefault((said.respondent, said.key), []).append(value)
    made = [
        _questions(asked.form(key), respondent, values)
        for (respondent, key), values in found.items()
    ]
    most: dict[tuple[str, str], int] = {}
    for each in made:
        most[each.form.key] = max(most.get(each.form.key, 0), *map(size, each.names))
    return sorted(made, key=lambda each: (-most[each.form.key], *_order(each)))


def _questions(form: Form, respondent: str, values: Iterable[str]) -> Questions:
    ordered = sorted(values, key=lambda value: form.place(parts(value).item))
    names = {value: form.items.get(parts(value).item, parts(value).item) for value in ordered}
    return Questions(form, respondent, names)


def _order(each: Questions) -> tuple[str, str, bool, str]:
    by_others = each.respondent != PARTICIPANT
    return labels.swedish_order(each.form.title), each.form.version, by_others, each.respondent


def classes() -> dict[str, str]:
    """The four ways to change, by code, in the order in which they stand."""
    return {
        # Translators: «Förbättrat»
        "improved": _("Improved"),
        # Translators: «Fortsatt högt»
        "kept_high": _("Kept high"),
        # Translators: «Oförändrat»
        "unchanged": pgettext("answers", "Unchanged"),
        # Translators: «Försämrat»
        "worse": _("Worse"),
    }


def counted(reading: Reading, group: Mapping[str, str]) -> Cell:
    """How many, and what share of those who answered: 8 (44 %)."""
    count, share = reading.count(**group), reading.share(group)
    if count.is_hidden or share.is_hidden:
        return count
    return sentence("{count} ({share})", count=count, share=share)


def few(reading: Reading, groups: Iterable[Mapping[str, str]]) -> bool:
    """Whether any share rests on so few that it is told how sure it is."""
    return any(0 < (reading.base(**group).value or 0) < SMALL for group in groups)


def earlier_of(
    answers: Answers, measure: str, *by: str, place: str, groups: Iterable[Mapping[str, str]]
) -> Reading | None:
    """The same groups in the earlier period; None where none of them may be shown then."""
    if answers.earlier is None or not answers.earlier.has(measure, *by, place=place):
        return None
    reading = answers.earlier.of(measure, *by, place=place)
    return reading if any(reading.is_shown(**group) for group in groups) else None
