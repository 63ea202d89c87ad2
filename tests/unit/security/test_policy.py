"""The table of who may see or do what, written down a second time, cell by cell.

A change of one cell of the policy fails here, and is then made in both places on purpose.
"""

from dataclasses import replace
from typing import get_args

import pytest

from app.errors import BreakGlassRequired, Forbidden, NotFound
from app.security import Principal, policy
from app.security.policy import Relation, Verdict, What

CONNECTOR = Principal.with_key("k", "w", "write", "dana")
ADMINISTRATOR = Principal.with_key("k", "w", "admin", None)
WITH_REASON = replace(ADMINISTRATOR, break_glass="a complaint by Lee")
INTEGRATION = Principal.with_key("k", "w", "write", None)
SYSTEM = Principal.system("w", "worker")
PERSON = Principal.by_link("w", "one of the two")
RELATIONS: tuple[Relation, ...] = get_args(Relation)

BOUND = {
    #                   self, contact, member, none
    "see_card":         "yes yes yes hidden",
    "see_in_full":      "yes yes no hidden",
    "see_details":      "yes yes no no",
    "see_private":      "yes no no no",
    "see_introduction": "yes hidden hidden hidden",
    "see_import":       "yes hidden hidden hidden",
    "export":           "yes no no no",
    "act_as":           "yes no no no",
    "pair":             "yes yes hidden hidden",
    "change":           "yes yes no hidden",
    "change_own_part":  "yes no no no",
    "delete":           "yes yes no hidden",
    "delete_shared":    "no no no hidden",
    "see_group":        "no no yes hidden",
    "join_group":       "no no yes no",
    "change_group":     "no no no no",
}  # fmt: skip
PRIVATE = {"see_private", "see_introduction"}
"""What an administrator needs a reason for."""
NEVER = {"see_details"}
"""What an administrator doesn't see at all."""
CELLS = [
    (what, relation, verdict)
    for what, verdicts in BOUND.items()
    for relation, verdict in zip(RELATIONS, verdicts.split(), strict=True)
]
each_what = pytest.mark.parametrize("what", get_args(What))


def test_everything_that_may_be_asked_is_in_the_table_and_tried_here() -> None:
    assert set(policy.TABLE) == set(get_args(What)) == set(BOUND) == set(policy.REFUSED)


@pytest.mark.parametrize(("what", "relation", "verdict"), CELLS)
def test_a_connector_may_what_their_relation_to_the_person_allows(
    what: What, relation: Relation, verdict: Verdict
) -> None:
    assert policy.decide(CONNECTOR, what, relation) == verdict
    acting_for_dana = Principal.system("w", "terminal", "dana")
    assert policy.decide(acting_for_dana, what, relation) == verdict
    assert policy.decide(INTEGRATION.seeing_as("dana"), what, relation) == verdict


@each_what
@pytest.mark.parametrize("relation", RELATIONS)
def test_who_acts_as_no_one_is_judged_by_what_they_are(what: What, relation: Relation) -> None:
    assert policy.decide(INTEGRATION, what, relation) == "yes"
    assert policy.decide(SYSTEM, what, relation) == "yes"
    assert policy.decide(PERSON, what, relation) == "no"
    of_administrator = "no" if what in NEVER else "reason" if what in PRIVATE else "yes"
    assert policy.decide(ADMINISTRATOR, what, relation) == of_administrator
    with_reason = "no" if what in NEVER else "yes"
    assert policy.decide(WITH_REASON, what, relation) == with_reason


@each_what
def test_a_reason_opens_nothing_to_a_connector(what: What) -> None:
    with_reason = replace(CONNECTOR, break_glass="curious")
    for relation in RELATIONS:
        assert policy.decide(with_reason, what, relation) == policy.decide(
            CONNECTOR, what, relation
        )


def test_what_is_decided_before_anything_is_looked_up_does_not_depend_on_it() -> None:
    """Else an answer without facts would differ from one with them."""
    for what in ("see_private", "see_introduction", "see_import", "act_as", "change_own_part"):
        others = {policy.decide(CONNECTOR, what, r) for r in RELATIONS if r != "self"}
        assert len(others) == 1


def test_a_no_is_told_and_what_is_hidden_is_answered_as_if_it_were_not_there() -> None:
    policy.demand(CONNECTOR, "act_as", "dana")
    with pytest.raises(Forbidden, match="belongs to another connector"):
        policy.demand(CONNECTOR, "act_as", "lee")
    with pytest.raises(NotFound, match="No person “lee”"):
        policy.demand(CONNECTOR, "see_card", "lee")
    with pytest.raises(NotFound, match="No introduction “i1”"):
        policy.demand(CONNECTOR, "see_introduction", "lee", named="i1")
    policy.demand(CONNECTOR, "see_card", "lee", "member")


def test_an_administrator_sees_what_is_private_only_with_a_reason() -> None:
    with pytest.raises(BreakGlassRequired):
        policy.demand(ADMINISTRATOR, "see_private", "dana")
    policy.demand(WITH_REASON, "see_private", "dana")


def test_only_an_administrator_needs_reasons() -> None:
    assert policy.needs_reasons(ADMINISTRATOR)
    for other in (CONNECTOR, INTEGRATION, SYSTEM, PERSON):
        assert not policy.needs_reasons(other)


def test_groups_are_looked_at_only_where_they_matter() -> None:
    assert policy.depends_on_groups("see_card")
    assert not policy.depends_on_groups("pair")
    for what, row in policy.TABLE.items():
        assert policy.depends_on_groups(what) or row.member != "yes" or row.none == "yes"


def test_a_scope_contains_the_lower_ones_only() -> None:
    policy.require_scope(INTEGRATION, "read")
    policy.require_scope(INTEGRATION, "write")
    with pytest.raises(Forbidden, match="admin"):
        policy.require_scope(INTEGRATION, "admin")
