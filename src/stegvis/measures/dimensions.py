"""What figures can be divided by: every dimension's name, label and source, as data."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from stegvis.core import codes
from stegvis.core.codes import CodeList
from stegvis.measures.faults import UnknownDimension
from stegvis.surveys.choices import REASON

UNKNOWN = "unknown"


class Text(NamedTuple):
    """The same words in Swedish and in English."""

    sv: str
    en: str

    def in_language(self, language: str) -> str:
        return self.en if language.startswith("en") else self.sv


_NO_PLACE = Text("Förbundet som helhet", "The association as a whole")


@dataclass(frozen=True)
class Dimension:
    """One way to divide figures: `column` of `source`; `codes` is its list, where it has one.

    Source `scope` is what the question asks about (place and period), `row` the participation
    or form that is counted; every other source holds any number of mentions of a row. `blank` is
    the group of a row that says nothing, and `may_be_empty` whether its column can be so.
    """

    code: str
    name: Text
    source: str
    column: str
    codes: CodeList | None = None
    blank: str = UNKNOWN
    may_be_empty: bool = False

    @property
    def is_mention(self) -> bool:
        return self.source not in ("scope", "row")

    def order(self, value: str) -> tuple[bool, int, str]:
        """Sorts the values of this dimension: as its list does, numbers by size, `unknown` last."""
        number = int(value) if value.isdecimal() else 0
        return value == UNKNOWN, self.codes.order(value) if self.codes else number, value

    def label(self, value: str, language: str) -> str:
        """The words of a value; what is of no intervention is the association's."""
        if self.source == "scope" and value == UNKNOWN:
            return _NO_PLACE.in_language(language)
        return self.codes.label(value, language) if self.codes else value


def _dimension(
    code: str, sv: str, en: str, source: str, *, column: str = "", codes: CodeList | None = None
) -> Dimension:
    return Dimension(code, Text(sv, en), source, column or code, codes)


_ROW = "row"
_EVERY = (
    _dimension("gender", "Kön", "Gender", _ROW, codes=codes.GENDER),
    _dimension("intervention", "Insats", "Intervention", "scope", column="shown"),
    _dimension("part", "Delinsats", "Part", "scope", column="intervention"),
    _dimension("site", "Plats", "Site", _ROW),
    Dimension(
        "agreement", Text("Avtal", "Agreement"), _ROW, "agreement", blank="none", may_be_empty=True
    ),
    _dimension("kind", "Slag av deltagande", "Kind", _ROW, codes=codes.KIND),
    _dimension(
        "referrer", "Remittent", "Referrer", "referrers", column="code", codes=codes.REFERRER
    ),
    _dimension(
        "referrer_formal", "Formell remittent", "Formal referrer", _ROW, codes=codes.REFERRER
    ),
    _dimension("referrer_combination", "Remitterande parter", "Referring parties", _ROW),
    _dimension("referrer_party", "Remitterande part", "Referring party", _ROW, codes=codes.PARTY),
    _dimension(
        "target_group",
        "Målgrupp",
        "Target group",
        "target_groups",
        column="code",
        codes=codes.TARGET_GROUP,
    ),
    _dimension("origin", "Ursprung", "Origin", _ROW, codes=codes.ORIGIN),
    _dimension("exit_reason", "Avslutsanledning", "Exit reason", _ROW, codes=codes.EXIT_REASON),
    _dimension(
        "next_step",
        "Har gått vidare till",
        "Next step",
        "next_steps",
        column="code",
        codes=codes.NEXT_STEP,
    ),
    _dimension(
        "step_state",
        "Nästa stegs läge",
        "State of the next step",
        "next_steps",
        column="state",
        codes=codes.STEP_STATE,
    ),
    _dimension("next_intervention", "Nästa insats", "Next intervention", _ROW),
    _dimension(
        "follow_up", "Uppföljning", "Follow-up", _ROW, column="months", codes=codes.FOLLOW_UP
    ),
    _dimension("completed", "Fullföljt", "Completed", _ROW, codes=codes.COMPLETED),
    _dimension("age_group", "Ålder vid start", "Age at the start", _ROW, codes=codes.AGE_GROUP),
    _dimension("education", "Utbildning", "Education", _ROW, codes=codes.EDUCATION),
    _dimension(
        "time_in_support",
        "Tid i offentlig försörjning",
        "Time in public support",
        _ROW,
        codes=codes.TIME_IN_SUPPORT,
    ),
    _dimension(
        "support_start",
        "Försörjning vid start",
        "Support at the start",
        "support_start",
        column="code",
        codes=codes.SUPPORT,
    ),
    _dimension(
        "support_end",
        "Försörjning vid avslut",
        "Support at the exit",
        "support_end",
        column="code",
        codes=codes.SUPPORT,
    ),
    _dimension(
        "occupation_start",
        "Sysselsättning vid start",
        "Occupation at the start",
        "occupation_start",
        column="code",
        codes=codes.OCCUPATION,
    ),
    _dimension(
        "occupation_end",
        "Sysselsättning vid avslut",
        "Occupation at the exit",
        "occupation_end",
        column="code",
        codes=codes.OCCUPATION,
    ),
    _dimension(
        "employment_form",
        "Anställningsform",
        "Form of employment",
        _ROW,
        codes=codes.EMPLOYMENT_FORM,
    ),
    _dimension("municipality", "Bostadskommun", "Municipality of residence", _ROW),
    _dimension("month", "Månad", "Month", "scope"),
    _dimension("quarter", "Kvartal", "Quarter", "scope"),
    _dimension("start_year", "Startår", "Year of start", _ROW),
    _dimension("instrument", "Enkät", "Instrument", _ROW),
    _dimension("version", "Enkätens version", "Version of the instrument", _ROW),
    _dimension("respondent", "Vem som svarat", "Respondent", _ROW, codes=codes.RESPONDENT),
    _dimension("question", "Fråga", "Question", "answers", column="item"),
    # Whose answer to which question of which version: what may be added together.
    _dimension("item", "Fråga i enkät", "Question of a survey", _ROW, column="asked"),
    _dimension("answer", "Svar", "Answer", _ROW, column="value"),
    _dimension("occasion", "Mättillfälle", "Occasion", _ROW, codes=codes.OCCASION),
    _dimension(
        "no_answer",
        "Varför svar saknas",
        "Why there is no answer",
        _ROW,
        column="reason",
        codes=REASON,
    ),
)

# Columns of a snapshot that stand empty where nothing is registered.
_EMPTY = ("site", "exit_reason", "next_intervention", "municipality", "answer")

DIMENSIONS: Mapping[str, Dimension] = {
    dimension.code: replace(dimension, may_be_empty=True) if dimension.code in _EMPTY else dimension
    for dimension in _EVERY
}


def find(code: str) -> Dimension:
    """The dimension called `code`; raises UnknownDimension with the names there are."""
    try:
        return DIMENSIONS[code]
    except KeyError:
        known = ", ".join(DIMENSIONS)
        raise UnknownDimension(f"There is no dimension «{code}». There are: {known}.") from None
