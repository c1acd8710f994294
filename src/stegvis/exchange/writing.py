"""What a table's writer has at hand while it stores its rows, inside the one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from stegvis.exchange.faults import Fault, Faults, shown
from stegvis.exchange.incoming import Incoming, Row
from stegvis.exchange.registry import Said
from stegvis.organisations.models import Association


@dataclass
class Writing:
    """The import under way: its faults, and the names it had to create."""

    faults: Faults
    created: list[str] = field(default_factory=list)
    _associations: dict[str, Association] = field(default_factory=dict)

    def association(self, slug: str) -> Association:
        """The association called `slug`, which exists by the time rows that name it are written."""
        if slug not in self._associations:
            self._associations[slug] = Association.objects.get(slug=slug)
        return self._associations[slug]

    def refuse(
        self,
        incoming: Incoming,
        row: Row | int | None,
        column: str,
        problem: Said,
        accepted: Said = "",
        *,
        value: object = None,
    ) -> None:
        """A fault found only now, beside the rows that are stored already; undoes the import."""
        if value is None and isinstance(row, Row):
            value = row.values.get(column)
        self.faults.add(
            Fault(
                file=incoming.file,
                row=row.number if isinstance(row, Row) else row,
                column=column,
                value=shown(value),
                problem=str(problem),
                accepted=str(accepted),
            )
        )

    def note_created(self, slugs: Iterable[str]) -> None:
        self.created += [slug for slug in slugs if slug not in self.created]
