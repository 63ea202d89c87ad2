"""The outbox and its workers on every engine: nothing is lost, and nobody does it twice at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from secrets import token_hex
from threading import Event, Thread

import pytest
from pydantic import BaseModel

from app.errors import Conflict
from app.graph import Graph, Writer
from app.outbox.models import Entry, Later, OutboxItem, Permanent, State
from app.outbox.rules import MOST_ATTEMPTS
from app.outbox.service import Handler, count_outbox, list_outbox, put, retry
from app.outbox.service.worker import LEASE, LONGEST_TURN, MINUTE
from app.session import Installation, Session
from tests.patience import PATIENCE_SECONDS
from tests.sessions import acting, installed
from tests.workers import TimedWorker

NOW = datetime(2026, 1, 5, 10, tzinfo=UTC)
DAY = timedelta(days=1)


class Letter(BaseModel):
    words: str


@pytest.fixture
def kind() -> str:
    """A kind of effect that only this test's workers do: the engine is shared."""
    return f"letter_{token_hex(6)}"


def put_letter(
    graph: Graph, workspace: str, kind: str, key: str = "one", words: str = "hello"
) -> None:
    graph.write(workspace, lambda tx: put(tx, kind, key, Letter(words=words), NOW))


def shown(graph: Graph, workspace: str, state: State) -> list[OutboxItem]:
    admin = acting(graph, workspace, "admin")
    return list(list_outbox(admin, state=state, limit=200, cursor=None).items)


def worker(graph: Graph, kind: str, handler: Handler) -> TimedWorker:
    return TimedWorker(graph, {kind: handler})


def failing(error: Exception) -> Handler:
    def fail(_: Session, __: Entry) -> None:
        raise error

    return fail


def noting(done: list[str]) -> Handler:
    def note(_: Session, entry: Entry) -> None:
        done.append(Letter.model_validate_json(entry.payload).words)

    return note


def test_an_effect_is_done_once(graph: Graph, workspace: str, kind: str) -> None:
    done: list[str] = []
    put_letter(graph, workspace, kind)
    one = worker(graph, kind, noting(done))
    assert [one.run_once(NOW), one.run_once(NOW + DAY)] == [1, 0]
    assert done == ["hello"]
    assert shown(graph, workspace, "waiting") == []


def test_an_effect_is_not_done_before_it_is_due(graph: Graph, workspace: str, kind: str) -> None:
    put_letter(graph, workspace, kind)
    assert worker(graph, kind, noting([])).run_once(NOW - timedelta(seconds=1)) == 0


def test_the_same_effect_put_again_changes_nothing_even_when_it_is_done(
    graph: Graph, workspace: str, kind: str
) -> None:
    done: list[str] = []
    one = worker(graph, kind, noting(done))
    for words in ("first", "second"):
        put_letter(graph, workspace, kind, words=words)
    one.run_once(NOW)
    put_letter(graph, workspace, kind, words="third")
    one.run_once(NOW + DAY)
    assert done == ["first"]


def test_an_effect_that_was_given_up_can_be_put_again(
    graph: Graph, workspace: str, kind: str
) -> None:
    done: list[str] = []
    put_letter(graph, workspace, kind, words="to the old address")
    worker(graph, kind, failing(Permanent("nobody lives there"))).run_once(NOW)
    put_letter(graph, workspace, kind, words="to the new address")
    assert shown(graph, workspace, "parked") == []
    assert worker(graph, kind, noting(done)).run_once(NOW) == 1
    assert done == ["to the new address"]


def test_an_effect_goes_with_its_cause(graph: Graph, workspace: str, kind: str) -> None:
    def cause(tx: Writer) -> None:
        put(tx, kind, "one", Letter(words="hello"), NOW)
        raise Conflict("the cause did not happen")

    with pytest.raises(Conflict):
        graph.write(workspace, cause)
    assert shown(graph, workspace, "waiting") == []


@pytest.mark.parametrize("key", ["a b", "ann@example.org?", "", "x" * 401])
def test_a_key_that_could_not_stand_in_an_address_is_refused(
    graph: Graph, workspace: str, kind: str, key: str
) -> None:
    with pytest.raises(ValueError, match="takes no such"):
        put_letter(graph, workspace, kind, key)


