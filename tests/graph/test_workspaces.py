"""Workspaces and keys on a real engine."""

import pytest

from app.errors import AlreadyExists, Unauthenticated
from app.graph import Graph
from app.workspaces import service
from app.workspaces.models import NewWorkspace


def test_an_id_is_given_once(graph: Graph, workspace: str) -> None:
    with pytest.raises(AlreadyExists):
        service.create_workspace(graph, NewWorkspace(id=workspace, name="Again"))


def test_a_key_stands_for_its_workspace_until_it_is_revoked(graph: Graph, workspace: str) -> None:
    key = service.create_key(graph, workspace, "write")
    caller = service.identify(graph, key.text)
    assert (caller.workspace, caller.scope, caller.connector) == (workspace, "write", None)
    service.revoke_key(graph, workspace, key.id)
    with pytest.raises(Unauthenticated):
        service.identify(graph, key.text)


def test_a_deleted_workspace_takes_its_keys_with_it(graph: Graph, workspace: str) -> None:
    key = service.create_key(graph, workspace, "read")
    service.delete_workspace(graph, workspace)
    assert workspace not in {each.id for each in service.list_workspaces(graph)}
    with pytest.raises(Unauthenticated):
        service.identify(graph, key.text)
