"""Files that something has damaged on the way are read or refused; nothing else ever happens."""

import os
import random
from pathlib import Path

import pytest

from stegvis.exchange import exporting
from tests.exchange import large, world
from tests.exchange.broken import workbooks
from tests.exchange.content import content
from tests.exchange.files import imported

# Every seed that ever ended in anything but rows or a refusal stays here.
ONCE = {"csv": (), "xlsx": (), "zip": ()}
COUNTS = {"csv": 60, "xlsx": 8, "zip": 30}
LONG = {"csv": 7_000, "xlsx": 1_500, "zip": 1_500}


def mutated(original: bytes, seed: int) -> bytes:
    """The bytes with some of them changed, cut out, doubled or put in."""
    chance = random.Random(seed)
    changed = bytearray(original)
    for _ in range(chance.randint(1, 12)):
        place = chance.randrange(len(changed))
        length = chance.choice((1, 1, 1, 2, 16, 300))
        piece = changed[place : place + length]
        what = chance.randrange(4)
        if what == 0:
            changed[place : place + length] = chance.randbytes(len(piece))
        elif what == 1:
            del changed[place : place + length]
        elif what == 2:
            changed[place:place] = piece
        else:
            changed[place:place] = chance.choice(
                [b'"', b";", b"\n", b"\r", b"\x00", b"\xff", b"=", b",,,,", b"PK\x03\x04"]
            )
        if not changed:
            return original
    return bytes(changed)


@pytest.fixture
def originals(tmp_path) -> dict[str, Path]:
    here = world.fill("vart")
    exporting.run(association=here, to=tmp_path / "whole.zip")
    return {
        "csv": large.write(tmp_path / "participations.csv", 8),
        "xlsx": workbooks.ordinary(tmp_path),
        "zip": tmp_path / "whole.zip",
    }


def check(form: str, seeds, originals, tmp_path) -> None:
    original = originals[form].read_bytes()
    before = content()
    path = tmp_path / f"participations.{form}"
    for seed in seeds:
        path.write_bytes(mutated(original, seed))
        answer = imported(path, dry_run=True)
        assert answer.tables or answer.faults, seed
        for fault in answer.faults:
            assert fault.problem, seed
            assert fault.file, seed
    assert content() == before


@pytest.mark.usefixtures("all_rows")
@pytest.mark.parametrize("form", COUNTS)
def test_a_damaged_file_is_read_or_refused(form, originals, tmp_path):
    check(form, (*ONCE[form], *range(COUNTS[form])), originals, tmp_path)


@pytest.mark.long
@pytest.mark.usefixtures("all_rows")
@pytest.mark.parametrize("form", LONG)
def test_ten_thousand_mutated_files_are_read_or_refused(form, originals, tmp_path):
    count = LONG[form] * (10 if os.environ.get("STEGVIS_LONG") == "nightly" else 1)
    check(form, range(count), originals, tmp_path)
