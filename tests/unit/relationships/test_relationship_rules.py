"""What becomes of what people say of each other."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from app.relationships.models import Knows, PairIn, RelationshipIn
from app.relationships.rules import difference, said, word


@pytest.mark.parametrize(
    ("trust", "words"),
    [
        (0.0, "don't introduce"),
        (0.14, "don't introduce"),
        (0.15, "know of"),
        (0.3, "know of"),
        (0.45, "would introduce"),
        (0.6, "would introduce"),
        (0.75, "vouch for"),
        (1.0, "vouch for"),
        (None, None),
    ],
)
def test_trust_is_said_in_the_nearest_of_four_words(trust: float | None, words: str | None) -> None:
    assert word(trust) == words


def test_what_is_not_said_of_a_relationship_stays() -> None:
    knows = Knows.model_validate({"since": "2020"})
    assert said(knows) == {"since": date(2020, 1, 1)}


def test_null_clears_what_was_said() -> None:
    knows = Knows.model_validate({"trust": None, "contexts": {}})
    assert said(knows) == {"trust": None, "context_keys": None, "context_trust": None}


def test_what_is_there_already_is_not_written() -> None:
    there = {"trust": 0.6, "since": date(2020, 1, 1), "context_keys": None}
    assert difference(there, {"trust": 0.6, "since": date(2020, 1, 1)}) == {}
    assert difference(there, {"trust": 0.9}) == {"trust": 0.9, "rated": True}
    assert difference(there, {"trust": None}) == {"trust": None, "rated": False}
    assert difference(there, {"last_contact": date(2026, 1, 1)}) == {
        "last_contact": date(2026, 1, 1)
    }


def test_trust_in_a_profession_alone_is_a_rating() -> None:
    new = said(Knows.model_validate({"contexts": {"realtor": 0.9, "notary": 0.3}}))
    assert difference({}, new) == {
        "context_keys": ["notary", "realtor"],
        "context_trust": [0.3, 0.9],
        "rated": True,
    }
    assert difference({"rated": True, "trust": None} | new, {"context_keys": None}) == {
        "context_keys": None,
        "rated": False,
    }


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"trust": 1.01}, ("trust",)),
        ({"trust": -0.1}, ("trust",)),
        ({"trust": "0.5"}, ("trust",)),
        ({"trust": True}, ("trust",)),
        ({"trust": float("nan")}, ("trust",)),
        ({"contexts": {"realtor": 2}}, ("contexts", "realtor")),
        ({"contexts": {"": 0.5}}, ("contexts", "", "[key]")),
        ({"since": "yesterday"}, ("since",)),
        ({"rated": True}, ("rated",)),
    ],
)
def test_a_fault_of_form_is_named_by_its_place(
    body: dict[str, Any], place: tuple[str, ...]
) -> None:
    with pytest.raises(ValidationError) as refused:
        RelationshipIn.model_validate({"from": "ada", "to": "bob"} | body)
    assert [fault["loc"] for fault in refused.value.errors()] == [place]


def test_nobody_is_their_own_contact() -> None:
    with pytest.raises(ValidationError, match="same person"):
        RelationshipIn.model_validate({"from": "ada", "to": "ada"})
    with pytest.raises(ValidationError, match="same person"):
        PairIn.model_validate({"a": "ada", "b": "ada"})
