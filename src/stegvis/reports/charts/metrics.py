"""How wide a text is, and whether a font can write it: read from the TrueType files themselves.

So nothing has to be drawn to know what fits. Tables and offsets as in the OpenType
specification: `cmap` formats 4 and 12 map characters to glyphs, `hmtx` holds their widths.
"""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

FONTS = Path(str(files("stegvis.core") / "assets" / "fonts"))
"""The folder with the TrueType fonts and their licences."""

REGULAR = "SourceSans3-Regular.ttf"
SEMIBOLD = "SourceSans3-Semibold.ttf"


@dataclass(frozen=True)
class Font:
    """A font as widths: `advances` is character code -> width in thousandths of its size."""

    advances: dict[int, float]

    def width(self, text: str, *, size: float) -> float:
        """Width of one line of text, in the unit of `size`; unknown characters as wide as an M."""
        wide = self.advances[ord("M")]
        return sum(self.advances.get(ord(one), wide) for one in text) * size / 1000


@cache
def font(name: str = REGULAR) -> Font:
    """The font of this file name in the fonts folder."""
    data = (FONTS / name).read_bytes()
    tables = dict(_tables(data))
    units = struct.unpack_from(">H", data, tables["head"] + 18)[0]
    widths = _widths(data, tables)
    glyphs = dict(_glyphs(data, tables["cmap"]))
    return Font({code: widths(glyph) * 1000 / units for code, glyph in glyphs.items()})


@cache
def writable() -> frozenset[int]:
    """Codes of all characters that some font of the folder can write."""
    return frozenset(code for path in FONTS.glob("*.ttf") for code in font(path.name).advances)


def _tables(data: bytes) -> Iterator[tuple[str, int]]:
    for place in range(struct.unpack_from(">H", data, 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", data, 12 + 16 * place)
        yield tag.decode("ascii"), offset


def _widths(data: bytes, tables: dict[str, int]) -> Callable[[int], int]:
    count = struct.unpack_from(">H", data, tables["hhea"] + 34)[0]
    start = tables["hmtx"]
    return lambda glyph: int(struct.unpack_from(">H", data, start + 4 * min(glyph, count - 1))[0])


def _glyphs(data: bytes, start: int) -> Iterator[tuple[int, int]]:
    for place in range(struct.unpack_from(">H", data, start + 2)[0]):
        offset = start + struct.unpack_from(">L", data, start + 8 + 8 * place)[0]
        read = _FORMATS.get(struct.unpack_from(">H", data, offset)[0])
        if read:
            yield from read(data, offset)


def _format_4(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    count = struct.unpack_from(">H", data, at + 6)[0] // 2
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{count}H", data, at + skip)
        for skip in (14, 16 + 2 * count, 16 + 4 * count, 16 + 6 * count)
    )
    for segment in range(count):
        for code in range(starts[segment], min(ends[segment], 0xFFFE) + 1):
            glyph = code
            if offsets[segment]:
                place = offsets[segment] + 2 * (code - starts[segment])
                here = at + 16 + 6 * count + 2 * segment + place
                glyph = struct.unpack_from(">H", data, here)[0]
                if not glyph:
                    continue
            yield code, (glyph + deltas[segment]) & 0xFFFF


def _format_12(data: bytes, at: int) -> Iterator[tuple[int, int]]:
    for group in range(struct.unpack_from(">L", data, at + 12)[0]):
        first, last, glyph = struct.unpack_from(">LLL", data, at + 16 + 12 * group)
        yield from ((first + step, glyph + step) for step in range(last - first + 1))


_FORMATS = {4: _format_4, 12: _format_12}
