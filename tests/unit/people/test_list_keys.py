"""Where people are in lists: each key in its workspace, each word of a name at its beginning."""

from hypothesis import given
from hypothesis import strategies as st

from app.people.rules.list_keys import bounds, list_keys

WORDS = st.lists(st.text("abcé", min_size=1, max_size=5), min_size=1, max_size=5)


def test_a_name_is_found_by_each_of_its_first_three_words() -> None:
    assert list_keys("w", "p1", {"name_key": "mary ann lee", "organisation_key": "acme"}) == {
        "sort_key": "w|mary ann lee|p1",
        "turned_1": "w|ann lee mary|p1",
        "turned_2": "w|lee mary ann|p1",
        "firm_key": "w|acme|p1",
    }


def test_what_a_change_does_not_touch_stays() -> None:
    assert list_keys("w", "p1", {"title": "Dr."}) == {}
    assert list_keys("w", "p1", {"organisation_key": None}) == {"firm_key": None}
    assert list_keys("w", "p1", {"name_key": "lee"}) == {
        "sort_key": "w|lee|p1",
        "turned_1": None,
        "turned_2": None,
    }


@given(WORDS, st.integers(0, 5))
def test_a_beginning_bounds_the_keys_that_begin_so_and_no_others(words: list[str], n: int) -> None:
    name = " ".join(words)
    key = list_keys("w", "p1", {"name_key": name})["sort_key"] or ""
    first, last = bounds("w", name[:n])
    assert first < key < last
    for other in ("v", "w-x", "x"):
        assert not first < (list_keys(other, "p1", {"name_key": name})["sort_key"] or "") < last
    first, last = bounds("w", f"{name}z")
    assert not first < key < last
