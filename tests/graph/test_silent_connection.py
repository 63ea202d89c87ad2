"""A connection that says nothing any longer is noticed, and another one is taken in its place."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from app.errors import GraphUnavailable
from app.graph import Graph
from app.graph.bounded_pool import IDLE_SECONDS
from app.patience import waiting_at_most
from app.settings import Settings
from tests.bolt_proxy import BoltProxy
from tests.engines import Engine
from tests.patience import PATIENCE_SECONDS

AT_ONCE = 8


@pytest.fixture
def proxy(engine: Engine) -> Iterator[BoltProxy]:
    with BoltProxy(engine.address.uri) as proxy:
        yield proxy


@pytest.fixture
def through_proxy(engine: Engine, graph: Graph, proxy: BoltProxy) -> Iterator[Graph]:
    with Graph(behind(proxy, engine)) as through_proxy:
        yield through_proxy


def behind(proxy: BoltProxy, engine: Engine) -> Settings:
    """Settings that lead to an engine by way of the proxy."""
    address = engine.address
    graph = {"uri": proxy.uri, "user": address.user, "password": address.password}
    return Settings.model_validate(
        {"_env_file": None, "graph": graph | {"retry_seconds": PATIENCE_SECONDS}}
    )


def fill_pool(graph: Graph) -> None:
    """Have several connections at once, all of which then wait in the pool."""
    together = Barrier(AT_ONCE)

    def hold() -> None:
        graph.read_all_workspaces(lambda _: together.wait(PATIENCE_SECONDS))

    with ThreadPoolExecutor(AT_ONCE) as threads:
        for held in [threads.submit(hold) for _ in range(AT_ONCE)]:
            held.result()


def test_connections_that_fell_silent_in_a_pause_are_all_replaced_at_the_first_use(
    through_proxy: Graph, proxy: BoltProxy
) -> None:
    fill_pool(through_proxy)
    assert proxy.accepted == AT_ONCE
    proxy.swallow()
    time.sleep(IDLE_SECONDS + 0.1)
    with waiting_at_most(PATIENCE_SECONDS):
        through_proxy.check()
    assert proxy.accepted == AT_ONCE + 1


def test_one_that_falls_silent_in_use_is_given_up_and_the_work_done_on_another(
    through_proxy: Graph, proxy: BoltProxy
) -> None:
    through_proxy.check()
    proxy.swallow()
    with waiting_at_most(15.0):
        through_proxy.check()
    assert proxy.accepted > 1


def test_the_wait_for_a_graph_that_says_nothing_ends(
    through_proxy: Graph, proxy: BoltProxy
) -> None:
    through_proxy.check()
    proxy.fall_silent()
    with waiting_at_most(1.0), pytest.raises(GraphUnavailable) as refused:
        through_proxy.check()
    assert proxy.uri.removeprefix("bolt://") in refused.value.detail
    assert "127.0.0.1" not in refused.value.public_detail


def test_a_commit_of_which_nothing_was_heard_is_not_repeated_and_said_to_be_uncertain(
    through_proxy: Graph, proxy: BoltProxy, workspace: str
) -> None:
    with waiting_at_most(1.0), pytest.raises(GraphUnavailable) as refused:
        through_proxy.write(workspace, lambda _: proxy.fall_silent())
    assert refused.value.public_detail
