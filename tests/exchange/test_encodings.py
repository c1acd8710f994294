"""Which encodings are read, and which are refused rather than guessed."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stegvis.exchange.formats.encodings import detect
from stegvis.exchange.formats.refusals import Refusal

HEADINGS = "association;name\n"
SWEDISH = HEADINGS + "skaraborg;Räksmörgås på Åsögatan – “Ärtan” 5 €\n"


def encoding_of(content: bytes) -> str:
    return detect(lambda: BytesIO(content))


def refused(content: bytes) -> str:
    with pytest.raises(Refusal) as caught:
        encoding_of(content)
    return caught.value.code


@pytest.mark.parametrize(
    ("written_as", "read_as"),
    [
        ("ascii", "utf-8"),
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
        ("latin-1", "cp1252"),
    ],
)
def test_text_is_read_in_the_encoding_it_was_written_in(written_as, read_as):
    text = SWEDISH if written_as not in ("ascii", "latin-1") else HEADINGS + "skaraborg;Hjo\n"
    if written_as == "latin-1":
        text = HEADINGS + "skaraborg;Räksmörgås i Örebro\n"
    content = text.encode(written_as)
    assert encoding_of(content) == read_as
    assert content.decode(read_as) == text


def test_utf_16_with_a_big_endian_mark_is_read():
    content = b"\xfe\xff" + SWEDISH.encode("utf-16-be")
    assert content.decode(encoding_of(content)) == SWEDISH


@pytest.mark.parametrize("encoding", ["cp850", "cp437", "mac_roman"])
@pytest.mark.parametrize("word", ["Räksmörgås", "Ärla", "Björk på Åsö", "nivå", "Örebro län"])
def test_swedish_of_older_machines_is_refused_rather_than_misread(encoding, word):
    content = f"{HEADINGS}skaraborg;{word}\n".encode(encoding)
    assert refused(content) == "encoding_unknown"


@pytest.mark.parametrize("text", ["‘Ärtan’", "Ärtan … och", "“Ö”", "5 €", "a – b", "Anders’ bil"])
def test_typographic_signs_of_windows_1252_are_read(text):
    content = f"{HEADINGS}åre;{text}\n".encode("cp1252")
    assert encoding_of(content) == "cp1252"


def test_a_file_glued_together_from_two_encodings_is_refused():
    content = "a;Räka\n".encode() + "b;Räka\n".encode("cp1252")
    assert refused(content) == "encoding_mixed"


def test_a_mark_that_the_bytes_contradict_is_refused():
    assert refused(b"\xef\xbb\xbf" + "a;Räka\n".encode("cp1252")) == "encoding_broken"
    assert refused(b"\xff\xfe" + b"abc") == "encoding_broken"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\xff\xfe\x00\x00" + "a".encode("utf-32-le"), "encoding_unknown"),
        (b"PK\x03\x04rest", "archive_as_text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_workbook"),
        (b"\x1f\x8b\x08", "binary"),
        (b"%PDF-1.7", "binary"),
        (b"a;b\n1;\x00\x00\x00\n", "binary"),
        (b"a;b\n" + b"x" * 5000 + b"\x00", "binary"),
        (b"a;b\n\x81\x8d\n", "encoding_unknown"),
    ],
)
def test_what_is_no_text_is_refused_for_what_it_is(content, code):
    assert refused(content) == code


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1))
def test_all_utf_8_is_utf_8(text):
    content = ("x;" + text).encode()
    assert encoding_of(content) in ("utf-8", "utf-8-sig")


@given(st.binary(max_size=300))
def test_any_bytes_are_read_whole_or_refused(content):
    try:
        encoding = encoding_of(content)
    except Refusal:
        return
    content.decode(encoding)
