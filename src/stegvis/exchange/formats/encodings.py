"""Which encoding a text file has: decided from all of its bytes, refused when in doubt.

The rule, in order:
1. a byte order mark of UTF-8 or UTF-16 decides;
2. zero bytes at every other place of the beginning mean UTF-16 without a mark;
3. a file that is UTF-8 throughout is UTF-8;
4. anything else may be Windows-1252, unless it shows the traces of another encoding: UTF-8
   sequences (a file glued together from two), bytes Windows-1252 does not use, or its typographic
   signs in the middle of words, which is what å, ä and ö of MS-DOS and old Macintosh files become.
"""

import codecs
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from stegvis.exchange.formats.limits import MAX_FILE_BYTES
from stegvis.exchange.formats.refusals import Refusal

Opener = Callable[[], BinaryIO]

_CHUNK = 1024 * 1024
_MARKS = (
    (codecs.BOM_UTF32_LE, ""),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, ""),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NO_TEXT = (
    (b"PK\x03\x04", "archive_as_text"),
    (b"PK\x05\x06", "archive_as_text"),
    (b"\xd0\xcf\x11\xe0", "old_workbook"),
    (b"\x1f\x8b", "binary"),
    (b"%PDF", "binary"),
)
_UTF8_LETTER = re.compile(rb"[\xc3\xc2][\x80-\xbf]")
_UNUSED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
# Signs at 0x80-0x9F where only letters stand: before a letter (opening quotes, bullets, dashes and
# the apostrophe may), between two letters, or as the last letter of a word.
_SIGN_AS_LETTER = re.compile(
    rb"[\x80\x82-\x8c\x8e\x98-\x9c\x9e\x9f][A-Za-z\xc0-\xff]"
    rb"|[A-Za-z\xc0-\xff][\x80-\x8f\x91\x93-\x95\x98-\x9f][A-Za-z\xc0-\xff]"
    rb"|[A-Za-z\xc0-\xff][\x83\x86-\x8a\x8c\x8e\x98\x9a\x9c\x9e\x9f]"
)


def detect(opened: Opener) -> str:
    """The name of the encoding by which every byte of the file can be read.

    Raises Refusal for binary files, unknown and mixed encodings and files that are too large.
    """
    beginning = _beginning(opened)
    for mark, encoding in _MARKS:
        if beginning.startswith(mark):
            if not encoding:
                raise Refusal("encoding_unknown")
            return _proved(opened, encoding)
    if b"\x00" in beginning:
        return _proved(opened, _unmarked_utf16(beginning))
    if _decodes(opened, "utf-8"):
        return "utf-8"
    _refuse_unlike_windows(opened)
    return "cp1252"


def _beginning(opened: Opener) -> bytes:
    with opened() as file:
        beginning = file.read(4096)
    if not beginning:
        raise Refusal("empty_file")
    for start, code in _NO_TEXT:
        if beginning.startswith(start):
            raise Refusal(code)
    return beginning


def _unmarked_utf16(beginning: bytes) -> str:
    evens, odds = beginning[0::2].count(0), beginning[1::2].count(0)
    half = len(beginning) // 2
    if odds > half * 0.6 and evens == 0:
        return "utf-16-le"
    if evens > half * 0.6 and odds == 0:
        return "utf-16-be"
    raise Refusal("binary")


def _chunks(opened: Opener) -> Iterator[bytes]:
    read = 0
    with opened() as file:
        while chunk := file.read(_CHUNK):
            read += len(chunk)
            if read > MAX_FILE_BYTES:
                raise Refusal("file_too_large", limit=MAX_FILE_BYTES // 2**20)
            yield chunk


def _decodes(opened: Opener, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)(errors="strict")
    try:
        for chunk in _chunks(opened):
            if b"\x00" in chunk and not encoding.startswith("utf-16"):
                raise Refusal("binary")
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _proved(opened: Opener, encoding: str) -> str:
    if not _decodes(opened, encoding):
        raise Refusal("encoding_broken", encoding=encoding.removesuffix("-sig").upper())
    return encoding


def _refuse_unlike_windows(opened: Opener) -> None:
    tail = b""
    for chunk in _chunks(opened):
        seen = tail + chunk
        if _UTF8_LETTER.search(seen):
            raise Refusal("encoding_mixed")
        if _UNUSED.search(seen) or _SIGN_AS_LETTER.search(seen):
            raise Refusal("encoding_unknown")
        tail = seen[-2:]
