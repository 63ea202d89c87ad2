"""Keys and what a caller may do."""

import pytest

from app.errors import BreakGlassRequired, Forbidden
from app.security import Caller, make_key, secret_matches, split_key


def test_a_key_is_recognised_by_its_secret_and_by_nothing_else() -> None:
    key, other = make_key(), make_key()
    key_id, secret = split_key(key.text) or ("", "")
    assert key_id == key.id
    assert secret_matches(secret, key.hash)
    assert not secret_matches(secret, other.hash)
    assert secret not in key.hash


@pytest.mark.parametrize("text", ["", "in_", "in_x_y", "Bearer in_", "in_" + "0" * 60, "é" * 70])
def test_a_text_that_is_no_key_is_not_taken_for_one(text: str) -> None:
    assert split_key(text) is None


def test_a_scope_contains_the_lower_ones_only() -> None:
    writer = Caller("k", "w", "write")
    writer.require("read")
    writer.require("write")
    with pytest.raises(Forbidden, match="admin"):
        writer.require("admin")


def test_a_bound_key_acts_only_as_its_connector() -> None:
    bound = Caller("k", "w", "write", "dana")
    bound.act_as("dana")
    with pytest.raises(Forbidden):
        bound.act_as("lee")
    Caller("k", "w", "write").act_as("lee")


def test_an_administrator_sees_trust_only_with_a_reason() -> None:
    with pytest.raises(BreakGlassRequired):
        Caller("k", "w", "admin").see_trust_of("dana")
    Caller("k", "w", "admin", break_glass="a complaint").see_trust_of("dana")
    Caller("k", "w", "admin", "dana").see_trust_of("dana")
    Caller("k", "w", "read").see_trust_of("dana")
