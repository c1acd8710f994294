"""Disclosure control: the last step before figures leave the people who may see the rows.

`protect` marks the rows of a release that must not be shown, `audit` checks the result. A reader
knows every number that is shown, the margins, what adds up and what is contained in what, that no
count is negative, and that groups that do not occur are not listed. Percentages are always shown
with numerator and denominator, so rounding hides nothing and needs no attack of its own. An empty
group is shown as 0; it may serve as a partner, last of all.

What the reader is told exactly by other means (`told`) is known, however small. Such a small total
is not divided: its piece of the table is withheld, or the table where it has no pieces; and what
is withheld is left as open as the total alone leaves it (docs/adr/0013).
"""

from stegvis.measures.disclosure.audit import Interval, audit
from stegvis.measures.disclosure.pattern import protect
from stegvis.measures.disclosure.rule import PUBLIC, Marks, Row, Rule, Sum, Table, quantity

__all__ = [
    "PUBLIC",
    "Interval",
    "Marks",
    "Row",
    "Rule",
    "Sum",
    "Table",
    "audit",
    "protect",
    "quantity",
]
