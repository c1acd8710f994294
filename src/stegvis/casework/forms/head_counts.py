"""Counting someone without a record, and saying in January how many remain."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from stegvis.casework import labels
from stegvis.casework.actions.head_counts import Counted
from stegvis.casework.counting import Question, Where
from stegvis.casework.forms.fields import with_blank
from stegvis.casework.forms.plain import Plain
from stegvis.core import codes
from stegvis.core.forms import CodeField, WholeNumberField, offer


class CountForm(Plain):
    """One person, told only by where she takes part, gender, kind and calendar year."""

    # Translators: «Insats»
    where = CodeField(label=_("Intervention"))
    gender = CodeField(label=labels.FIELDS["gender"], choices=with_blank(codes.GENDER))
    kind = CodeField(label=labels.FIELDS["kind"], choices=codes.KIND.choices, initial="enrolled")
    # Translators: «År»
    year = CodeField(label=_("Year"))

    def __init__(self, *args: Any, places: list[Where], year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {each.code: each for each in places}
        names = [(code, each.intervention.name) for code, each in self.places.items()]
        offer(self.fields["where"], names if len(names) == 1 else [("", ""), *names])
        offer(self.fields["year"], [(str(each), str(each)) for each in (year, year - 1)])

    def counted(self) -> Counted:
        """Among whom she is counted."""
        answers = self.cleaned_data
        where = self.places[answers["where"]]
        return Counted(where.intervention, where.owner_id, answers["gender"], answers["kind"])

    @property
    def chosen_year(self) -> int:
        return int(self.cleaned_data["year"])


class RemainingForm(Plain):
    """One line: how many of each gender remain from last year."""

    def __init__(self, data: Any = None, *, question: Question) -> None:
        super().__init__(data, prefix=question.where.code)
        self.question = question
        for line in question.lines:
            self.fields[line.name] = WholeNumberField(
                label=line.label, min_value=0, example=str(line.most), initial=line.most
            )

    def remaining(self) -> dict[tuple[str, str], int]:
        """By gender and kind."""
        return {
            (line.gender, line.kind): self.cleaned_data[line.name] for line in self.question.lines
        }
