"""What people and spreadsheet programs write, and the value it means."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stegvis.exchange.formats import values
from stegvis.exchange.formats.cells import Unusable
from stegvis.exchange.formats.refusals import Refusal

MAY_20 = date(2022, 5, 20)


def moment(*parts: int) -> datetime:
    """A date cell as a workbook stores it: without a time zone."""
    return datetime(*parts)  # noqa: DTZ001


def refused(call, *args, **more) -> str:
    with pytest.raises(Refusal) as caught:
        call(*args, **more)
    return caught.value.code


# Days

DAYS = [
    ("2022-05-20", MAY_20),
    (" 2022-05-20 ", MAY_20),
    ("2022-05-20\N{NO-BREAK SPACE}", MAY_20),
    ("2022-5-20", MAY_20),
    ("2022-5-3", date(2022, 5, 3)),
    ("2022-05-20 00:00", MAY_20),
    ("2022-05-20 00:00:00", MAY_20),
    ("2022-05-20T00:00:00", MAY_20),
    ("2022-05-20T00:00:00.000", MAY_20),
    ("20220520", MAY_20),
    ("220520", MAY_20),
    ("000101", date(2000, 1, 1)),
    ("680101", date(2068, 1, 1)),
    ("690101", date(1969, 1, 1)),
    ("991231", date(1999, 12, 31)),
    ("2024-02-29", date(2024, 2, 29)),
    ("240229", date(2024, 2, 29)),
    ("44701", MAY_20),
    ("36526", date(2000, 1, 1)),
    ("73050", date(2099, 12, 31)),
    ("10000", date(1927, 5, 18)),
    (44701, None),
    (moment(2022, 5, 20), MAY_20),
    (MAY_20, MAY_20),
    ("1900-01-01", date(1900, 1, 1)),
    ("2100-12-31", date(2100, 12, 31)),
]


@pytest.mark.parametrize(("cell", "expected"), [row for row in DAYS if row[1]])
def test_a_day_is_read_however_it_is_written(cell, expected):
    assert values.day(cell) == expected


@pytest.mark.parametrize(
    ("cell", "origin_1904", "expected"),
    [
        (44701, False, MAY_20),
        (43239, True, MAY_20),
        (44701.0, False, MAY_20),
        (20220520, False, MAY_20),
        (220520, False, MAY_20),
        ("43239", True, MAY_20),
        (34700, True, date(1999, 1, 2)),
    ],
)
def test_a_number_in_a_sheet_is_a_day_by_its_digits(cell, origin_1904, expected):
    assert values.day(cell, origin_1904=origin_1904) == expected


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("2022-02-30", "not_a_date"),
        ("2023-02-29", "not_a_date"),
        ("2022-13-01", "not_a_date"),
        ("20221301", "not_a_date"),
        ("221301", "not_a_date"),
        ("20/5 2022", "not_a_date"),
        ("20.5.2022", "not_a_date"),
        ("05/20/2022", "not_a_date"),
        ("20-05-2022", "not_a_date"),
        ("22-05-20", "not_a_date"),
        ("2022-05", "not_a_date"),
        ("2022", "not_a_date"),
        ("maj 2022", "not_a_date"),
        ("okänt", "not_a_date"),
        ("-", "not_a_date"),
        ("2022-05-20 10:30", "not_a_date"),
        ("2022\u20115\u201120", "not_a_date"),
        ("٢٠٢٢٠٥٢٠", "not_a_date"),
        ("1899-12-31", "date_out_of_range"),
        ("2101-01-01", "date_out_of_range"),
        ("99999", "date_out_of_range"),
        (44701.5, "not_a_date"),
        (True, "not_a_date"),
        (-5, "not_a_date"),
        (moment(2022, 5, 20, 10, 30), "time_in_date"),
        (Unusable("formula", "=TODAY()"), "formula"),
        (Unusable("cell_error", "#REF!"), "cell_error"),
    ],
)
def test_what_is_no_day_is_refused(cell, code):
    assert refused(values.day, cell) == code


@given(st.dates(values.FIRST_DAY, values.LAST_DAY))
def test_every_day_is_read_back_in_iso_and_in_eight_digits(day):
    assert values.day(day.isoformat()) == values.day(f"{day:%Y%m%d}") == day


@given(st.dates(date(1969, 1, 1), date(2068, 12, 31)))
def test_every_day_of_a_hundred_years_is_read_back_in_six_digits(day):
    assert values.day(f"{day:%y%m%d}") == day


# Numbers

NUMBERS = [
    ("1234", "1234"),
    ("1234,5", "1234.5"),
    ("1234.5", "1234.5"),
    ("1 234,5", "1234.5"),
    ("1\N{NO-BREAK SPACE}234,5", "1234.5"),
    ("1\N{NARROW NO-BREAK SPACE}234,5", "1234.5"),
    ("1\N{THIN SPACE}234,5", "1234.5"),
    ("1 234 567,89", "1234567.89"),
    ("1'234.5", "1234.5"),
    ("1’234.5", "1234.5"),
    ("0,5", "0.5"),
    ("-0,5", "-0.5"),
    ("\N{MINUS SIGN}12", "-12"),
    ("+12", "12"),
    ("007", "7"),
    ("15,0", "15"),
    (" 3 ", "3"),
    (3, "3"),
    (3.5, "3.5"),
    (0.1 + 0.2, "0.3"),
    (1e3, "1000"),
    (-2.25, "-2.25"),
]


@pytest.mark.parametrize(("cell", "expected"), NUMBERS)
def test_a_number_is_read_the_swedish_and_the_international_way(cell, expected):
    assert values.decimal(cell) == Decimal(expected)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1,234.5", "not_a_number"),
        ("1.234,5", "not_a_number"),
        ("1.234.567", "not_a_number"),
        ("12 34", "not_a_number"),
        ("1 2345", "not_a_number"),
        (",5", "not_a_number"),
        ("5,", "not_a_number"),
        ("1e5", "not_a_number"),
        ("NaN", "not_a_number"),
        ("inf", "not_a_number"),
        ("0x10", "not_a_number"),
        ("tio", "not_a_number"),
        ("5 kr", "not_a_number"),
        ("--5", "not_a_number"),
        ("=1+1", "not_a_number"),
        ("1,234", "too_many_decimals"),
        ("1.005", "too_many_decimals"),
        (1.005, "too_many_decimals"),
        (True, "not_a_number"),
        (MAY_20, "not_a_number"),
        ("9" * 40, "number_too_large"),
        (Unusable("formula", "=A1"), "formula"),
    ],
)
def test_what_is_no_number_is_refused(cell, code):
    assert refused(values.decimal, cell) == code


@pytest.mark.parametrize(
    ("cell", "expected"), [("15", 15), ("15,0", 15), (15.0, 15), ("1 746 000", 1_746_000), (0, 0)]
)
def test_a_whole_number_may_be_written_with_a_zero_decimal(cell, expected):
    assert values.whole(cell) == expected


@pytest.mark.parametrize("cell", ["15,5", 15.5, "0.1"])
def test_a_fraction_is_no_whole_number(cell):
    assert refused(values.whole, cell) == "not_whole"


@given(st.decimals(-(10**9), 10**9, places=2))
def test_every_amount_is_read_back_with_comma_point_and_grouping(amount):
    plain = f"{amount:f}"
    assert values.decimal(plain) == values.decimal(plain.replace(".", ",")) == amount
    assert values.decimal(f"{amount:,.2f}".replace(",", " ")) == amount


# Yes and no

FLAGS = [
    *((word, True) for word in ("yes", "Yes", " JA ", "ja", "true", "TRUE", "sant", "1", "x", "X")),
    *((word, False) for word in ("no", "NEJ", "nej", "false", "falskt", "0")),
    (True, True),
    (False, False),
    (1, True),
    (0, False),
]


@pytest.mark.parametrize(("cell", "expected"), FLAGS)
def test_yes_and_no_are_read_in_both_languages(cell, expected):
    assert values.flag(cell) is expected


@pytest.mark.parametrize("cell", ["kanske", "2", "-", "y", 2, MAY_20])
def test_what_is_neither_yes_nor_no_is_refused(cell):
    with pytest.raises(Refusal):
        values.flag(cell)


# Text

TEXTS = [
    ("Hjo", "Hjo"),
    ("  Hjo \t", "Hjo"),
    ("\N{NO-BREAK SPACE}Hjo\N{NO-BREAK SPACE}", "Hjo"),
    ("Ra\u0308ksmo\u0308rga\u030as", "Räksmörgås"),
    ("två\r\nrader", "två\nrader"),
    ("två\rrader", "två\nrader"),
    ("tab\tinuti", "tab\tinuti"),
    (7, "7"),
    (7.0, "7"),
    (7.5, "7.5"),
    (0, "0"),
    (-3, "-3"),
    (999_999_999_999_999, "999999999999999"),
    (None, ""),
    ("=1+1", "=1+1"),
    ("العربية", "العربية"),
    ("👩‍🔧", "👩‍🔧"),
]


@pytest.mark.parametrize(("cell", "expected"), TEXTS)
def test_text_is_composed_trimmed_and_otherwise_as_written(cell, expected):
    assert values.text(cell) == expected


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (1_000_000_000_000_000, "digits_lost"),
        (1.23456789012345e18, "digits_lost"),
        (True, "truth_as_text"),
        (moment(2022, 5, 1), "date_as_text"),
        ("bell\x07", "control_character"),
        ("nul\x00", "control_character"),
        ("RÃ¤ksmÃ¶rgÃ¥s", "misread_letters"),
        ("Ã–rebro", "misread_letters"),
        ("Ã…sele", "misread_letters"),
        ("f\ufffdrlorad", "misread_letters"),
        (Unusable("formula", "=A1"), "formula"),
    ],
)
def test_text_that_something_has_spoilt_is_refused(cell, code):
    assert refused(values.text, cell) == code


@given(st.text().filter(lambda text: "\x00" not in text))
def test_our_own_text_is_kept_to_the_letter(text):
    assert values.text(text, exact=True) == text


@pytest.mark.parametrize(
    "cell", ["hjo", "promise-hjo", "2022-hjo", "åre_2", "halsosam", "a", " hjo ", 7]
)
def test_a_short_name_is_small_letters_digits_and_hyphens(cell):
    assert values.slug(cell) == str(cell).strip()


@pytest.mark.parametrize("cell", ["Hjo", "hjo!", "promise hjo", "-hjo", "a/b", "a" * 81, "=a", ""])
def test_what_is_no_short_name_is_refused(cell):
    assert refused(values.slug, cell) == "not_a_slug"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kvinna", "kvinna"),
        ("Hen/annat", "hen / annat"),
        ("Upp till 1 år", " UPP  TILL\N{NO-BREAK SPACE}1 år"),
        ("–29 år", "-29 år"),
        ("Försörjningsstöd", "fo\u0308rso\u0308rjningssto\u0308d"),
    ],
)
def test_labels_are_the_same_whatever_case_blanks_and_dashes(one, other):
    assert values.folded(one) == values.folded(other)


# Lists

LISTS = [
    ("", []),
    ("fk", ["fk"]),
    ("fk|af", ["fk", "af"]),
    ("fk||af|", ["fk", "af"]),
    (" | ", []),
    (r"a\|b|c", ["a|b", "c"]),
    (r"a\\|b", ["a\\", "b"]),
    (r"c:\mapp|d", ["c:\\mapp", "d"]),
]


@pytest.mark.parametrize(("cell", "expected"), LISTS)
def test_a_list_is_split_at_its_bars(cell, expected):
    assert values.items(cell) == expected


@given(st.lists(st.text().filter(str.strip)))
def test_every_list_is_read_back(items):
    assert values.items(values.joined(items)) == items


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("wages:50", ("wages", "50")),
        (" wages : 50 ", ("wages", "50")),
        ("wages", ("wages", "")),
        ("wages:", ("wages", "")),
        (":50", ("", "50")),
    ],
)
def test_a_value_follows_its_item_after_a_colon(item, expected):
    assert values.attached(item) == expected


# Formulas

STARTS = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "\N{MINUS SIGN}", "%", "|"]
BEFORE = [
    *("", " ", "\N{NO-BREAK SPACE}", "\u200b", "\ufeff", "\u2060", "\t", "'", '"', ";", ","),
    *(' "', "\u200e ", "\x0b", "\x1f"),
]
REST = ["1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://a")', "SUM(A1:A9)", "2"]
FORMULAS = [
    before + start + rest for start in STARTS for before in BEFORE for rest in REST if start.strip()
]


@pytest.mark.parametrize("payload", FORMULAS)
def test_every_formula_gets_an_apostrophe_and_loses_it_again(payload):
    written = values.escaped(payload)
    assert written == "'" + payload
    assert values.unescaped(written) == payload


@pytest.mark.parametrize("start", ["\t", "\r", "\n"])
def test_text_that_begins_with_a_line_or_tab_is_escaped(start):
    assert values.escaped(start + "x") == "'" + start + "x"


@pytest.mark.parametrize("text", ["Hjo", "a=b", "1+1", "x-y", "a@b.se", "", "ph-01", "2022-05-20"])
def test_ordinary_text_is_left_alone(text):
    assert values.escaped(text) == text


@given(st.text())
def test_escaping_is_undone_exactly(text):
    assert values.unescaped(values.escaped(text)) == text
