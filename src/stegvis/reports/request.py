"""What is asked for when a report is made: its kind, place, period, audience and language."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from stegvis.core.periods import Period, PeriodError, parse
from stegvis.reports.models import AUDIENCES, KINDS

LANGUAGES = ("sv", "en")


class ReportFault(ValueError):
    """The report cannot be made as asked; the message says why and what to ask instead.

    `exit_status` is what the command line answers: 2 for a wrong question, 1 for one that does
    not fit what is registered.
    """

    def __init__(self, message: str, *, exit_status: int = 2) -> None:
        super().__init__(message)
        self.exit_status = exit_status


@dataclass(frozen=True)
class Request:
    """One report to make. `interventions` are slugs, none means all of the association."""

    kind: str
    association: str
    period: Period
    today: date = field(kw_only=True)
    audience: str = "association"
    interventions: tuple[str, ...] = ()
    language: str = "sv"

    def __post_init__(self) -> None:
        _listed("kind", self.kind, KINDS)
        _listed("audience", self.audience, AUDIENCES)
        _listed("language", self.language, LANGUAGES)
        if self.audience == "owner" and not self.interventions:
            raise ReportFault(
                _(
                    "A report for the owner shows every number as it is, so it is made for chosen "
                    "interventions only: choose them, or make it for the association."
                )
            )
        if self.audience != "owner" and not self.period.is_whole_months:
            raise ReportFault(
                _(
                    "The period %(period)s begins or ends within a month. A report for the "
                    "association or the public covers whole months: 2022, 2022-T2 or "
                    "2022-01..2022-08."
                )
                % {"period": self.period.text}
            )

    @property
    def is_preliminary(self) -> bool:
        """Whether the period reaches past today, so that its figures may still change."""
        return self.period.last > self.today


def period_of(text: str, *, interim: tuple[int, int]) -> Period:
    """The period that `text` names; ReportFault for one that cannot be read or has no first day."""
    try:
        period = parse(text, interim=interim)
    except PeriodError as error:
        raise ReportFault(str(error)) from None
    if not isinstance(period, Period):
        raise ReportFault(
            _(
                "%(period)s has no first day that all interventions share: a report needs one, for "
                "example 2021-01..2022-08."
            )
            % {"period": text}
        )
    return period


def _listed(what: str, value: str, values: tuple[str, ...]) -> None:
    if value not in values:
        raise ReportFault(f"There is no {what} «{value}». There are: {', '.join(values)}.")
