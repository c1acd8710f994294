"""The owners' texts: paragraphs and lists, their words as they are."""

from stegvis.reports.sections.texts import Passage, passages


def test_empty_lines_part_paragraphs_and_single_line_ends_do_not():
    assert passages("One\ntwo.\n\nThree.") == (Passage(("One two.",)), Passage(("Three.",)))


def test_lines_that_begin_with_a_dash_are_a_list():
    assert passages("Goals:\n- more\n– better\n\nEnd.") == (
        Passage(("Goals:",)),
        Passage(("more", "better"), is_list=True),
        Passage(("End.",)),
    )


def test_a_list_with_empty_lines_between_is_one_list():
    assert passages("- one\n\n- two") == (Passage(("one", "two"), is_list=True),)


def test_no_text_is_no_passage():
    assert passages("  \n ") == ()
