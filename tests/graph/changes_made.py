"""What a write really changed, told by the graph before and after it, in the words of the log."""

from collections.abc import Iterator, Mapping, Set
from typing import TypeVar

from app.graph.changes import Operation
from tests.graph.networks import Network, NodeKey, Properties

Key = TypeVar("Key")
Ends = tuple[NodeKey, str, NodeKey]
Logged = dict[tuple[str, str], Operation]
"""Kind and id of what changed, and how."""

KIND_OF_LABEL: Mapping[str, str | None] = {
    "Person": "person",
    "Organisation": "organisation",
    "Group": "group",
    "Profession": "profession",
    "TriggerEvent": "trigger_event",
    "Introduction": "introduction",
    "Snooze": "snooze",
    "Plan": "plan",
    "Goal": "goal",
    "Gathering": "gathering",
    "ApiKey": "key",
    "DraftText": "message_template",
    "Suppression": "suppression",
    "Tombstone": "tombstone",
    # These change with their relationships, of which each belongs to somebody or something.
    "Identifier": None,
    "CalendarFeed": None,
    # No one follows these: they decide nothing and are gone soon, or are records themselves.
    "Workspace": None,
    "Change": None,
    "AnswerLink": None,
    "IdempotencyRecord": None,
    "Import": None,
    "Job": None,
    "JobPart": None,
    "MondayLetter": None,
    "OutboxEntry": None,
    "Session": None,
    "SignInLink": None,
}
NO_CHANGE = {("ApiKey", "last_used_at")}
"""Properties that say how something is used: whoever follows it is not told."""
OF_ITS_START: Mapping[str, str] = {
    "PRACTICES": "person",
    "MEMBER_OF": "person",
    "WORKED_AT": "person",
    "STUDIED_AT": "person",
    "NEEDS": "trigger_event",
    "INTRODUCES": "introduction",
    "PROPOSES": "plan",
    "WITH": "gathering",
    "OF_GROUP": "gathering",
}
OF_ITS_END: Mapping[str, str] = {
    "IDENTIFIES": "person",
    "MADE": "introduction",
    "AIMS_FOR": "goal",
    "WENT_TO": "gathering",
    "SHOWS_DUES_OF": "calendar_feed",
}
HELD = {"details", "notes", "own_word", "asserted", "version", "stated_by"} | {
    "offered", "offered_for", "offered_by"
}  # fmt: skip
"""What a relationship holds that decides nothing."""
OF_BOTH: Mapping[str, str] = {
    "KNOWS": "relationship",
    "ACQUAINTED": "acquaintance",
    "DO_NOT_INTRODUCE": "do_not_introduce",
}
THEMSELVES = {*OF_BOTH.values(), "calendar_feed"}
"""Kinds that are a relationship and not a node: they are created and deleted with it."""
NO_ONES = {"ANSWERS", "GOT", "HAS_PART", "SIGNS_IN"}


def changes_between(before: Network, after: Network) -> Logged:
    """What the log must at least say; of what only hangs on a deleted node it need not speak."""
    made: Logged = {}
    for (label, node_id), operation in _differences(_nodes(before), _nodes(after)):
        if kind := KIND_OF_LABEL[label]:
            made[kind, node_id] = operation
    gone = before.nodes.keys() - after.nodes.keys()
    old, new = _edges(before, gone), _edges(after, frozenset())
    for ends, operation in _differences(old, new):
        names = _differing(old[ends], new[ends]) if operation == "updated" else frozenset()
        kind, subject = _subject(*ends, names)
        if kind is not None:
            made.setdefault((kind, subject), operation if kind in THEMSELVES else "updated")
    return made


def _nodes(network: Network) -> dict[NodeKey, Properties]:
    return {
        (label, node_id): {n: p for n, p in properties.items() if (label, n) not in NO_CHANGE}
        for (label, node_id), properties in network.nodes.items()
    }


def _differences(
    old: Mapping[Key, object], new: Mapping[Key, object]
) -> Iterator[tuple[Key, Operation]]:
    for key in {**old, **new}:
        if key not in old:
            yield key, "created"
        elif key not in new:
            yield key, "deleted"
        elif old[key] != new[key]:
            yield key, "updated"


def _edges(network: Network, without: Set[NodeKey]) -> dict[Ends, list[Properties]]:
    """The properties of all relationships by their ends; there may be several between two."""
    edges: dict[Ends, list[Properties]] = {}
    for edge in sorted(network.edges, key=repr):
        if edge.start not in without and edge.end not in without:
            edges.setdefault((edge.start, edge.type, edge.end), []).append(edge.properties)
    return edges


def _differing(old: list[Properties], new: list[Properties]) -> frozenset[str]:
    names = {name for properties in (*old, *new) for name in properties}
    return frozenset(n for n in names if [p.get(n) for p in old] != [p.get(n) for p in new])


def _subject(
    start: NodeKey, type_: str, end: NodeKey, changed: frozenset[str]
) -> tuple[str | None, str]:
    """The kind and id of what a relationship belongs to; `changed` are its changed properties."""
    if type_ in OF_BOTH:
        own = {"not_now_until": "not_now", "last_contact": "touch"}
        kind = own.get(next(iter(changed), "")) if len(changed) == 1 else None
        if changed and changed <= HELD:
            kind = "detail"
        return kind or OF_BOTH[type_], f"{start[1]}|{end[1]}"
    if type_ == "MEETS":
        return ("person", start[1]) if start[0] == "Person" else ("trigger_event", end[1])
    if type_ in OF_ITS_START:
        return OF_ITS_START[type_], start[1]
    return (None, "") if type_ in NO_ONES else (OF_ITS_END[type_], end[1])
