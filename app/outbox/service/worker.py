"""The worker: leases what is due, has it done, and records how it ended.

It may be killed at any point. Before the lease nothing has happened; after it, the lease runs out
and another attempt is made. An effect may so happen twice, and never not at all: handlers make
what they repeat recognisable. Several workers share the work, each entry being one worker's for
the time of its lease.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from random import SystemRandom
from secrets import token_hex
from threading import Event

import structlog

from app.errors import IntrosError, UnknownWorkspace
from app.graph import Graph
from app.outbox import repository, rules
from app.outbox.models import Entry, Later, Permanent

Handler = Callable[[Graph, str, Entry], str | None]
"""Does one effect of a workspace, outside any transaction and in less than `LEASE`.

Returns a word for how it ended, or None. Raises `Permanent` or `Later`; any other error counts as
`Later`.
"""
Clock = Callable[[Graph, datetime], object]
"""What is done once a minute by one of the workers; it must do no harm when done twice."""

LEASE = timedelta(seconds=60)
MINUTE = timedelta(minutes=1)
LONGEST_TURN = timedelta(minutes=10)
"""How long the clock rests when a worker dies in its turn."""
AT_ONCE = 50
IDLE_SECONDS = 1.0
TROUBLE_SECONDS = 5.0
log = structlog.get_logger()
random = SystemRandom()


class Worker:
    """Works off the outbox of all workspaces, and runs the clock.

    `graph` gives the graph when it can be reached, and raises `GraphUnavailable` otherwise.
    """

    def __init__(
        self,
        graph: Callable[[], Graph],
        handlers: Mapping[str, Handler],
        clocks: Sequence[Clock] = (),
    ) -> None:
        self._graph = graph
        self._handlers = handlers
        self._clocks = clocks
        self._next_tick = datetime.min.replace(tzinfo=UTC)
        self._stopping = Event()

    def stop(self) -> None:
        """End after the entry that is being done; may be called from anywhere."""
        self._stopping.set()

    def run(self) -> None:
        """Work until `stop`."""
        while not self._stopping.is_set():
            self._stopping.wait(self._turn() * random.uniform(0.5, 1.5))

    def run_once(self, at: datetime | None = None) -> int:
        """Do what is due and return how much that was; `at` stands for the present in tests."""
        graph, done = self._graph(), 0
        now = at or datetime.now(UTC)
        due = graph.read_all_workspaces(
            lambda tx: tx.many(
                repository.list_due, kinds=list(self._handlers), now=now, most=AT_ONCE
            )
        )
        # Workers that look at the same time would else all reach for the same entry.
        for row in random.sample(due, len(due)):
            if self._stopping.is_set():
                break
            done += self._handle(graph, row.workspace, row.id, at or datetime.now(UTC))
        return done

    def tick(self, now: datetime) -> None:
        """Run the clock when it is time and no other worker does."""
        if not self._clocks or now < self._next_tick:
            return
        graph = self._graph()
        self._next_tick = now + MINUTE
        until = now + LONGEST_TURN
        if not graph.write_all_workspaces(
            lambda tx: tx.one(repository.take_turn, now=now, until=until)
        ).taken:
            return
        for clock in self._clocks:
            try:
                clock(graph, now)
            except Exception as error:  # noqa: BLE001 (one that fails must not stop the others)
                log.error(
                    "clock_failed", clock=getattr(clock, "__name__", ""), error=type(error).__name__
                )
        graph.write_all_workspaces(lambda tx: tx.do(repository.end_turn, next=now + MINUTE))

    def _turn(self) -> float:
        """One round; returns the seconds to rest after it."""
        try:
            self.tick(datetime.now(UTC))
            return 0.0 if self.run_once() else IDLE_SECONDS
        except IntrosError as error:
            log.warning("worker_waits", code=error.code)
        except Exception as error:  # noqa: BLE001 (a worker that ends would work off nothing)
            log.error("worker_failed", error=type(error).__name__)
        return TROUBLE_SECONDS

    def _handle(self, graph: Graph, workspace: str, entry_id: str, now: datetime) -> bool:
        """Lease one entry, do it, record it; False when another worker was quicker."""
        lease, until = token_hex(8), now + LEASE
        try:
            entry = graph.write(
                workspace,
                lambda tx: tx.optional(
                    repository.lease_entry, id=entry_id, lease=lease, now=now, until=until
                ),
            )
        except UnknownWorkspace:
            return False
        if entry is None:
            return False
        if entry.attempts > rules.MOST_ATTEMPTS:
            # Whoever made the last attempt died of it, perhaps because of it.
            self._park(graph, workspace, entry, lease, now, "no attempt came to an end")
            return True
        try:
            outcome = self._handlers[entry.kind](graph, workspace, entry)
        except Permanent as error:
            self._park(graph, workspace, entry, lease, now, str(error))
        except Later as error:
            self._postpone(graph, workspace, entry, lease, now, str(error))
        except Exception as error:  # noqa: BLE001 (whatever it is, the entry stays)
            # Its own words may hold content: its type must do.
            self._postpone(graph, workspace, entry, lease, now, type(error).__name__)
        else:
            graph.write(
                workspace,
                lambda tx: tx.do(
                    repository.finish_entry,
                    id=entry_id,
                    created_at=entry.created_at,
                    now=now,
                    outcome=outcome,
                ),
            )
        return True

    def _postpone(
        self, graph: Graph, workspace: str, entry: Entry, lease: str, now: datetime, why: str
    ) -> None:
        if rules.is_last(entry.attempts):
            self._park(graph, workspace, entry, lease, now, why)
            return
        log.warning("effect_failed", kind=entry.kind, attempts=entry.attempts, why=why)
        due = now + rules.wait_after(entry.attempts, random.random())
        graph.write(
            workspace,
            lambda tx: tx.do(
                repository.postpone_entry, id=entry.id, lease=lease, due=due, error=why
            ),
        )

    def _park(
        self, graph: Graph, workspace: str, entry: Entry, lease: str, now: datetime, why: str
    ) -> None:
        log.error("effect_parked", kind=entry.kind, attempts=entry.attempts, why=why)
        graph.write(
            workspace,
            lambda tx: tx.do(repository.park_entry, id=entry.id, lease=lease, now=now, error=why),
        )
