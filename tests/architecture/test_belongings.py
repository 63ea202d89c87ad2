"""Everything that the graph may hold is declared, and nothing else is: see `app.belongings`."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from importlib import import_module

import pytest

from app.belongings.kinds import COMMON, Belongings, Kind, Label, Property, Relationship
from app.belongings.registry import DOMAINS, KINDS
from app.graph.queries import parse_statement
from docs.written import Written, all_written, mentioned, rules, written_by
from tests.architecture.test_layers import domains

NOTHING = Written()


def undeclared(kinds: Mapping[str, Kind]) -> Iterator[str]:
    """What queries and migrations mention that no domain declares, and the other way round."""
    found = mentioned()
    for name in sorted(found.keys() - kinds.keys()):
        yield f"{name} has no declaration; it is in {', '.join(sorted(found[name]))}"
    for name in sorted(kinds.keys() - found.keys()):
        yield f"{name} is declared, and nothing mentions it"


def faults_of(kind: Kind, written: Written) -> Iterator[str]:
    """What a declaration says too much or too little of what queries write."""
    common = COMMON.keys() if isinstance(kind, Label) else set()
    named = written.properties.keys() - common
    for name in sorted(named - kind.all_properties.keys()):
        where = ", ".join(sorted(written.properties[name]))
        yield f"{kind.name}.{name} is written by {where}, and not declared"
    for name in sorted(kind.properties.keys() - named):
        yield f"{kind.name}.{name} is declared, and no query writes it"
    if kind.mapped and not written.by_map:
        yield f"{kind.name}: no query writes it from a map, so nothing is `mapped`"
    if written.by_map and not kind.mapped:
        yield f"{kind.name}: {min(written.by_map)} writes a map: declare it as `mapped`"
    if kind.properties.keys() & kind.mapped.keys():
        yield f"{kind.name}: a property is declared twice"
    if kind.is_planned == bool(written.queries):
        yield f"{kind.name}: `is_planned` is true of what no query writes, and of nothing else"


def faults_of_following(kind: Kind, kinds: Mapping[str, Kind]) -> Iterator[str]:
    """What is wrong with how a kind says that it follows a person."""
    follows = kind.follows
    if follows is None:
        return
    if isinstance(kind, Label) and not follows.held_by:
        yield f"{kind.name}: say by what it holds a person"
    for name in follows.held_by:
        if name in kind.all_properties or (name == "id" and isinstance(kind, Label)):
            continue
        link = kinds.get(name)
        if not isinstance(link, Relationship):
            yield f"{kind.name} is held by {name}, which is neither a property nor a relationship"
        elif not any(leads_to_person(kind, ends, kinds) for ends in link.joins):
            yield f"{kind.name} is held by {name}, which leads to no one"
    if (follows.delete == "keep" or follows.export == "withheld") and not follows.why:
        yield f"{kind.name}: say why it stays, or is withheld"


def leads_to_person(kind: Kind, ends: tuple[str, str], kinds: Mapping[str, Kind]) -> bool:
    """Whether a relationship joins the label to a person, or to what follows a person itself."""
    if kind.name not in ends:
        return False
    other = kinds[ends[1] if ends[0] == kind.name else ends[0]]
    return other.name == "Person" or other.follows is not None


def test_every_label_and_relationship_type_is_declared_and_nothing_else_is() -> None:
    """When it is not: the docstring of `app.belongings` says what to do."""
    assert list(undeclared(KINDS)) == []
    declared = Counter(kind.name for domain in DOMAINS for kind in domain.kinds)
    assert [name for name, times in declared.items() if times > 1] == []


def test_every_property_is_declared_and_nothing_else_is() -> None:
    written = all_written()
    faults = [
        fault
        for kind in KINDS.values()
        for fault in faults_of(kind, written.get(kind.name, NOTHING))
    ]
    assert faults == []


def test_everything_says_how_it_follows_a_person() -> None:
    faults = [fault for kind in KINDS.values() for fault in faults_of_following(kind, KINDS)]
    assert faults == []


def test_relationships_join_labels_that_exist() -> None:
    labels = {name for name, kind in KINDS.items() if isinstance(kind, Label)}
    ends = {
        end
        for kind in KINDS.values()
        if isinstance(kind, Relationship)
        for ends in kind.joins
        for end in ends
    }
    assert ends - labels == set()


def test_what_touches_a_person_follows_them() -> None:
    """A relationship of a person goes with their node, so it cannot say that it stays."""
    wrong = [
        kind.name
        for kind in KINDS.values()
        if isinstance(kind, Relationship) and any("Person" in ends for ends in kind.joins)
        if kind.follows is None or kind.follows.delete != "delete"
    ]
    assert wrong == []


def test_every_domain_that_keeps_something_is_walked() -> None:
    declared = [
        value
        for folder in domains()
        if (folder / "belongings.py").is_file()
        for value in vars(import_module(f"app.{folder.name}.belongings")).values()
        if isinstance(value, Belongings)
    ]
    assert [each for each in declared if each not in DOMAINS] == []


def test_what_goes_with_a_person_has_a_query_of_its_domain_that_deletes_it() -> None:
    missing = [
        kind.name
        for domain in DOMAINS
        for kind in domain.labels
        if kind.follows and kind.follows.delete != "keep" and not kind.is_planned
        if not any(kind.name in query.statement.bare for query in domain.delete)
    ]
    assert missing == []


def test_every_constraint_and_index_is_on_properties_that_are_declared() -> None:
    found = rules()
    assert {rule.on for rule in found} <= KINDS.keys()
    unknown = [
        f"{rule.name}: {name}"
        for rule in found
        for name in rule.properties
        if name not in {**COMMON, **KINDS[rule.on].all_properties}
    ]
    assert unknown == []
    constrained = {rule.on for rule in found if rule.kind == "unique" and "id" in rule.properties}
    assert constrained == {name for name, kind in KINDS.items() if isinstance(kind, Label)}


# ── the guards themselves: each sees what it is there for ────────────────────────────────────

EXTRA = {"shoe_size": Property("number", "of their shoes")}


@pytest.mark.parametrize(
    ("name", "change", "says"),
    [
        ("Goal", lambda kind: replace(kind, properties={**kind.properties, **EXTRA}), "shoe_size"),
        ("Goal", lambda kind: replace(kind, properties={}), "per is written by goals/put_goal"),
        ("Goal", lambda kind: replace(kind, mapped=EXTRA), "no query writes it from a map"),
        ("Plan", lambda kind: replace(kind, mapped={}), "declare it as `mapped`"),
        ("Goal", lambda kind: replace(kind, is_planned=True), "is_planned"),
        ("Ask", lambda kind: replace(kind, is_planned=False), "is_planned"),
    ],
)
def test_a_wrong_declaration_would_be_seen(
    name: str, change: Callable[[Kind], Kind], says: str
) -> None:
    faults = list(faults_of(change(KINDS[name]), all_written().get(name, NOTHING)))
    assert any(says in fault for fault in faults), faults


def test_a_label_that_no_one_declared_would_be_seen() -> None:
    without = {name: kind for name, kind in KINDS.items() if name not in {"Goal", "KNOWS"}}
    faults = list(undeclared(without))
    assert [fault.split()[0] for fault in faults] == ["Goal", "KNOWS"]
    assert "goals/put_goal" in faults[0]
    invented = KINDS | {"Shoe": Label("Shoe", "A shoe.", None)}
    assert list(undeclared(invented)) == ["Shoe is declared, and nothing mentions it"]


@pytest.mark.parametrize(
    ("held_by", "says"),
    [((), "by what"), (("shoe_size",), "neither"), (("NEEDS",), "leads to no one")],
)
def test_a_wrong_way_to_follow_would_be_seen(held_by: tuple[str, ...], says: str) -> None:
    goal = KINDS["Goal"]
    assert goal.follows is not None
    changed = replace(goal, follows=replace(goal.follows, held_by=held_by))
    assert any(says in fault for fault in faults_of_following(changed, KINDS))


def test_what_a_query_writes_is_read_from_its_text() -> None:
    text = """\
// Writes in every way there is.
// mode: write
// returns: none
// parameters: id, rows, values
// changes: none
UNWIND $rows AS row
MATCH (p:Person {workspace: $workspace, id: row.id})
MERGE (s:Shoe {workspace: $workspace, id: $id})
SET s.size = row.size, s.worn = CASE WHEN s.old = true THEN 1 ELSE 0 END
CREATE (p)-[w:WEARS {since: row.since}]->(s)
SET w += $values
REMOVE p.barefoot
WITH s WHERE s.name ENDS WITH 'x'
DELETE s
"""
    found = written_by([parse_statement("shoes/put_shoe", text)])
    assert found.keys() == {"Shoe", "WEARS", "Person"}
    assert {"workspace", "id", "size", "worn"} <= found["Shoe"].properties.keys()
    assert found["WEARS"].properties.keys() == {"since"}
    assert found["WEARS"].by_map == {"shoes/put_shoe"}
    assert found["Person"].properties == {}
