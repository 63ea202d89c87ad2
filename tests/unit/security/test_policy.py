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
WITH_REASON = replace(ADMINISTRATOR, break_glass="dana")
RESTRICTED = Principal.with_key("k", "w", "write", None, is_restricted=True)
INTEGRATION = Principal.with_key("k", "w", "write", None)
SYSTEM = Principal.system("w", "worker")
PERSON = Principal.by_link("w", "one of the two")
RELATIONS: tuple[Relation, ...] = get_args(Relation)

BOUND = {
    #                   self, contact, asserted, member, none
    "see_card":         "yes yes yes yes hidden",
    "see_in_full":      "yes yes no no hidden",
    "see_details":      "yes yes yes no no",
    "see_private":      "yes no no no no",
    "see_introduction": "yes hidden hidden hidden hidden",
    "see_import":       "yes hidden hidden hidden hidden",
    "see_shared_import": "hidden hidden hidden hidden hidden",
    "see_audit":        "yes no no no no",
    "export":           "yes no no no no",
    "act_as":           "yes no no no no",
    "take_step":        "yes hidden hidden hidden hidden",
    "bring_in":         "yes no no no no",
    "plan":             "yes no no no no",
    "pair":             "yes yes yes hidden hidden",
    "change":           "yes yes yes no hidden",
    "change_public":    "yes yes no no hidden",
    "change_own_part":  "yes no no no no",
    "make_connector":   "no no no no no",
    "delete":           "yes yes no no hidden",
    "delete_shared":    "no no no no hidden",
    "see_group":        "no no no yes hidden",
    "join_group":       "no no no yes no",
    "change_group":     "no no no no no",
}  # fmt: skip
PRIVATE = {"see_private", "see_introduction", "see_import", "export"}
"""What an administrator needs a reason for."""
AS_CONNECTOR = {"act_as", "take_step"}
"""What a program may where the workspace allows it."""
NEVER_DONE = AS_CONNECTOR | {"bring_in", "plan", "pair"}
"""What an administrator never does."""
NEVER = NEVER_DONE | {"see_details"}
"""What an administrator may not, with a reason either."""
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
    not_of_programs = AS_CONNECTOR | {"see_audit"}
    of_program = "no" if what in not_of_programs else "yes"
    assert policy.decide(INTEGRATION, what, relation) == of_program
    assert policy.decide(SYSTEM, what, relation) == "yes"
    assert policy.decide(PERSON, what, relation) == "no"
    of_administrator = "no" if what in NEVER else "reason" if what in PRIVATE else "yes"
    assert policy.decide(ADMINISTRATOR, what, relation) == of_administrator


@each_what
def test_a_program_whose_key_an_administrator_made_reads_what_they_may(what: What) -> None:
    kept = PRIVATE | {"plan"}
    expected = "no" if what in kept else policy.decide(INTEGRATION, what)
    assert policy.decide(RESTRICTED, what) == expected
    allowed = replace(RESTRICTED, may_act_for_connectors=True)
    assert policy.decide(allowed, what) == ("no" if what == "see_audit" else "yes")
    assert policy.depends_on_workspace(replace(RESTRICTED, scope="read"))


@each_what
def test_a_program_acts_for_connectors_where_the_workspace_allows_it(what: What) -> None:
    allowed = replace(INTEGRATION, may_act_for_connectors=True)
    assert policy.decide(allowed, what) == ("no" if what == "see_audit" else "yes")
    for other in (ADMINISTRATOR, CONNECTOR, PERSON):
        let = replace(other, may_act_for_connectors=True)
        assert policy.decide(let, what) == policy.decide(other, what)


@each_what
def test_a_reason_opens_nothing_to_a_connector(what: What) -> None:
    with_reason = replace(CONNECTOR, break_glass="lee")
    for relation in RELATIONS:
        assert policy.decide(with_reason, what, relation) == policy.decide(
            CONNECTOR, what, relation
        )


@each_what
def test_a_reason_opens_only_reading_of_the_one_who_was_named(what: What) -> None:
    if what in NEVER:
        said = "never acts for a connector" if what in NEVER_DONE else None
        with pytest.raises(Forbidden, match=said):
            policy.demand(WITH_REASON, what, "dana")
        return
    policy.demand(WITH_REASON, what, "dana")
    if what in PRIVATE:
        for other in ("lee", policy.EVERYONE):
            with pytest.raises(BreakGlassRequired):
                policy.demand(WITH_REASON, what, other)


def test_what_is_decided_before_anything_is_looked_up_does_not_depend_on_it() -> None:
    """Else an answer without facts would differ from one with them."""
    for what in ("see_private", "see_introduction", "see_import", "act_as", "take_step",
                 "bring_in", "plan", "see_audit", "change_own_part"):  # fmt: skip
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


def test_links_to_answer_on_are_for_those_who_may_write_as_the_connector() -> None:
    reading, allowed = (
        Principal.with_key("k", "w", "read", "dana"),
        replace(INTEGRATION, may_act_for_connectors=True),
    )
    for one in (CONNECTOR, allowed, Principal.system("w", "digest", "dana")):
        assert policy.may_write_as(one, "dana")
    refused = (
        reading,
        INTEGRATION,
        ADMINISTRATOR,
        WITH_REASON,
        PERSON,
        replace(allowed, scope="read"),
    )
    for one in refused:
        assert not policy.may_write_as(one, "dana")
    assert not policy.may_write_as(CONNECTOR, "lee")


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
