"""What groups are called at the head of a row."""

import pytest

from stegvis.reports import labels


@pytest.mark.parametrize(
    ("dimension", "value", "told"),
    [
        ("intervention", "unknown", "The association as a whole"),
        ("part", "garden", "garden"),
        ("site", "unknown", "Not known"),
        ("gender", "unknown", "Not known"),
        ("question", "q3", "Question 3"),
    ],
)
@pytest.mark.usefixtures("english")
def test_a_group_says_what_it_is_also_where_it_is_none(dimension, value, told):
    assert labels.group(dimension, value) == told
