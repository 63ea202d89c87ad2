"""May this principal see or do this of that person? Every route asks here, and nowhere else.

A key is checked in three steps. `app.dependencies` finds out whose it is. `require_scope` holds it
to the scope that the route needs. `demand` looks into the table below. How the connector that the
principal acts as stands to the person is found out by `app.people.service.permitting`.

Why: docs/decisions/0006, 0028 and 0036.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

from app.errors import BreakGlassRequired, Forbidden, NotFound
from app.security.principal import Principal, Scope

What = Literal[
    "see_card",
    "see_in_full",
    "see_details",
    "see_private",
    "see_introduction",
    "see_import",
    "see_shared_import",
    "see_audit",
    "export",
    "act_as",
    "take_step",
    "bring_in",
    "plan",
    "pair",
    "change",
    "change_public",
    "change_own_part",
    "make_connector",
    "delete",
    "delete_shared",
    "see_group",
    "join_group",
    "change_group",
]
Relation = Literal["self", "contact", "asserted", "member", "none"]
"""How the connector that a principal acts as stands to a person; of a group: `member` or `none`.

A `contact` is someone they entered, or who a program or the terminal said they know. Where only
they say so of someone else's entry, it is `asserted`: no one sees more by saying so. Someone who
is in a group of theirs too is a `contact`, or `asserted`.
"""
Verdict = Literal["yes", "no", "hidden", "reason", "allowed", "unrestricted"]
"""`no` is told; `hidden` answers as if there were nothing; `reason` opens to an administrator who
gives one; `allowed` where the workspace lets programs act for its connectors, `unrestricted` there
and to programs whose key no administrator made."""


@dataclass(frozen=True, slots=True)
class Row:
    """Who may do one thing: a connector by their relation, anyone else by what they are."""

    self: Verdict
    contact: Verdict
    asserted: Verdict
    member: Verdict
    none: Verdict
    administrator: Verdict
    integration: Verdict
    system: Verdict
    person: Verdict
    """Someone without an account, who has a link: their own page decides what it shows."""


YES: Verdict = "yes"
NO: Verdict = "no"
HIDE: Verdict = "hidden"
GIVE: Verdict = "reason"
LET: Verdict = "allowed"
READ: Verdict = "unrestricted"

# fmt: off
TABLE: Mapping[What, Row] = MappingProxyType({
    #                         who acts as a connector, who is to them   else what they are
    #                         self  contact  asserted  member  none   admin  integr. system  person
    # Name, professions, organisation, card.
    "see_card":          Row(YES,  YES,     YES,      YES,    HIDE, YES,   YES,     YES,    NO),
    # Groups, history, areas and preferences too.
    "see_in_full":       Row(YES,  YES,     NO,       NO,     HIDE, YES,   YES,     YES,    NO),
    # Email addresses, phones, profiles, external IDs and notes: of a connector, their own.
    "see_details":       Row(YES,  YES,     YES,      NO,     NO,   NO,    YES,     YES,    NO),
    # What the person thinks of others: trust, suggestions, plans, goals, hours, dues.
    "see_private":       Row(YES,  NO,      NO,       NO,     NO,   GIVE,  READ,    YES,    NO),
    # An introduction or an import that the person made; an import that is no one's.
    "see_introduction":  Row(YES,  HIDE,    HIDE,     HIDE,   HIDE, GIVE,  READ,    YES,    NO),
    "see_import":        Row(YES,  HIDE,    HIDE,     HIDE,   HIDE, GIVE,  READ,    YES,    NO),
    "see_shared_import": Row(HIDE, HIDE,    HIDE,     HIDE,   HIDE, YES,   YES,     YES,    NO),
    # Who looked at the person's things, when and why.
    "see_audit":         Row(YES,  NO,      NO,       NO,     NO,   YES,   NO,      YES,    NO),
    # Everything that is held about the person.
    "export":            Row(YES,  NO,      NO,       NO,     NO,   GIVE,  READ,    YES,    NO),
    # Do what only the person does: rate, introduce, log hours.
    "act_as":            Row(YES,  NO,      NO,       NO,     NO,   NO,    LET,     YES,    NO),
    # Take a step of an introduction of theirs.
    "take_step":         Row(YES,  HIDE,    HIDE,     HIDE,   HIDE, NO,    LET,     YES,    NO),
    # Add to who they know, without changing what they said of anyone; plan their week.
    "bring_in":          Row(YES,  NO,      NO,       NO,     NO,   NO,    YES,     YES,    NO),
    "plan":              Row(YES,  NO,      NO,       NO,     NO,   NO,    READ,    YES,    NO),
    # Say of the person and another that they know each other, or should not be introduced.
    "pair":              Row(YES,  YES,     YES,      HIDE,   HIDE, NO,    YES,     YES,    NO),
    # Change your own details and notes of the person; then what all see; then what is theirs alone
    # to say.
    "change":            Row(YES,  YES,     YES,      NO,     HIDE, YES,   YES,     YES,    NO),
    "change_public":     Row(YES,  YES,     NO,       NO,     HIDE, YES,   YES,     YES,    NO),
    "change_own_part":   Row(YES,  NO,      NO,       NO,     NO,   YES,   YES,     YES,    NO),
    # Let the person use Intros.
    "make_connector":    Row(NO,   NO,      NO,       NO,     NO,   YES,   YES,     YES,    NO),
    # Delete the person; then one that others know too.
    "delete":            Row(YES,  YES,     NO,       NO,     HIDE, YES,   YES,     YES,    NO),
    "delete_shared":     Row(NO,   NO,      NO,       NO,     HIDE, YES,   YES,     YES,    NO),
    # See that a group is there, and who of their contacts is in it.
    "see_group":         Row(NO,   NO,      NO,       YES,    HIDE, YES,   YES,     YES,    NO),
    # Bring people into a group; create or change one.
    "join_group":        Row(NO,   NO,      NO,       YES,    NO,   YES,   YES,     YES,    NO),
    "change_group":      Row(NO,   NO,      NO,       NO,     NO,   YES,   YES,     YES,    NO),
})
# fmt: on

BOUND = "It belongs to another connector and acts only as them."
NOT_A_CONTACT = "This API key can change only people the connector knows."
REFUSED: Mapping[What, str] = MappingProxyType(
    {
        "see_card": "This link shows only its own page.",
        "see_in_full": (
            "You can see only this person's card, because they aren't one of your contacts, or "
            "someone else entered them."
        ),
        "see_details": (
            "You can see only your own contacts’ details, and those that were shared with you."
        ),
        "see_private": BOUND,
        "see_introduction": BOUND,
        "see_import": BOUND,
        "see_shared_import": BOUND,
        "see_audit": "Only administrators see the whole access log.",
        "export": BOUND,
        "act_as": BOUND,
        "take_step": BOUND,
        "bring_in": BOUND,
        "plan": BOUND,
        "pair": NOT_A_CONTACT,
        "change": NOT_A_CONTACT,
        "change_public": (
            "Someone else entered this person. You can change only your own details and notes."
        ),
        "change_own_part": (
            "Only they can change this: they use Intros too, or it’s their preference."
        ),
        "make_connector": "Only administrators and programs make someone a connector.",
        "delete": (
            "You can delete only people you entered, or who a program says you know. Remove "
            "your own relationship instead (DELETE …/knows/…)."
        ),
        "delete_shared": (
            "Others know this person too. Remove your own relationship instead (DELETE …/knows/…)."
        ),
        "see_group": BOUND,
        "join_group": "Only members of a group can add people to it.",
        "change_group": ("A group belongs to all its members. This API key belongs to one person."),
    }
)
"""What to answer to a `no`."""
NO_PERSON = "No person “{}”, or this API key can’t see them."
HIDDEN: Mapping[What, str] = MappingProxyType(
    {
        "see_introduction": "No introduction “{}”, or you can’t see it.",
        "take_step": "No introduction “{}”, or you can’t see it.",
        "see_import": "No import “{}”.",
        "see_group": "No group “{}”, or you’re not in it.",
        "see_shared_import": "No import “{}”.",
    }
)
"""What to answer to a `hidden`, where it is not `NO_PERSON`: the same as for what is not there."""
AS_CONNECTOR: frozenset[What] = frozenset({"act_as", "take_step", "bring_in", "plan", "pair"})
"""What is done as a connector, and by no administrator."""
NEVER_AS_CONNECTOR = (
    "An administrator’s key never acts for a connector, with a reason either. Use a key of theirs."
)
NOT_ALLOWED = (
    "This workspace doesn’t let this program act for its connectors or read what they keep. "
    "Use a connector’s own key, or ask an administrator to turn on the setting "
    "integrations_act_for_connectors."
)
NEEDS_REASON = (
    "What a connector keeps is private. Send your reason in Intros-Break-Glass: it opens reading "
    "for one hour, and the connector is told."
)
NAME_ONE = "A reason opens what one connector keeps. Name the connector."
EVERYONE = ""
"""Whose things are asked for where no one is named."""
RANK: Mapping[Scope, int] = MappingProxyType({"read": 1, "write": 2, "admin": 3})


def decide(principal: Principal, what: What, relation: Relation = "none") -> Verdict:
    """The verdict of the table, once it is decided what the workspace lets a program do."""
    acts_as_connector = principal.connector is not None or principal.kind == "connector"
    verdict: Verdict = getattr(TABLE[what], relation if acts_as_connector else principal.kind)
    match verdict:
        case "allowed":
            return "yes" if principal.may_act_for_connectors else "no"
        case "unrestricted":
            is_restricted = principal.is_restricted and not principal.may_act_for_connectors
            return "no" if is_restricted else "yes"
    return verdict


def allows(principal: Principal, what: What, relation: Relation = "none") -> bool:
    """Whether the verdict is `yes` for anyone who stands to the principal like this."""
    return decide(principal, what, relation) == "yes"


def demand(
    principal: Principal,
    what: What,
    person: str,
    relation: Relation | None = None,
    *,
    named: str | None = None,
) -> None:
    """Raise `Forbidden`, `BreakGlassRequired` or `NotFound` unless the principal may do this.

    Without a `relation` it counts whether the principal acts as this person: that is decided
    before anything is looked up, so that the answer tells nothing about the other. `named` is the
    id that was asked for where it is not the person's: of their introduction or import.
    """
    match decide(principal, what, relation or relation_without_facts(principal, person)):
        case "no":
            raise Forbidden(refusal(principal, what))
        case "hidden":
            raise NotFound(HIDDEN.get(what, NO_PERSON).format(named or person))
        case "reason" if person == EVERYONE:
            raise BreakGlassRequired(NAME_ONE)
        case "reason" if principal.break_glass != person:
            raise BreakGlassRequired(NEEDS_REASON, connector=person)


def demand_for_anyone(principal: Principal, what: What) -> None:
    """Raise `Forbidden` for a principal who may do this to no one at all."""
    if all(decide(principal, what, relation) == "no" for relation in get_args(Relation)):
        raise Forbidden(refusal(principal, what))


def refusal(principal: Principal, what: What) -> str:
    """What to answer to a `no`, with what to do instead."""
    if principal.connector is None and principal.kind == "administrator" and what in AS_CONNECTOR:
        return NEVER_AS_CONNECTOR
    if principal.connector is None and TABLE[what].integration in ("allowed", "unrestricted"):
        return NOT_ALLOWED
    return REFUSED[what]


def may_write_as(principal: Principal, connector: str) -> bool:
    """Whether the principal may write as this connector: the links to answer on are only theirs."""
    relation = relation_without_facts(principal, connector)
    return has_scope(principal, "write") and decide(principal, "act_as", relation) == "yes"


def relation_without_facts(principal: Principal, person: str | None) -> Relation:
    """Whether the principal acts as this person."""
    is_self = principal.connector is not None and principal.connector == person
    return "self" if is_self else "none"


def demand_own(principal: Principal, connector: str | None) -> None:
    """Raise `Forbidden` unless it is the principal's own, or they look after the workspace.

    None stands for everyone's.
    """
    if relation_without_facts(principal, connector) != "self" and principal.kind != "system":
        require_scope(principal, "admin")


def depends_on_workspace(principal: Principal) -> bool:
    """Whether it is for the workspace to say what the principal may do."""
    acts_as_no_one = principal.connector is None and principal.kind == "integration"
    return acts_as_no_one and (has_scope(principal, "write") or principal.is_restricted)


def depends_on_groups(what: What) -> bool:
    """Whether a fellow member of a group may do more than anyone."""
    return TABLE[what].member == "yes" != TABLE[what].none


def has_scope(principal: Principal, scope: Scope) -> bool:
    """Whether the principal's scope is this one or a higher one."""
    return RANK[principal.scope] >= RANK[scope]


def require_scope(principal: Principal, scope: Scope) -> None:
    """Raise `Forbidden` unless the principal has the scope."""
    if not has_scope(principal, scope):
        raise Forbidden(f"It has the scope “{principal.scope}”; this needs “{scope}”.")
