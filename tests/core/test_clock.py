"""The clock: a registration's day begins at midnight in Sweden."""

from datetime import UTC, date, datetime

from stegvis.core.clock import STOCKHOLM, today


def test_the_day_turns_at_midnight_in_sweden_in_winter_and_in_summer() -> None:
    assert today(datetime(2022, 1, 31, 22, 59, tzinfo=UTC)) == date(2022, 1, 31)
    assert today(datetime(2022, 1, 31, 23, 0, tzinfo=UTC)) == date(2022, 2, 1)
    assert today(datetime(2022, 6, 30, 21, 59, tzinfo=UTC)) == date(2022, 6, 30)
    assert today(datetime(2022, 6, 30, 22, 0, tzinfo=UTC)) == date(2022, 7, 1)


def test_without_a_time_it_is_now() -> None:
    before = datetime.now(STOCKHOLM).date()

    assert before <= today() <= datetime.now(STOCKHOLM).date()