def test_what_fails_is_tried_again_later_and_works_when_the_trouble_is_over(
    graph: Graph, workspace: str, kind: str
) -> None:
    put_letter(graph, workspace, kind)
    worker(graph, kind, failing(Later("the server is away"))).run_once(NOW)
    (item,) = shown(graph, workspace, "waiting")
    assert (item.attempts, item.last_error) == (1, "the server is away")
    assert item.attempted_at == (NOW,)
    assert item.due is not None
    assert timedelta(seconds=40) < item.due - NOW < timedelta(seconds=80)
    done: list[str] = []
    assert worker(graph, kind, noting(done)).run_once(item.due) == 1
    assert done == ["hello"]


def test_a_server_that_is_down_for_a_day_costs_nothing_but_time(
    graph: Graph, workspace: str, kind: str
) -> None:
    put_letter(graph, workspace, kind)
    down, now = worker(graph, kind, failing(OSError("no route"))), NOW
    while now < NOW + DAY:
        assert down.run_once(now) == 1
        (item,) = shown(graph, workspace, "waiting")
        assert item.due is not None
        now = item.due
    done: list[str] = []
    worker(graph, kind, noting(done)).run_once(now)
    assert done == ["hello"]


def test_what_never_works_is_parked_shown_and_tried_again_when_somebody_asks(
    graph: Graph, workspace: str, kind: str
) -> None:
    put_letter(graph, workspace, kind)
    down, now = worker(graph, kind, failing(OSError("to ann@example.org"))), NOW
    while down.run_once(now):
        now += DAY
    (item,) = shown(graph, workspace, "parked")
    assert len(item.attempted_at) == MOST_ATTEMPTS
    # The words of an error that nobody foresaw may hold an address.
    assert item.last_error == "OSError"
    retry(acting(graph, workspace, "admin"), item.id)
    done: list[str] = []
    assert worker(graph, kind, noting(done)).run_once() == 1
    assert done == ["hello"]


def test_what_cannot_work_is_parked_at_once(graph: Graph, workspace: str, kind: str) -> None:
    put_letter(graph, workspace, kind)
    one = worker(graph, kind, failing(Permanent("nobody lives there")))
    assert [one.run_once(NOW), one.run_once(NOW + DAY)] == [1, 0]
    (item,) = shown(graph, workspace, "parked")
    assert (item.attempts, item.last_error, item.due) == (1, "nobody lives there", None)


def test_a_kind_that_this_worker_does_not_know_waits_for_one_that_does(
    graph: Graph, workspace: str, kind: str
) -> None:
    put_letter(graph, workspace, kind)
    assert TimedWorker(graph, {}).run_once(NOW) == 0
    assert len(shown(graph, workspace, "waiting")) == 1


def test_the_operator_sees_how_much_waits_and_how_much_is_parked(
    graph: Graph, workspace: str, kind: str
) -> None:
    before = count_outbox(installed(graph))
    for key in ("one", "two", "three"):
        put_letter(graph, workspace, kind, key)
    waits = count_outbox(installed(graph))
    assert waits["waiting"] == before["waiting"] + 3
    worker(graph, kind, failing(Permanent("no"))).run_once(NOW)
    parked = count_outbox(installed(graph))
    assert parked["waiting"] == before["waiting"]
    assert parked["parked"] == before["parked"] + 3


def dying(_: Session, __: Entry) -> None:
    raise SystemExit("killed")


def test_what_a_worker_died_of_is_repeated_when_its_lease_is_over(
    graph: Graph, workspace: str, kind: str
) -> None:
    put_letter(graph, workspace, kind)
    with pytest.raises(SystemExit):
        worker(graph, kind, dying).run_once(NOW)
    done: list[str] = []
    other = worker(graph, kind, noting(done))
    assert other.run_once(NOW + LEASE - timedelta(seconds=1)) == 0
    assert other.run_once(NOW + LEASE) == 1
    assert done == ["hello"]


