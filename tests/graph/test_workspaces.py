"""Workspaces on a real engine."""

import pytest

from app.errors import AlreadyExists, Unauthenticated
from app.graph import Graph
from app.keys.service import create_key, identify
from app.workspaces import service
from app.workspaces.models import NewWorkspace
from tests.sessions import acting, installed


def test_an_id_is_given_once(graph: Graph, workspace: str) -> None:
    with pytest.raises(AlreadyExists):
        service.create_workspace(installed(graph), NewWorkspace(id=workspace, name="Again"))


def test_a_deleted_workspace_takes_its_keys_with_it(graph: Graph, workspace: str) -> None:
    key = create_key(acting(graph, workspace), "read")
    service.delete_workspace(acting(graph, workspace))
    assert workspace not in {each.id for each in service.list_workspaces(installed(graph))}
    with pytest.raises(Unauthenticated):
        identify(installed(graph), key.key)
