"""When jobs are tried again and forgotten, and how what they keep is packed."""

from datetime import timedelta
from random import Random

import pytest

from app.jobs.rules import (
    ALONE_SECONDS,
    HEARTBEAT,
    LEASE,
    LEAST_ROWS,
    MOST_ATTEMPTS,
    MOST_ROWS,
    PART_BYTES,
    TURN_SECONDS,
    Pace,
    is_last,
    kept_for,
    pack,
    unpack,
    wait_after,
)


@pytest.mark.parametrize("content", [b"", b"a", bytes(range(256)) * 10_000])
def test_content_is_the_same_after_it_was_packed(content: bytes) -> None:
    assert unpack(pack(content)) == content


def test_nothing_takes_no_part() -> None:
    assert list(pack(b"")) == []


def test_no_part_is_longer_than_a_quarter_of_a_megabyte() -> None:
    content = Random(1).randbytes(1_000_000)
    parts = list(pack(content))
    assert len(parts) == 1_000_000 // PART_BYTES + 1
    assert max(map(len, parts)) == 256_000
    assert unpack(parts) == content


def test_a_job_waits_longer_after_each_failure_until_the_last() -> None:
    waits = [wait_after(attempt) for attempt in range(1, MOST_ATTEMPTS)]
    assert waits == [timedelta(seconds=5), timedelta(seconds=10)]
    assert [is_last(attempt) for attempt in range(1, MOST_ATTEMPTS + 1)] == [False, False, True]


def test_a_lease_lasts_for_many_heartbeats() -> None:
    assert LEASE >= 10 * HEARTBEAT


def test_a_result_is_kept_for_minutes_and_a_failure_for_a_day() -> None:
    assert kept_for("done") == timedelta(minutes=10)
    assert kept_for("failed") == kept_for("cancelled") == timedelta(days=1)


@pytest.mark.parametrize(("awaited", "seconds"), [(True, TURN_SECONDS), (False, ALONE_SECONDS)])
def test_the_pace_finds_how_many_rows_fit_into_a_turn(awaited: bool, seconds: float) -> None:
    pace = Pace()
    for _ in range(10):
        pace = pace.after(pace.rows, pace.rows / 800, awaited=awaited)
    assert pace.rows == 800 * seconds


def test_the_pace_keeps_its_bounds() -> None:
    slow = fast = Pace()
    for _ in range(10):
        slow, fast = (
            slow.after(slow.rows, 60, awaited=True),
            fast.after(fast.rows, 0, awaited=False),
        )
    assert (slow.rows, fast.rows) == (LEAST_ROWS, MOST_ROWS)
    assert slow.overtaken().rows == LEAST_ROWS


def test_long_work_slows_down_when_others_were_quicker() -> None:
    assert Pace(800).overtaken().rows == 400
