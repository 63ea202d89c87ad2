"""The garbage collector rests while facts are made, and works again afterward."""

import gc
from threading import Barrier, Thread

import pytest

from app.collector import collector_paused
from tests.patience import PATIENCE_SECONDS


def test_the_collector_rests_within_and_works_again_after() -> None:
    with collector_paused():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_the_collector_works_again_after_an_error() -> None:
    with pytest.raises(ValueError, match="wrong"), collector_paused():
        raise ValueError("wrong")
    assert gc.isenabled()


def test_the_first_of_two_to_end_does_not_wake_it_under_the_other() -> None:
    inside, ended = Barrier(2), Barrier(2)

    def longer() -> None:
        with collector_paused():
            inside.wait(PATIENCE_SECONDS)
            ended.wait(PATIENCE_SECONDS)

    other = Thread(target=longer)
    other.start()
    with collector_paused():
        inside.wait(PATIENCE_SECONDS)
    still_resting = not gc.isenabled()
    ended.wait(PATIENCE_SECONDS)
    other.join()
    assert still_resting
    assert gc.isenabled()
