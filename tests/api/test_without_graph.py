"""The service while its graph cannot be reached: it lives, says so, and answers nobody wrongly."""

from collections.abc import Iterator

import httpx
import pytest

from app.settings import GraphSettings, Settings
from tests.api.conftest import serving
from tests.neo4j_server.jars import free_port
from tests.patience import open_client


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    graph = GraphSettings(uri=f"bolt://127.0.0.1:{free_port()}", retry_seconds=0.1)
    settings = Settings(_env_file=None, graph=graph)
    with serving(settings) as address, open_client(base_url=address) as client:
        yield client


def test_the_process_lives(client: httpx.Client) -> None:
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize("path", ["/readyz", "/v1/people"])
def test_whoever_needs_the_graph_is_told_to_come_again(client: httpx.Client, path: str) -> None:
    answer = client.get(path, headers={"Authorization": "Bearer in_x"})
    assert (answer.status_code, answer.json()["code"]) == (503, "graph_unavailable")
    assert int(answer.headers["retry-after"]) > 0
    assert "127.0.0.1" not in answer.text
