"""Every broken input is refused with a clear sentence, and the database is as it was."""

import pytest

from stegvis.access import context
from stegvis.access.scope import Scope
from stegvis.exchange.sentences import SENTENCES
from tests.exchange import command
from tests.exchange.broken.corpus import CORPUS
from tests.exchange.content import content
from tests.exchange.files import imported

QUICK = [each for each in CORPUS if not each.slow]


def test_the_corpus_holds_what_it_should():
    assert len(CORPUS) >= 60
    assert len({(each.make.__module__, each.name) for each in CORPUS}) == len(CORPUS)


@pytest.mark.usefixtures("all_rows")
@pytest.mark.parametrize("broken", QUICK, ids=lambda each: each.name)
def test_a_broken_input_is_refused_and_nothing_is_stored(tmp_path, broken):
    before = content()
    answer = imported(broken.make(tmp_path))
    first = next(iter(answer.faults))
    if broken.says:
        sentence = str(SENTENCES[broken.says][0]).split("%(")[0]
        assert first.problem.startswith(sentence)
    if broken.where:
        assert (first.row, first.column) == broken.where
    assert first.file
    assert first.problem.endswith((".", ")", "”"))
    assert (answer.tables, answer.created) == ({}, [])
    assert content() == before


@pytest.mark.long
@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize("broken", CORPUS, ids=lambda each: each.name)
def test_the_program_refuses_a_broken_input_within_300_megabytes(tmp_path, broken):
    ran = command.stegvis("import", broken.make(tmp_path), "--format", "json")
    assert ran.status == 1, ran.err
    assert ran.out, ran.err
    assert ran.answer["faults"]
    assert ran.answer["tables"] == {}
    assert "Traceback" not in ran.err
    assert ran.megabytes < 300
    with context.acting(Scope(everything=True)):
        assert not any(content().values())
