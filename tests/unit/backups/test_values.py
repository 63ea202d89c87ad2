"""Values survive a backup to the last digit."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from neo4j.time import Date, DateTime

from app.graph.tagged_values import tagged, untagged

plain = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(),
    st.text(),
    st.binary(),
    st.dates().map(Date.from_native),
    st.datetimes(timezones=st.just(UTC)).map(DateTime.from_native),
)


@given(st.one_of(plain, st.lists(plain)))
def test_every_value_comes_back_as_it_was(value: Any) -> None:
    back = untagged(json.loads(json.dumps(tagged(value))))
    assert repr(back) == repr(value)


def test_whole_numbers_and_fractions_stay_apart() -> None:
    assert [type(untagged(json.loads(json.dumps(tagged(v))))) for v in (1, 1.0)] == [int, float]


def test_times_without_a_zone_are_utc_as_the_built_in_database_gives_them() -> None:
    naive = DateTime(2026, 3, 1, 10, 0, 0, 123456789)
    back = untagged(tagged(naive))
    assert back.utc_offset() == timedelta(0)
    assert back.nanosecond == 123456789
    there = DateTime.from_native(datetime(2026, 3, 1, 12, tzinfo=timezone(timedelta(hours=2))))
    assert tagged(there) == {"$datetime": "2026-03-01T10:00:00.000000000Z"}


def test_what_no_property_can_be_is_refused() -> None:
    with pytest.raises(TypeError, match="dict"):
        tagged({"a": 1})
    with pytest.raises(TypeError, match="date"):
        tagged(date(2026, 1, 1))
    with pytest.raises(ValueError, match="no value"):
        untagged({"$secret": "x"})
