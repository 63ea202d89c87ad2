"""Imports fill in and do not overwrite (docs/decisions/0005)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from app.people.models import PersonIn
from app.people.rules.changes import Change, Existing, plan_change
from app.people.rules.normalize import Related, Vocabulary, draft
from app.relationships.rules import difference, kept, missing

VOCABULARY = Vocabulary("US", frozenset({"realtor", "accountant"}), frozenset(), {}, {}, {})
NONE: Related = frozenset()


def fill(there: dict[str, Any], said: dict[str, Any], professions: Sequence[str] = ()) -> Change:
    """What an import that says this changes of Ann, who has these properties and professions."""
    ann = Existing(
        "ann",
        {"name": "Ann Lee", "name_key": "ann lee", "role": "partner"} | there,
        {
            "identifiers": NONE,
            "professions": frozenset((n, key, None) for n, key in enumerate(professions)),
            "groups": NONE,
            "work": NONE,
            "education": NONE,
            "meets": NONE,
        },
    )
    return plan_change(draft(PersonIn.model_validate(said), VOCABULARY), ann, "new", "fill")


def test_what_is_empty_is_filled_in() -> None:
    change = fill({}, {"name": "Ann Lee", "title": "Chef", "regions": ["US/NY"]})
    assert change.properties == {"title": "Chef", "regions": ["US/NY"]}
    assert change.kept == ()


def test_what_is_there_stays_and_is_told() -> None:
    said = {"name": "A. Lee", "title": "Cook", "town": "RYE"}
    change = fill({"title": "Chef", "town": "Rye"}, said)
    assert change.is_empty
    assert change.kept == (
        "name: the existing value was kept, not “A. Lee”",
        "title: the existing value was kept, not “Cook”",
    )


def test_lists_are_united_without_regard_to_case() -> None:
    change = fill({"regions": ["US/NY"]}, {"regions": ["us/ny", "US/CT"]})
    assert change.properties == {"regions": ["US/NY", "US/CT"]}


def test_professions_are_taken_by_whoever_has_none() -> None:
    change = fill({}, {"professions": ["realtor"]})
    assert change.facets == {"professions": frozenset({(0, "realtor", None)})}


def test_professions_that_are_there_stay_and_are_told() -> None:
    change = fill({}, {"professions": ["realtor"]}, ["accountant"])
    assert change.is_empty
    assert change.kept == ("professions: the existing value was kept, not “realtor”",)


def test_somebody_of_no_account_becomes_a_partner_with_a_first_profession() -> None:
    said = {"professions": ["realtor"], "role": "partner"}
    assert fill({"role": "other"}, said).properties == {"role": "partner"}


def test_whoever_was_set_aside_with_a_profession_stays_so() -> None:
    said = {"professions": ["realtor"], "role": "partner"}
    assert fill({"role": "other"}, said, ["realtor"]).is_empty
    assert fill({"role": "client"}, {"role": "partner"}).is_empty


def test_a_person_can_become_a_connector_and_stays_one() -> None:
    assert fill({}, {"connector": True}).properties == {"connector": True}
    assert fill({"connector": True}, {"connector": False}).is_empty


def test_trust_is_filled_in_while_nobody_stated_it() -> None:
    assert missing({"trust": None}, {"trust": 0.5}) == {"trust": 0.5}
    assert missing({"trust": 0.0}, {"trust": 0.5}) == {}


def test_contexts_are_filled_in_one_by_one() -> None:
    there = {"context_keys": ["a"], "context_trust": [0.1]}
    new = {"context_keys": ["a", "b"], "context_trust": [0.9, 0.8]}
    taken = missing(there, new)
    assert taken == {"context_keys": ["a", "b"], "context_trust": [0.1, 0.8]}
    assert difference(there | taken, missing(there | taken, new)) == {}


def test_a_later_contact_is_always_taken() -> None:
    there = {"last_contact": date(2024, 1, 1)}
    assert difference(there, missing(there, {"last_contact": date(2025, 1, 1)})) == {
        "last_contact": date(2025, 1, 1)
    }
    assert difference(there, missing(there, {"last_contact": date(2023, 1, 1)})) == {}


def test_it_is_told_what_was_kept_and_never_what_it_was() -> None:
    there = {"trust": 0.3, "since": date(2020, 1, 1), "context_keys": ["a"], "context_trust": [0.1]}
    new = {"trust": 0.5, "since": date(2020, 1, 1), "context_keys": ["a"], "context_trust": [0.2]}
    assert kept(there, new) == (
        "contexts: a: the existing value was kept, not 0.2",
        "trust: the existing value was kept, not 0.5",
    )
