"""Keys on a real engine."""

from datetime import UTC, datetime, timedelta

import pytest

from app.errors import InvalidInput, NotFound, Unauthenticated
from app.graph import Graph
from app.graph.reader_and_writer import find_workspace
from app.keys import repository, service
from app.last_uses import AT_MOST_EVERY, LastUses
from app.session import Session
from tests.sessions import SetClock, acting, installed

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


def used_by(graph: Graph, clock: SetClock, key_text: str) -> Session:
    """A session of the one who presents this key, on a clock that a test sets."""
    session = service.identify(installed(graph, clock.at), key_text)
    return Session(graph, session.principal, clock)


def last_use(graph: Graph, workspace: str, key_id: str) -> datetime | None:
    return service.get_key(acting(graph, workspace), key_id).last_used_at


def test_a_key_stands_for_its_workspace_until_it_is_revoked(graph: Graph, workspace: str) -> None:
    key = service.create_key(acting(graph, workspace), "write")
    who = service.identify(installed(graph), key.key).principal
    assert (who.workspace, who.scope, who.connector) == (workspace, "write", None)
    service.revoke_key(acting(graph, workspace), key.id)
    with pytest.raises(Unauthenticated):
        service.identify(installed(graph), key.key)


def test_a_look_up_outside_of_transactions_never_writes(graph: Graph) -> None:
    """On the embedded engine a statement by itself that fails keeps its first half."""
    with pytest.raises(TypeError, match="needs a write transaction"):
        graph.look_up(repository.revoke_key)


def test_a_key_opens_nothing_from_the_moment_it_expires(graph: Graph, workspace: str) -> None:
    session = acting(graph, workspace, at=NOON)
    key = service.create_key(session, "read", expires_at=NOON + timedelta(hours=1))
    assert service.identify(installed(graph, NOON + timedelta(minutes=59)), key.key)
    with pytest.raises(Unauthenticated):
        service.identify(installed(graph, NOON + timedelta(hours=1)), key.key)


def test_a_key_that_would_be_over_already_is_not_made(graph: Graph, workspace: str) -> None:
    with pytest.raises(InvalidInput):
        service.create_key(acting(graph, workspace, at=NOON), "read", expires_at=NOON)
    assert service.list_keys(acting(graph, workspace)).items == ()


def test_a_key_is_bound_only_to_someone_who_is_here(graph: Graph, workspace: str) -> None:
    with pytest.raises(NotFound):
        service.create_key(acting(graph, workspace), "read", "nobody")


def test_keys_are_listed_newest_first_page_by_page(graph: Graph, workspace: str) -> None:
    made = [
        service.create_key(
            acting(graph, workspace, at=NOON + timedelta(minutes=number // 2)), "read"
        ).id
        for number in range(5)
    ]
    session = acting(graph, workspace)
    page, found = service.list_keys(session, limit=2), list[str]()
    found += [key.id for key in page.items]
    while page.next_cursor:
        page = service.list_keys(session, limit=2, cursor=page.next_cursor)
        found += [key.id for key in page.items]
    assert found[0] == made[4]
    assert {*found[1:3]} == {*made[2:4]}
    assert sorted(found) == sorted(made)


def test_a_use_is_written_once_in_five_minutes_and_changes_no_fact(
    graph: Graph, workspace: str
) -> None:
    key = service.create_key(acting(graph, workspace), "read")
    before = acting(graph, workspace).read(lambda tx: tx.one(find_workspace))
    clock = SetClock(NOON)
    uses = LastUses()
    for wait in (timedelta(), AT_MOST_EVERY / 2, AT_MOST_EVERY / 2):
        clock.at += wait
        uses.note(used_by(graph, clock, key.key), service.record_use)
    uses.end()
    after = acting(graph, workspace).read(lambda tx: tx.one(find_workspace))
    assert last_use(graph, workspace, key.id) == NOON + AT_MOST_EVERY
    assert (after.seq - before.seq, after.facts_seq) == (2, before.facts_seq)


def test_an_earlier_use_is_not_put_in_place_of_a_later_one(graph: Graph, workspace: str) -> None:
    key = service.create_key(acting(graph, workspace), "read")
    for at in (NOON, NOON - timedelta(hours=1)):
        service.record_use(used_by(graph, SetClock(at), key.key))
    assert last_use(graph, workspace, key.id) == NOON


def test_a_use_of_a_workspace_that_is_gone_is_given_up(graph: Graph, workspace: str) -> None:
    from app.workspaces.service import delete_workspace

    key = service.create_key(acting(graph, workspace), "read")
    session = used_by(graph, SetClock(NOON), key.key)
    delete_workspace(acting(graph, workspace))
    uses = LastUses()
    uses.note(session, service.record_use)
    uses.end()
