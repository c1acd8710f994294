"""Whether the read log is as it was sealed; every difference is named."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from stegvis.access.chain import WHOLE, Span, digest, head_of, missing, part_of, rows_of
from stegvis.access.models import LogSeal, ReadLogEntry


@dataclass(frozen=True)
class Anchor:
    """A seal of the whole log that was sent outside: its number and digest."""

    number: int
    digest: str

    @classmethod
    def read(cls, line: str) -> "Anchor":
        """From a line as `anchors` writes it: day, number, digest."""
        _day, number, found = line.split()
        return cls(int(number), found)


def faults(*, anchors: Iterable[Anchor] = ()) -> list[str]:
    """What does not agree, as sentences; empty when the log is as it was sealed."""
    chains = sorted(set(LogSeal.objects.values_list("chain", flat=True)) | {WHOLE})
    seals = {
        chain: list(LogSeal.objects.filter(chain=chain).order_by("number")) for chain in chains
    }
    return [
        *(fault for chain in chains for fault in _chain(chain, seals[chain])),
        *_spans(seals[WHOLE]),
        *_parts(seals),
        *_strangers(seals),
        *_anchors(seals[WHOLE], anchors),
    ]


def _chain(chain: int, seals: list[LogSeal]) -> Iterator[str]:
    before = ""
    for expected, made in enumerate(seals, start=1):
        if made.number != expected:
            yield f"Chain {chain}: seal {expected} is missing."
            return
        rows = rows_of(chain, Span(made.after_id, made.to_id))
        if made.digest != digest(before, head_of(made), rows):
            yield (
                f"Chain {chain}: rows {made.after_id + 1} to {made.to_id} are not those "
                f"that seal {made.number} of {made.sealed_at:%Y-%m-%d %H:%M} was set on."
            )
        before = made.digest


def _spans(whole: list[LogSeal]) -> Iterator[str]:
    after = 0
    for made in whole:
        if made.after_id != after:
            yield f"Rows {after + 1} to {made.after_id} are in no seal."
        if list(missing(Span(made.after_id, made.to_id))) != list(made.gaps):
            yield f"Seal {made.number}: rows are missing, or stand where there were none."
        after = made.to_id


def _parts(seals: dict[int, list[LogSeal]]) -> Iterator[str]:
    """Every seal of an organisation is held by one of the whole log, and every held one stands."""
    held = {part for made in seals[WHOLE] for part in made.parts}
    standing = {part_of(made) for chain, of in seals.items() if chain != WHOLE for made in of}
    for part in sorted(held ^ standing):
        chain, number, _digest = part.split(":")
        yield f"Chain {chain}: seal {number} was removed, replaced or added."


def _strangers(seals: dict[int, list[LogSeal]]) -> Iterator[str]:
    """Rows of an organisation in a span that it has no seal for were added later."""
    sealed_to = seals[WHOLE][-1].to_id if seals[WHOLE] else 0
    counted = sum(made.count for of in seals.values() for made in of)
    standing = ReadLogEntry.objects.filter(id__lte=sealed_to).count()
    if counted != standing:
        yield f"{standing} rows stand where {counted} were sealed."


def _anchors(whole: list[LogSeal], anchors: Iterable[Anchor]) -> Iterator[str]:
    digests = {made.number: made.digest for made in whole}
    for anchor in anchors:
        if digests.get(anchor.number) != anchor.digest:
            yield f"Seal {anchor.number} is not the one that was sent outside."
