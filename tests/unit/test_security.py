"""Keys and what a caller may do."""

import pytest

from app.errors import BreakGlassRequired, Forbidden
from app.security import Principal
from app.security.tokens import new_key, read_key


def test_a_key_is_recognised_by_its_secret_and_by_nothing_else() -> None:
    key, other = new_key(), new_key()
    presented = read_key(key.text)
    assert presented is not None
    assert presented.id == key.id
    assert presented.matches(key.hash)
    assert not presented.matches(other.hash)
    assert presented.secret not in key.hash


@pytest.mark.parametrize("text", ["", "in_", "in_x_y", "Bearer in_", "in_" + "0" * 60, "é" * 70])
def test_a_text_that_is_no_key_is_not_taken_for_one(text: str) -> None:
    assert read_key(text) is None


def test_a_scope_contains_the_lower_ones_only() -> None:
    writer = Principal.with_key("k", "w", "write", None)
    writer.require("read")
    writer.require("write")
    with pytest.raises(Forbidden, match="admin"):
        writer.require("admin")


def test_a_bound_key_acts_only_as_its_connector() -> None:
    bound = Principal.with_key("k", "w", "write", "dana")
    bound.act_as("dana")
    with pytest.raises(Forbidden):
        bound.act_as("lee")
    Principal.with_key("k", "w", "write", None).act_as("lee")


def test_an_administrator_sees_trust_only_with_a_reason() -> None:
    with pytest.raises(BreakGlassRequired):
        Principal.with_key("k", "w", "admin", None).see_trust_of("dana")
    looking = Principal("administrator", "w", "admin", key_id="k", break_glass="a complaint")
    looking.see_trust_of("dana")
    Principal.with_key("k", "w", "admin", "dana").see_trust_of("dana")
    Principal.with_key("k", "w", "read", None).see_trust_of("dana")
