"""Regions as people write them: whatever is taken is clean, and stays as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from app.people.models import Region

regions: TypeAdapter[str] = TypeAdapter(Region)
names = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=9)
space = st.sampled_from(["", " ", "  "])


@given(st.lists(st.tuples(space, names, space), min_size=1, max_size=5), st.sampled_from(["", "/"]))
def test_space_and_slashes_around_the_parts_of_a_region_do_not_count(
    parts: list[tuple[str, str, str]], edge: str
) -> None:
    written = edge + "/".join("".join(part) for part in parts) + edge
    assert regions.validate_python(written) == "/".join(name for _, name, _ in parts)


@given(st.text(st.sampled_from("aZ9*/ .é\t\n\x00"), max_size=8))
def test_whatever_is_taken_for_a_region_has_parts_and_is_taken_as_it_is(text: str) -> None:
    try:
        region = regions.validate_python(text)
    except ValidationError:
        return
    assert regions.validate_python(region) == region
    parts = region.split("/")
    assert all(part and part == part.strip() for part in parts)
    assert "*" not in parts or parts == ["*"]


@pytest.mark.parametrize("text", ["", "/", "US//NY", "US/*", "*/US", "US/ /NY", "US\nNY"])
def test_a_path_with_an_empty_part_or_a_star_inside_is_no_region(text: str) -> None:
    with pytest.raises(ValidationError):
        regions.validate_python(text)
