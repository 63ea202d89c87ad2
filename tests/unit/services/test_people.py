"""What the service of people decides, without an engine."""

from typing import Any

import pytest

from app.errors import Forbidden
from app.people import repository
from app.people.models import PersonIn
from app.people.repository import (
    IdentifierCells,
    IdentifierOwner,
    Ids,
    NamedNodes,
    Pairs,
    PersonRow,
    VocabularyRow,
)
from app.people.service import delete_person, save_batch
from app.tombstones.repository import Found, find_tombstones
from tests.fake_graph import FakeGraph, session_of

THERE = ("dana", "ann", "lee")
OWNERS = {"email:ann@home.example": "ann", "email:lee@home.example": "lee"}


def person(person_id: str, **properties: Any) -> PersonRow:
    said = {"name": person_id.title(), "role": "partner", "version": 1} | properties
    addresses = [IdentifierCells("email", f"{person_id}@home.example", None)]
    return PersonRow(person_id, said, addresses, [], [], [], [], [], [])


@pytest.fixture
def graph() -> FakeGraph:
    """Ann and Lee exist, each with an address of their own."""
    return FakeGraph(
        {
            repository.load_vocabulary: [VocabularyRow("US", ["realtor"], [], [], [], [])],
            repository.find_ids: lambda p: [Ids([i for i in p["ids"] if i in THERE])],
            repository.find_identified: lambda p: [
                Pairs([IdentifierOwner(i, OWNERS[i]) for i in p["identifiers"] if i in OWNERS])
            ],
            repository.load_people: lambda p: [person(one) for one in p["ids"]],
            repository.find_named_nodes: [NamedNodes([], [])],
            repository.find_contacts: [repository.Contacts([], [])],
            repository.find_own_groups: [Ids([])],
            find_tombstones: [Found([])],
        }
    )


def save(graph: FakeGraph, *people: dict[str, Any], connector: str | None = None) -> list[str]:
    items = [PersonIn.model_validate(one) for one in people]
    results = save_batch(session_of(graph, connector=connector), items).results
    return [f"{row.status} {','.join(str(fault.code) for fault in row.errors)}" for row in results]


def test_an_address_says_who_a_row_is_about(graph: FakeGraph) -> None:
    assert save(graph, {"name": "Ann", "emails": ["ANN@home.example"], "town": "Rye"}) == [
        "updated "
    ]
    (changed,) = graph.writes_of(repository.change_people)
    assert [row["id"] for row in changed["rows"]] == ["ann"]
    assert graph.writes_of(repository.create_people) == []


def test_a_row_with_the_addresses_of_two_people_is_refused_and_writes_nothing(
    graph: FakeGraph,
) -> None:
    row = {"name": "Ann", "emails": ["ann@home.example", "lee@home.example"]}
    assert save(graph, row) == ["refused ambiguous_identity"]
    assert graph.writes_of(repository.create_people) == []
    assert graph.writes_of(repository.change_people) == []


def test_an_address_of_someone_else_is_not_taken_over_by_an_id(graph: FakeGraph) -> None:
    row = {"id": "mia", "name": "Mia", "emails": ["ann@home.example"]}
    assert save(graph, row) == ["refused identifier_taken"]
    assert graph.writes_of(repository.create_identifiers) == []


def test_a_refused_row_does_not_stop_the_others(graph: FakeGraph) -> None:
    nameless, mia = {"emails": ["new@home.example"]}, {"name": "Mia", "id": "mia"}
    assert save(graph, nameless, mia) == ["refused invalid_input", "created "]
    (created,) = graph.writes_of(repository.create_people)
    assert [row["id"] for row in created["rows"]] == ["mia"]


def test_a_connector_changes_no_one_whom_they_do_not_know(graph: FakeGraph) -> None:
    row = {"id": "ann", "name": "Anna"}
    assert save(graph, row, connector="dana") == ["refused forbidden"]
    assert graph.writes_of(repository.change_people) == []


def test_a_connector_deletes_no_one_whom_others_know_too(graph: FakeGraph) -> None:
    graph.answers[repository.find_contacts] = [repository.Contacts(["ann"], [])]
    graph.answers[repository.see_people] = [
        repository.SightRow("ann", contact=True, asserted=False, member=False)
    ]
    graph.answers[repository.count_others_who_know] = [repository.Others(1)]
    with pytest.raises(Forbidden, match="Others"):
        delete_person(session_of(graph, connector="dana"), "ann")
    assert graph.written == []
