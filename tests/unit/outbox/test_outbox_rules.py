"""When a failed effect is tried again."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.outbox.rules import FIRST_WAIT, LONGEST_WAIT, MOST_ATTEMPTS, is_last, wait_after

jitters = st.floats(0, 1)


@given(attempts=st.integers(1, 10_000), jitter=jitters)
def test_a_wait_is_never_nothing_and_never_too_long(attempts: int, jitter: float) -> None:
    assert FIRST_WAIT * 0.8 <= wait_after(attempts, jitter) <= LONGEST_WAIT * 1.2


@given(attempts=st.integers(1, 100), jitter=jitters)
def test_each_wait_is_at_least_as_long_as_the_one_before(attempts: int, jitter: float) -> None:
    assert wait_after(attempts, jitter) <= wait_after(attempts + 1, jitter)


@given(st.lists(jitters, min_size=MOST_ATTEMPTS - 1, max_size=MOST_ATTEMPTS - 1))
def test_whatever_is_down_for_a_day_is_tried_again_after_it(jitters: list[float]) -> None:
    waits = [wait_after(attempts, jitter) for attempts, jitter in enumerate(jitters, start=1)]
    assert timedelta(hours=30) < sum(waits, timedelta()) < timedelta(hours=48)


@given(jitter=jitters)
def test_the_first_waits_are_a_minute_and_two(jitter: float) -> None:
    assert timedelta(seconds=48) <= wait_after(1, jitter) <= timedelta(seconds=72)
    assert timedelta(seconds=96) <= wait_after(2, jitter) <= timedelta(seconds=144)


def test_the_last_attempt_is_known() -> None:
    assert not is_last(MOST_ATTEMPTS - 1)
    assert is_last(MOST_ATTEMPTS)
