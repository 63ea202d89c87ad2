"""The service while its graph cannot be reached: it lives, says so, and answers nobody wrongly."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait

import httpx
import pytest

from app.graph import Graph
from app.middleware.admission import MOST_AT_ONCE
from app.security.tokens import new_key
from app.settings import GraphSettings, Settings
from tests.api.conftest import serving
from tests.bolt_proxy import BoltProxy
from tests.engines import NO_WORKER, Engine
from tests.neo4j_server.jars import free_port
from tests.patience import open_client, wait_until

KEY = {"Authorization": f"Bearer {new_key().text}"}
"""One that could exist: whether it does, only the graph can say."""


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
    answer = client.get(path, headers=KEY)
    assert (answer.status_code, answer.json()["code"]) == (503, "graph_unavailable")
    assert int(answer.headers["retry-after"]) > 0
    assert "127.0.0.1" not in answer.text


def test_a_page_says_it_too(client: httpx.Client) -> None:
    answer = client.get("/week", headers={"Cookie": "intros_session=x"})
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert "127.0.0.1" not in answer.text


def test_health_and_static_files_answer_while_more_wait_for_the_graph_than_there_are_threads(
    engine: Engine, graph: Graph
) -> None:
    with BoltProxy(engine.address.uri) as proxy:
        settings = Settings(
            _env_file=None,
            graph=GraphSettings.model_validate(
                {
                    "uri": proxy.uri,
                    "user": engine.address.user,
                    "password": engine.address.password,
                    "retry_seconds": 6.0,
                }
            ),
            worker=NO_WORKER,
        )
        with serving(settings) as address, open_client(base_url=address) as client:
            wait_until(lambda: client.get("/readyz").is_success)
            proxy.fall_silent()
            with ThreadPoolExecutor(2 * MOST_AT_ONCE) as threads:
                waiting = [
                    threads.submit(client.get, "/v1/people", headers=KEY)
                    for _ in range(2 * MOST_AT_ONCE)
                ]
                for path in ("/healthz", "/static/pages.css", "/static/htmx.min.js"):
                    assert client.get(path).is_success
                assert not wait(waiting, timeout=0).done
            answers = [one.result() for one in waiting]
            assert {answer.status_code for answer in answers} == {503}
            assert all(int(answer.headers["retry-after"]) > 0 for answer in answers)
            wait_until(lambda: client.get("/readyz").status_code == 503)
