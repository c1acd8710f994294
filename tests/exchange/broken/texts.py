"""Text files that cannot be read, or not as far as their rows."""

import gzip
from pathlib import Path

from stegvis.exchange.formats import limits

HEADINGS = "association,intervention,participation_id,participant,started_on\n"
ROW = "skaraborg,promise-hjo,b-{},{},2022-01-10\n"
SWEDISH = HEADINGS + ROW.format(1, "Räksmörgås på Åsö")


def _csv(folder: Path, content: bytes | str) -> Path:
    path = folder / "participations.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def empty(folder):
    return _csv(folder, "")


def only_blanks(folder):
    return _csv(folder, "\n  \n\n")


def old_macintosh(folder):
    return _csv(folder, SWEDISH.encode("mac_roman"))


def ms_dos(folder):
    return _csv(folder, SWEDISH.encode("cp850"))


def utf_32(folder):
    return _csv(folder, SWEDISH.encode("utf-32"))


def unused_bytes(folder):
    return _csv(folder, HEADINGS.encode() + b"skaraborg,promise-hjo,b-1,\x81\x8d,2022-01-10\n")


def two_encodings(folder):
    return _csv(folder, SWEDISH.encode() + ROW.format(2, "Räka").encode("cp1252"))


def mark_without_encoding(folder):
    return _csv(folder, b"\xef\xbb\xbf" + SWEDISH.encode("cp1252"))


def cut_utf_16(folder):
    return _csv(folder, SWEDISH.encode("utf-16")[:-1])


def zero_bytes(folder):
    return _csv(folder, SWEDISH.encode() + b"\x00" * 100)


def picture(folder):
    return _csv(folder, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)))


def compressed(folder):
    return _csv(folder, gzip.compress(SWEDISH.encode()))


def document(folder):
    return _csv(folder, b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n")


def zip_called_csv(folder):
    return _csv(folder, b"PK\x03\x04" + b"x" * 100)


def workbook_called_csv(folder):
    return _csv(folder, b"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml")


def old_workbook_called_csv(folder):
    return _csv(folder, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600)


def misread_letters(folder):
    return _csv(folder, HEADINGS + ROW.format(1, "RÃ¤ka"))


def lost_letters(folder):
    return _csv(folder, HEADINGS + ROW.format(1, "R\ufffdka"))


def bell(folder):
    return _csv(folder, HEADINGS + ROW.format(1, "A\x07"))


def quote_never_closed(folder):
    return _csv(folder, HEADINGS + ROW.format(1, '"A') + ROW.format(2, "B"))


def quote_within_a_cell(folder):
    return _csv(folder, HEADINGS + ROW.format(1, '"A"B'))


def strange_separator(folder):
    return _csv(folder, "sep=#\n" + SWEDISH.replace(",", "#"))


def endless_line(folder):
    return _csv(folder, HEADINGS + ROW.format(1, "x" * (limits.MAX_LINE_CHARACTERS + 1)))


def endless_cell(folder):
    return _csv(folder, HEADINGS + ROW.format(1, "x" * (limits.MAX_CELL_CHARACTERS + 1)))


def many_columns(folder):
    return _csv(folder, "x," * 100_000 + "\n" + "1," * 100_000 + "\n")


def many_empty_lines(folder):
    return _csv(folder, SWEDISH + ",,,,\n" * (limits.MAX_EMPTY_ROWS + 1))


def million_empty_lines(folder):
    return _csv(folder, SWEDISH + "\n" * 1_000_000)


def million_rows(folder):
    path = folder / "participations.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADINGS)
        file.writelines(ROW.format(number, f"P{number}") for number in range(1_000_000))
    return path


def one_line_of_half_a_gigabyte(folder):
    path = folder / "participations.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADINGS)
        for _ in range(400):
            file.write("x" * 2**20)
    return path
