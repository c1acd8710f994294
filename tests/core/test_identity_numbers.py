"""Identity numbers as people write them, against a library and against facts written by hand."""

from datetime import date, timedelta
from itertools import product
from random import Random

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from personnummer import personnummer as library
from personnummer.personnummer import PersonnummerException

from stegvis.core import identity_numbers
from stegvis.core.identity_numbers import IdentityNumber, Kind, NumberFault, parse

TODAY = date(2026, 11, 23)
CHANCE = Random("identity numbers")


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def check_digit(nine: str) -> str:
    """Reckoned apart from the program: the digit that makes the sum end in nought."""
    doubled = "".join(str(int(d) * (2 if i % 2 == 0 else 1)) for i, d in enumerate(nine))
    return str(-sum(int(d) for d in doubled) % 10)


def twelve(born: date, serial: int, *, coordinated: bool = False) -> str:
    day = born.day + 60 * coordinated
    nine = f"{born:%y%m}{day:02}{serial:03}"
    return f"{born:%Y}"[:2] + nine + check_digit(nine)


def births() -> list[date]:
    first = date(1927, 1, 1)
    days = (TODAY - first).days
    return [first + timedelta(days=CHANCE.randrange(days)) for _ in range(60)] + [
        *(date(1928, 2, 29), date(2000, 2, 29), date(2024, 2, 29), date(1999, 12, 31)),
        *(date(2000, 1, 1), date(2026, 1, 1), TODAY, date(1927, 1, 1)),
    ]


def spellings(number: str) -> list[str]:
    return [
        number,
        f"{number[:8]}-{number[8:]}",
        number[2:],
        f"{number[2:8]}-{number[8:]}",
    ]


GENERATED = [
    (spelled, number)
    for born, coordinated in product(births(), (False, True))
    for number in [twelve(born, CHANCE.randrange(1, 1000), coordinated=coordinated)]
    for spelled in spellings(number)
]


def test_the_table_is_long_enough():
    assert len(GENERATED) >= 400


@pytest.fixture
def on_the_day(monkeypatch):
    """The library asks the computer what day it is; let it be the day of the table."""
    monkeypatch.setattr(library, "_get_current_date", lambda: TODAY)


@pytest.mark.parametrize(("spelled", "number"), GENERATED)
def test_every_spelling_is_read_as_the_library_reads_it(on_the_day, spelled, number):
    said = library.parse(spelled)
    found = parse(spelled, today=TODAY)
    assert found.text == said.format(long_format=True) == number
    assert (found.kind is Kind.COORDINATION) == said.is_coordination_number()


@pytest.mark.parametrize("place", range(2, 12))
@pytest.mark.parametrize("number", [number for _, number in GENERATED[::40]])
def test_another_digit_is_refused_where_the_library_refuses_it(on_the_day, number, place):
    for digit in set("0123456789") - {number[place]}:
        wrong = number[:place] + digit + number[place + 1 :]
        with pytest.raises(PersonnummerException):
            library.parse(wrong)
        with pytest.raises(NumberFault):
            parse(wrong, today=TODAY)


@given(text=st.text(max_size=20))
def test_any_text_is_read_or_refused_with_a_sentence(text):
    try:
        said = parse(text, today=TODAY).text + "."
    except NumberFault as fault:
        said = str(fault)
    assert len(said) >= 13
    assert said.endswith(".")


@given(
    born=st.dates(date(1850, 1, 1), TODAY), serial=st.integers(1, 999), coordinated=st.booleans()
)
def test_a_number_is_the_same_once_read_and_written(born, serial, coordinated):
    number = twelve(born, serial, coordinated=coordinated)
    found = parse(number, today=TODAY)
    assert found.text == number
    assert parse(found.written, today=TODAY) == found


# The century of ten digits: the sign changes with the year in which someone turns a hundred.
@pytest.mark.parametrize(
    ("spelled", "today", "number"),
    [
        ("121212+1212", date(2026, 11, 23), "191212121212"),
        ("121212-1212", date(2026, 11, 23), "201212121212"),
        ("121212-1212", date(2011, 12, 31), "191212121212"),
        ("121212+1212", date(2012, 1, 1), "191212121212"),
        ("121212+1212", date(2012, 12, 12), "191212121212"),
        ("19121212-1212", date(2026, 11, 23), "191212121212"),
        ("19121212+1212", date(2026, 11, 23), "191212121212"),
        ("191212121212", date(2026, 11, 23), "191212121212"),
        ("18900101+9802", date(2026, 11, 23), "189001019802"),
    ],
)
def test_ten_digits_are_given_the_century_of_their_sign(spelled, today, number):
    assert parse(spelled, today=today).text == number


def test_a_day_later_this_year_is_not_a_birthday():
    with pytest.raises(NumberFault, match="gives the birthday 2026-12-24"):
        parse(twelve(date(2026, 12, 24), 1)[2:], today=TODAY)


