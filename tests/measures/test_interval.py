"""The interval around a share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stegvis.measures.interval import Z, wilson

SHARES = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(SHARES)
def test_the_share_lies_in_its_interval_and_the_interval_between_nothing_and_everything(share):
    numerator, denominator = share
    low, high = wilson(numerator, denominator)

    assert 0 <= low <= numerator / denominator + 1e-12
    assert numerator / denominator - 1e-12 <= high <= 1


@given(SHARES)
def test_those_who_are_not_counted_have_the_mirrored_interval(share):
    numerator, denominator = share
    low, high = wilson(numerator, denominator)

    assert wilson(denominator - numerator, denominator) == pytest.approx((1 - high, 1 - low))


@given(SHARES)
def test_at_its_ends_the_share_is_just_so_far_away_as_chance_goes(share):
    """What defines it: from either end the share is 1.96 standard errors away."""
    numerator, denominator = share
    for end in wilson(numerator, denominator):
        if 0 < end < 1:
            error = (end * (1 - end) / denominator) ** 0.5
            assert abs(numerator / denominator - end) == pytest.approx(Z * error, abs=1e-9)


@given(SHARES)
def test_twice_as_many_say_it_more_surely(share):
    numerator, denominator = share
    low, high = wilson(numerator, denominator)
    twice_low, twice_high = wilson(2 * numerator, 2 * denominator)

    assert twice_high - twice_low < high - low


@pytest.mark.parametrize(("numerator", "denominator"), [(0, 0), (5, 4), (-1, 4)])
def test_what_is_no_share_has_no_interval(numerator, denominator):
    with pytest.raises(ValueError, match="is no share"):
        wilson(numerator, denominator)
