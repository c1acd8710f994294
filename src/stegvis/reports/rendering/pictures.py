"""Charts for pandoc: it is given stamps of a few bytes, and the real pictures take their places.

In its sandbox pandoc reads pictures from the HTML only, and needs a gigabyte for forty of them.
"""

import base64
import struct
import zlib
from collections.abc import Mapping
from pathlib import Path

from stegvis.reports.charts import WIDE, draw, draw_png
from stegvis.reports.rendering.document import Document
from stegvis.reports.rendering.prepare import Picture

WIDTH = 16.0
"""Centimetres of a chart in a text."""


def stamps(
    document: Document, *, cache_in: Path | None
) -> tuple[dict[str, Picture], dict[bytes, bytes]]:
    """For every chart its stand-in, and the real picture to every stamp."""
    pictures, real = {}, {}
    for place, (name, chart) in enumerate(document.charts.items()):
        drawing = draw(chart, cache_in=cache_in)
        stamp = _stamp(place)
        uri = f"data:image/png;base64,{base64.b64encode(stamp).decode()}"
        pictures[name] = Picture(uri, WIDTH, WIDTH / WIDE * drawing.height)
        real[stamp] = draw_png(chart, cache_in=cache_in)
    return pictures, real


def with_pictures(parts: Mapping[str, bytes], real: Mapping[bytes, bytes]) -> dict[str, bytes]:
    """The parts of a document with every stamp replaced by its picture."""
    return {name: real.get(content, content) for name, content in parts.items()}


def _stamp(number: int) -> bytes:
    """A PNG of one pixel that is like no other."""
    head = struct.pack(">2I5B", 1, 1, 8, 2, 0, 0, 0)
    pixel = zlib.compress(b"\x00" + number.to_bytes(3, "big"))
    chunks = ((b"IHDR", head), (b"IDAT", pixel), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
