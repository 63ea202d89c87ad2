"""The evidence picture says what the data says, and stays inside its frame."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.pairings.models import Connection, NeedWindow
from app.web.diagram import THICKEST, WIDTH, picture


def window(from_day: int = 0, to_day: int = 60) -> NeedWindow:
    return NeedWindow(
        side="b",
        profession="realtor",
        profession_name="Realtor",
        likelihood=0.5,
        from_day=from_day,
        to_day=to_day,
        source="our estimate",
    )


def connection(expected: float, need: NeedWindow | None = None, kind: str = "a_to_b") -> Connection:
    return Connection.model_validate(
        {
            "kind": kind,
            "trigger_event": "divorce",
            "name": "Divorce",
            "met_by": "divorce attorneys",
            "per_quarter": 6.0,
            "met_source": "our estimate",
            "needs": (need or window(),),
            "expected": expected,
            "share": 1.0,
        }
    )


def test_twice_the_referrals_make_a_line_twice_as_thick() -> None:
    drawn = picture([connection(4.0), connection(2.0)], "Ann", "Lee")
    assert drawn is not None
    assert [row.thickness for row in drawn.rows] == [THICKEST, THICKEST / 2]


def test_the_description_says_who_could_send_clients_to_whom() -> None:
    drawn = picture([connection(2.0), connection(1.0, kind="b_to_a")], "Ann", "Lee")
    assert drawn is not None
    assert drawn.description == (
        "Divorce: All clients that Ann could send Lee. "
        "Divorce: All clients that Lee could send Ann."
    )


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (1.0, "all clients"),
        (0.7, "most clients"),
        (0.5, "about half of the clients"),
        (0.3, "about a third of the clients"),
        (0.1, "some clients"),
    ],
)
def test_a_share_is_said_in_words(share: float, words: str) -> None:
    one = connection(1.0).model_copy(update={"share": share})
    drawn = picture([one], "Ann", "Lee")
    assert drawn is not None
    assert drawn.rows[0].amount == words


def test_nothing_is_drawn_where_nothing_connects_two_people() -> None:
    assert picture([], "Ann", "Lee") is None


days = st.integers(-3650, 3650)


@given(st.lists(st.tuples(days, days), min_size=1, max_size=6))
def test_every_bar_and_mark_stays_inside_and_starts_where_the_need_starts(
    spans: list[tuple[int, int]],
) -> None:
    needs = [window(min(span), max(span)) for span in spans]
    drawn = picture([connection(1.0, need) for need in needs], "Ann", "Lee")
    assert drawn is not None
    bars = [bar for row in drawn.rows for bar in row.bars]
    for bar, need in zip(bars, needs, strict=True):
        assert bar.x >= 0
        assert bar.x + bar.width <= WIDTH
        assert (bar.x >= drawn.zero.x) == (need.from_day >= 0) or need.from_day < 0
    assert all(0 <= tick.x <= WIDTH for tick in drawn.ticks)
    starts = sorted(zip((need.from_day for need in needs), (bar.x for bar in bars), strict=True))
    assert [x for _, x in starts] == sorted(x for _, x in starts)
