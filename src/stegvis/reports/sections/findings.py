"""What a table says, in a sentence computed from it: the headings of charts.

Only figures that may be shown are compared. Where some are withheld the sentence says that it
speaks of the others, so that it tells nothing about them. The numbers in it are bound figures.
"""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from stegvis.core import numbers
from stegvis.reports import labels
from stegvis.reports.sections.bound import Bound, Sentence, sentence

Counts = Mapping[str, Bound]
MANY = 3
"""Names that a sentence lists; when more are equal the rest are counted."""


def moves(came: Counts, left: Counts) -> Sentence | None:
    """When most started and when most ended; `came` and `left` are months in words -> counts."""
    started, ended = _most(came), _most(left)
    if started and ended:
        found = sentence(
            _("Most started in {started} and most ended in {ended}"), started=started, ended=ended
        )
    elif started:
        found = sentence(_("Most started in {started}, nobody ended"), started=started)
    elif ended:
        found = sentence(_("Most ended in {ended}, nobody started"), ended=ended)
    else:
        return None
    return _with_reserve(found, came, left)


def referrers(counts: Counts, total: Bound) -> Sentence | None:
    """Who referred most participants."""
    seen = _seen(counts)
    if len(seen) == 1 and not _hides(counts):
        return sentence(_("All {total} were referred by {name}"), total=total, name=min(seen))
    return _compared(_("Most were referred by {most}"), counts, total)


def next_steps(counts: Counts, total: Bound) -> Sentence | None:
    """Which next step was mentioned most."""
    return _compared(_("The most common next step: {most}"), counts, total)


def step_states(counts: Counts, total: Bound) -> Sentence | None:
    """In which state most next steps are."""
    return _compared(_("Most next steps: {most}"), counts, total)


def _compared(pattern: str, counts: Counts, total: Bound) -> Sentence | None:
    most = _most(counts, total)
    return _with_reserve(sentence(pattern, most=most), counts) if most else None


def _most(counts: Counts, total: Bound | None = None) -> Sentence | None:
    """The highest with its count: mars (9) · mars och maj (9 vardera) · Kommunen (9 av 24)."""
    seen = _seen(counts)
    highest = max((one.value or 0 for one in seen.values()), default=0)
    tied = {name: one for name, one in seen.items() if one.value == highest}
    if not tied:
        return None
    whole = None if total is None or total.is_hidden else total
    return sentence(
        _pattern(tied=len(tied) > 1, of_whole=whole is not None),
        names=_names(list(tied)),
        count=next(iter(tied.values())),
        total=whole,
    )


def _pattern(*, tied: bool, of_whole: bool) -> str:
    return {
        (False, False): _("{names} ({count})"),
        (False, True): _("{names} ({count} of {total})"),
        (True, False): _("{names} ({count} each)"),
        (True, True): _("{names} ({count} each of {total})"),
    }[tied, of_whole]


def _names(names: Sequence[str]) -> str:
    if len(names) <= MANY:
        return labels.listed(names)
    return _("%(names)s and %(count)s more") % {
        "names": ", ".join(names[: MANY - 1]),
        "count": numbers.number(len(names) - MANY + 1, language=labels.language()),
    }


def _with_reserve(found: Sentence, *tables: Counts) -> Sentence:
    if not any(map(_hides, tables)):
        return found
    return sentence(_("{finding}, of what can be shown"), finding=found)


def _seen(counts: Counts) -> dict[str, Bound]:
    return {name: one for name, one in counts.items() if one.value}


def _hides(counts: Counts) -> bool:
    return any(one.is_hidden for one in counts.values())
