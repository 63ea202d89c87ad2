"""How the tests find a Neo4j to run against."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.neo4j_server import CURRENT, LTS, Unavailable, jars, open_release, parse_address
from tests.neo4j_server.java import Java, choose, find_javas
from tests.patience import PATIENCE_SECONDS


def javas(*majors: int) -> list[Java]:
    return [Java(Path(f"java-{major}"), major, compiler=True) for major in majors]


@pytest.mark.parametrize(
    ("found", "for_lts", "for_current"),
    [
        ((17, 21, 25), 21, 25),
        ((17, 25), 17, 25),
        ((21,), 21, 21),
        ((25,), 25, 25),
        ((17,), 17, None),
        ((), None, None),
    ],
)
def test_a_release_runs_on_the_best_java_that_it_supports(
    found: tuple[int, ...], for_lts: int | None, for_current: int | None
) -> None:
    for release, wanted in ((LTS, for_lts), (CURRENT, for_current)):
        chosen = choose(javas(*found), release.javas)
        assert (chosen.major if chosen else None) == wanted


def test_the_embedded_engine_brings_a_java_that_is_new_enough_for_the_current_release() -> None:
    assert choose(find_javas(), CURRENT.javas) is not None


def test_an_address_may_hold_user_and_password() -> None:
    address = parse_address("neo4j+s://tester:p%40ss@graph.example:7688")
    assert (address.uri, address.user, address.password) == (
        "neo4j+s://graph.example:7688",
        "tester",
        "p@ss",
    )
    assert parse_address("bolt://[::1]").uri == "bolt://[::1]:7687"


def test_an_address_where_nothing_answers_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(LTS.variable, f"bolt://127.0.0.1:{jars.free_port()}")
    monkeypatch.setattr("tests.neo4j_server.GIVEN_SECONDS", 0.1)
    with pytest.raises(Unavailable, match="does not answer"), ExitStack() as stack:
        open_release(LTS, stack)


def test_one_load_runs_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jars, "user_cache_path", lambda *_, **__: tmp_path)
    running: list[str] = []

    with ThreadPoolExecutor(1) as threads:
        with jars.alone(tmp_path):
            other = threads.submit(jars.cached, "neo4j-y", lambda _: running.append("y"))
            with pytest.raises(TimeoutError):
                other.result(timeout=0.2)
            assert running == []
        assert other.result(PATIENCE_SECONDS) == tmp_path / "neo4j-y"
    assert running == ["y"]


def test_an_interrupted_load_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jars, "user_cache_path", lambda *_, **__: tmp_path)

    def fail(folder: Path) -> None:
        (folder / "half.jar").touch()
        raise Unavailable("interrupted")

    with pytest.raises(Unavailable):
        jars.cached("neo4j-x", fail)
    assert list(tmp_path.iterdir()) == []
    folder = jars.cached("neo4j-x", lambda folder: (folder / "whole.jar").touch())
    assert jars.cached("neo4j-x", fail) == folder