@pytest.mark.parametrize(
    "spelled",
    [
        " 19121212-1212 ",
        "19121212 1212",
        "1912 12 12 1212",
        "19121212\u20131212",  # en dash
        "19121212\u20141212",  # em dash
        "19121212\u20111212",  # hyphen that does not break
        "19121212\u22121212",  # minus
        "19121212\uff0d1212",  # dash of full width
        "19121212\u00a01212",  # space that does not break
        "19121212\u200b-1212",  # a space without width
        "\ufeff19121212-1212",
        "\uff11\uff19\uff11\uff12\uff11\uff12\uff11\uff12\uff11\uff12\uff11\uff12",
        "\u0661\u0669\u0661\u0662\u0661\u0662\u0661\u0662\u0661\u0662\u0661\u0662",
        "\u0967\u096f\u0967\u0968\u0967\u0968\u0967\u0968-\u0967\u0968\u0967\u0968",
        "'191212121212",
        "191212121212.0",
        "191212121212,00",
        "19121212-1212\t",
        "19121212-\n1212",
    ],
)
def test_spaces_dashes_and_digits_of_any_kind_are_read(spelled):
    assert parse(spelled, today=TODAY) == parse("19121212-1212", today=TODAY)


# Formats of reserve numbers with the examples that the regions and Inera publish.
@pytest.mark.parametrize(
    ("spelled", "number"),
    [
        ("991981000010", "991981000010"),  # Stockholm
        ("991945000023", "991945000023"),
        ("991993000032", "991993000032"),
        ("99198100-0010", "991981000010"),
        ("19810829M071", "19810829M071"),  # Västra Götaland
        ("19450829K088", "19450829K088"),
        ("19930829-X802", "19930829X802"),
        ("19810829su3a", "19810829SU3A"),  # Värmland
        ("19450829SF2B", "19450829SF2B"),
        ("19930829SX0C", "19930829SX0C"),
        ("198108320014", "198108320014"),  # the national service: a day from 32
        ("19810832-0014", "198108320014"),
        ("19800101A12B", "19800101A12B"),  # Skåne: a day and four characters, one a letter
        ("19800101-12TF", "1980010112TF"),
    ],
)
def test_reserve_numbers_of_the_regions_are_read(spelled, number):
    found = parse(spelled, today=TODAY)
    assert (found.text, found.kind) == (number, Kind.RESERVE)


@pytest.mark.parametrize("letter", "TRSUWXJKLMN")
def test_interim_numbers_have_a_letter_that_counts_as_one(letter):
    number = f"19800101{letter}23{check_digit('800101123')}"
    found = parse(number, today=TODAY)
    assert (found.text, found.kind) == (number, Kind.INTERIM)


@pytest.mark.parametrize("letter", "TRSUWXJKLMN")
def test_interim_numbers_may_be_coordinated(letter):
    number = f"19800161{letter}23{check_digit('800161123')}"
    assert parse(f"{number[2:8]}-{number[8:]}", today=TODAY).text == number


@pytest.mark.parametrize(
    ("spelled", "sentence"),
    [
        ("", "cannot be read"),
        ("Anna Andersson", "cannot be read"),
        ("12345", "cannot be read"),
        ("19121212-12", "cannot be read|zeros at the beginning"),
        ("19121212--1212", "cannot be read"),
        ("19121212/1212", "cannot be read"),
        ("1912121212123", "cannot be read"),
        ("19121212-1213", "wrong check digit"),
        ("19121212-0000", "wrong check digit"),
        ("121212-0008", "wrong check digit"),
        ("19120230-1212", "day that exists"),
        ("19121312-1212", "day that exists"),
        ("19121200-1212", "day that exists"),
        ("19121292-1212", "day that exists"),
        ("19230229-1212", "day that exists"),
        ("19230289-1212", "day that exists"),
        ("30121212-1212", "gives the birthday 3012-12-12"),
        ("1.91212E+11", "shortened by a spreadsheet"),
        ("1,91212121212E+11", "shortened by a spreadsheet"),
        ("1E+11", "shortened by a spreadsheet"),
        ("9.90101e9", "shortened by a spreadsheet"),
        ("101011234", "zeros at the beginning"),
        ("19121212121", "zeros at the beginning"),
        ("1011234", "zeros at the beginning"),
        ("991981000011", "cannot be read|wrong check digit|day that exists"),
        ("19810829M072", "cannot be read|wrong check digit"),
        ("19810829K071", "cannot be read|wrong check digit"),
        ("198108320015", "day that exists"),
        ("198113320014", "day that exists"),
        ("19810231SU3A", "cannot be read"),
        ("19800101T125", "wrong check digit"),
    ],
)
def test_what_is_no_number_is_refused_with_what_to_do(spelled, sentence):
    with pytest.raises(NumberFault, match=sentence):
        parse(spelled, today=TODAY)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("Anna", False),
        ("Anna 2", False),
        ("0701234567", False),
        ("19121212-1212", True),
        ("121212-1212", True),
        ("1212121212", True),
        ("pnr 19121212 1212", True),
        ("Anna 121212-1212!", True),
        ("19810829M071", True),
        ("121212-1213", False),
    ],
)
def test_a_number_among_words_is_noticed(text, holds):
    assert identity_numbers.holds_one(text, today=TODAY) == holds


def test_nothing_tells_gender_or_age():
    shown = set(vars(IdentityNumber)) | set(IdentityNumber.__annotations__)
    offered = {name for name in shown if not name.startswith("_")}
    assert offered == {"kind", "text", "written"}
