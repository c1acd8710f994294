"""Zips that are damaged, hostile or misnamed, and packages whose description leads astray."""

import json
import struct
import zipfile
from pathlib import Path

from tests.exchange.files import package, workbook

TABLE = "association,intervention,participation_id,started_on\nskaraborg,hjo,b-1,2022-01-10\n"
MB = 2**20


def _zip(folder: Path, entries: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> Path:
    path = folder / "import.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return path


def _changed(path: Path, place: int, content: bytes) -> Path:
    whole = bytearray(path.read_bytes())
    whole[place : place + len(content)] = content
    path.write_bytes(whole)
    return path


def no_zip(folder):
    path = folder / "import.zip"
    path.write_bytes(b"PK\x03\x04 not really")
    return path


def cut_zip(folder):
    path = _zip(folder, {"participations.csv": TABLE * 100})
    path.write_bytes(path.read_bytes()[:-40])
    return path


def wrong_checksum(folder):
    path = _zip(folder, {"participations.csv": TABLE}, zipfile.ZIP_STORED)
    place = path.read_bytes().index(b"b-1")
    return _changed(path, place, b"b-2")


def empty_zip(folder):
    return _zip(folder, {})


def zip_in_a_zip(folder):
    inner = _zip(folder, {"participations.csv": TABLE})
    return _zip(folder, {"inner.zip": inner.read_bytes()})


def bomb(folder):
    return _zip(folder, {"participations.csv": b"\n" * (200 * MB)})


def bomb_of_many(folder):
    return _zip(folder, {f"{number}.csv": b"x" for number in range(501)})


def directory_of_a_million(folder):
    path = folder / "import.zip"
    entry = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", *[0] * 16)
    path.write_bytes(
        entry * 100_000
        + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 65535, 65535, 4_600_000, 0, 0)
    )
    return path


def large_unpacked(folder):
    # Sparse on disk: the directory alone says how much there is.
    path = _zip(folder, {f"{number}.csv": b"x" for number in range(9)}, zipfile.ZIP_STORED)
    whole = path.read_bytes()
    place = whole.index(b"PK\x01\x02")
    while place >= 0:
        whole = whole[: place + 20] + struct.pack("<LL", 100 * MB, 100 * MB) + whole[place + 28 :]
        place = whole.find(b"PK\x01\x02", place + 4)
    path.write_bytes(whole)
    return path


def size_that_lies(folder):
    path = _zip(folder, {"participations.csv": TABLE * 500})
    place = path.read_bytes().index(b"PK\x01\x02")
    return _changed(path, place + 24, struct.pack("<L", len(TABLE)))


def locked(folder):
    path = _zip(folder, {"participations.csv": TABLE})
    whole = path.read_bytes()
    _changed(path, 6, struct.pack("<H", 1))
    return _changed(path, whole.index(b"PK\x01\x02") + 8, struct.pack("<H", 1))


def path_upwards(folder):
    return _zip(folder, {"../participations.csv": TABLE})


def path_from_the_root(folder):
    return _zip(folder, {"/tmp/participations.csv": TABLE})


def path_on_a_drive(folder):
    return _zip(folder, {"c:/participations.csv": TABLE})


def link(folder):
    path = folder / "import.zip"
    with zipfile.ZipFile(path, "w") as archive:
        entry = zipfile.ZipInfo("participations.csv")
        entry.create_system = 3
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    return path


def same_name_twice(folder):
    return _zip(folder, {"participations.csv": TABLE, "PARTICIPATIONS.csv": TABLE})


def packed_otherwise(folder):
    return _zip(folder, {"participations.csv": TABLE}, zipfile.ZIP_LZMA)


def workbook_called_zip(folder):
    return workbook(folder / "import.zip", participations=[["association"], ["x"]])


def _described(folder: Path, text: str) -> Path:
    made = package(folder / "package", participations=TABLE)
    (made / "datapackage.json").write_text(text)
    return made


def _resource(name: str, path: str) -> str:
    return json.dumps({"resources": [{"name": name, "path": path}]})


def descriptor_broken(folder):
    return _described(folder, "{resources: []")


def descriptor_too_deep(folder):
    return _described(folder, "[" * 200_000 + "]" * 200_000)


def descriptor_without_resources(folder):
    return _described(folder, '{"name": "x"}')


def descriptor_leads_out(folder):
    return _described(folder, _resource("participations", "../../participations.csv"))


def descriptor_leads_to_the_net(folder):
    return _described(folder, _resource("participations", "https://example.org/p.csv"))


def descriptor_names_what_is_gone(folder):
    return _described(folder, _resource("participations", "gone.csv"))


def descriptor_names_no_table(folder):
    return _described(folder, _resource("people", "participations.csv"))


def table_twice(folder):
    return _zip(folder, {"participations.csv": TABLE, "Deltaganden.csv": TABLE})