def test_what_kills_every_worker_is_parked(graph: Graph, workspace: str, kind: str) -> None:
    put_letter(graph, workspace, kind)
    one = worker(graph, kind, dying)
    for attempt in range(MOST_ATTEMPTS):
        with pytest.raises(SystemExit):
            one.run_once(NOW + attempt * LEASE)
    assert one.run_once(NOW + DAY) == 1
    (item,) = shown(graph, workspace, "parked")
    assert item.last_error == "no attempt came to an end"


def test_one_who_comes_late_does_not_undo_what_another_has_done(
    graph: Graph, workspace: str, kind: str
) -> None:
    """The first worker is slower than its lease and then fails; the second has done it."""
    put_letter(graph, workspace, kind)
    done: list[str] = []

    def slow(_: Session, __: Entry) -> None:
        worker(graph, kind, noting(done)).run_once(NOW + LEASE)
        raise Later("too slow")

    worker(graph, kind, slow).run_once(NOW)
    assert done == ["hello"]
    assert worker(graph, kind, noting(done)).run_once(NOW + DAY) == 0


def test_workers_share_the_work(graph: Graph, workspace: str, kind: str) -> None:
    done: list[str] = []
    for number in range(12):
        put_letter(graph, workspace, kind, f"n{number}", str(number))
    workers = [worker(graph, kind, noting(done)) for _ in range(3)]
    with ThreadPoolExecutor(3) as threads:
        counts = list(threads.map(lambda one: one.run_once(NOW), workers))
    assert sum(counts) == 12
    assert sorted(done, key=int) == [str(number) for number in range(12)]


def test_a_worker_runs_until_it_is_stopped(graph: Graph, workspace: str, kind: str) -> None:
    happened = Event()

    def tell(_: Session, __: Entry) -> None:
        happened.set()

    one = worker(graph, kind, tell)
    thread = Thread(target=one.worker.run)
    thread.start()
    put_letter(graph, workspace, kind)
    assert happened.wait(PATIENCE_SECONDS)
    one.worker.stop()
    thread.join(PATIENCE_SECONDS)
    assert not thread.is_alive()


def clocked(graph: Graph, *clocks: Callable[[Installation], None]) -> TimedWorker:
    return TimedWorker(graph, {}, clocks)


def test_the_clock_strikes_once_a_minute_for_all_workers(graph: Graph) -> None:
    struck: list[datetime] = []

    def strike(installation: Installation) -> None:
        struck.append(installation.now())

    later = datetime.now(UTC) + DAY
    one, two = clocked(graph, strike), clocked(graph, strike)
    for now in (later, later + MINUTE / 2, later + MINUTE):
        one.tick(now)
        two.tick(now)
    assert struck == [later, later + MINUTE]


def test_a_clock_that_fails_stops_neither_the_others_nor_the_next_time(graph: Graph) -> None:
    struck: list[datetime] = []

    def fail(_: Installation) -> None:
        raise ValueError

    def strike(installation: Installation) -> None:
        struck.append(installation.now())

    one, start = clocked(graph, fail, strike), datetime.now(UTC) + 2 * DAY
    one.tick(start)
    one.tick(start + MINUTE)
    assert struck == [start, start + MINUTE]


def test_the_clock_goes_on_after_a_worker_died_in_its_turn(graph: Graph) -> None:
    struck: list[datetime] = []

    def die(_: Installation) -> None:
        raise SystemExit("killed")

    def strike(installation: Installation) -> None:
        struck.append(installation.now())

    start = datetime.now(UTC) + 3 * DAY
    with pytest.raises(SystemExit):
        clocked(graph, die).tick(start)
    clocked(graph, strike).tick(start + LONGEST_TURN / 2)
    clocked(graph, strike).tick(start + LONGEST_TURN)
    assert struck == [start + LONGEST_TURN]


def test_a_clock_that_was_a_month_ahead_stops_nothing_once_it_is_right(graph: Graph) -> None:
    struck: list[datetime] = []

    def strike(installation: Installation) -> None:
        struck.append(installation.now())

    right = datetime.now(UTC) + 7 * DAY
    worker = clocked(graph, strike)
    worker.tick(right + 30 * DAY)
    clocked(graph, strike).tick(right)  # Another process.
    worker.tick(right + 2 * MINUTE)
    assert struck == [right + 30 * DAY, right, right + 2 * MINUTE]
