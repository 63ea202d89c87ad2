"""The worker: leases what is due, has it done, and records how it ended.

It may be killed at any point. Before the lease nothing has happened; after it, the lease runs out
and another attempt is made. An effect may so happen twice, and never not at all: handlers make
what they repeat recognizable. Several workers share the work, each entry being one worker's for
the time of its lease.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from random import SystemRandom
from secrets import token_hex
from threading import Event

import structlog

from app.apart import Apart
from app.errors import IntrosError
from app.outbox import repository, rules
from app.outbox.models import Entry, Later, Permanent
from app.security import Principal
from app.session import Installation, Session

Handler = Callable[[Session, Entry], str | None]
"""Does one effect of a workspace, outside any transaction and in less than `LEASE`.

Returns a word for how it ended, or None. Raises `Permanent` or `Later`; any other error counts as
`Later`.
"""
Chore = Callable[[Installation], object]
"""What is done once a minute by one of the workers; it must do no harm when done twice."""

LEASE = timedelta(seconds=60)
MINUTE = timedelta(minutes=1)
LONGEST_TURN = timedelta(minutes=10)
"""How long chores wait when a worker dies in its turn."""
AT_ONCE = 50
WORKER = "worker"
"""The part of the system that acts here."""
IDLE_SECONDS = 1.0
TROUBLE_SECONDS = 5.0
log = structlog.get_logger()
random = SystemRandom()


class Worker:
    """Works off the outbox of all workspaces, and does the chores.

    `installation` gives the graph when it can be reached, with the clock; else it raises
    `GraphUnavailable`.
    """

    def __init__(
        self,
        installation: Callable[[], Installation],
        handlers: Mapping[str, Handler],
        chores: Sequence[Chore] = (),
    ) -> None:
        self._installation = installation
        self._handlers = handlers
        self._chores = chores
        self._next_tick = datetime.min.replace(tzinfo=UTC)
        self._stopping = Event()
        self._apart = Apart()

    def stop(self) -> None:
        """End after the entry that is being done; may be called from anywhere."""
        self._stopping.set()

    def run(self) -> None:
        """Work until `stop`."""
        while not self._stopping.is_set():
            self._stopping.wait(self._turn() * random.uniform(0.5, 1.5))

    def run_once(self) -> int:
        """Do what is due and return how much that was."""
        installation, done = self._installation(), 0
        now = installation.now()
        resting = self._apart.resting(now)
        due = installation.read(
            lambda tx: tx.many(
                repository.list_due,
                kinds=list(self._handlers),
                now=now,
                resting=resting,
                most=AT_ONCE,
            )
        )
        # Workers that look at the same time would else all reach for the same entry.
        for row in random.sample(due, len(due)):
            if self._stopping.is_set():
                break
            if row.workspace in self._apart.resting(now):
                continue
            session = installation.session(Principal.system(row.workspace, WORKER))
            with self._apart.work(session, "outbox"):
                done += self._handle(session, row.id)
        return done

    def tick(self) -> None:
        """Do the chores when it is time and no other worker does."""
        if not self._chores:
            return
        installation = self._installation()
        graph, now = installation.graph, installation.now()
        if now < self._next_tick <= now + MINUTE:
            return
        self._next_tick = now + MINUTE
        until = now + LONGEST_TURN
        turn = graph.write_all_workspaces(
            lambda tx: tx.one(repository.take_turn, now=now, until=until, latest=until + MINUTE)
        )
        if turn.ahead:
            log.warning("clock_was_ahead")
        if not turn.taken:
            return
        for chore in self._chores:
            try:
                chore(installation)
            except Exception as error:  # noqa: BLE001 (one that fails must not stop the others)
                log.error(
                    "chore_failed", chore=getattr(chore, "__name__", ""), error=type(error).__name__
                )
        graph.write_all_workspaces(lambda tx: tx.do(repository.end_turn, next=now + MINUTE))

    def _turn(self) -> float:
        """One round; returns the seconds to rest after it."""
        try:
            self.tick()
            return 0.0 if self.run_once() else IDLE_SECONDS
        except IntrosError as error:
            log.warning("worker_waits", code=error.code)
        except Exception as error:  # noqa: BLE001 (a worker that ends would work off nothing)
            log.error("worker_failed", error=type(error).__name__)
        return TROUBLE_SECONDS

    def _handle(self, session: Session, entry_id: str) -> bool:
        """Lease one entry, do it, record it; False when another worker was quicker."""
        lease, now = token_hex(8), session.now()
        entry = session.write(
            lambda tx: tx.optional(
                repository.lease_entry, id=entry_id, lease=lease, now=now, until=now + LEASE
            )
        )
        if entry is None:
            return False
        if entry.attempts > rules.MOST_ATTEMPTS:
            # Anyone who made the last attempt died of it, perhaps because of it.
            self._park(session, entry, lease, "no attempt came to an end")
            return True
        try:
            outcome = self._handlers[entry.kind](session, entry)
        except Permanent as error:
            self._park(session, entry, lease, str(error))
        except Later as error:
            self._postpone(session, entry, lease, str(error))
        except Exception as error:  # noqa: BLE001 (whatever it is, the entry stays)
            # Its own words may hold content: its type must do.
            self._postpone(session, entry, lease, type(error).__name__)
        else:
            session.write(
                lambda tx: tx.do(
                    repository.finish_entry,
                    id=entry_id,
                    created_at=entry.created_at,
                    now=tx.now,
                    outcome=outcome,
                )
            )
        return True

    def _postpone(self, session: Session, entry: Entry, lease: str, why: str) -> None:
        if rules.is_last(entry.attempts):
            self._park(session, entry, lease, why)
            return
        log.warning("effect_failed", kind=entry.kind, attempts=entry.attempts, why=why)
        due = session.now() + rules.wait_after(entry.attempts, random.random())
        session.write(
            lambda tx: tx.do(
                repository.postpone_entry, id=entry.id, lease=lease, due=due, error=why
            )
        )

    def _park(self, session: Session, entry: Entry, lease: str, why: str) -> None:
        log.error("effect_parked", kind=entry.kind, attempts=entry.attempts, why=why)
        session.write(
            lambda tx: tx.do(repository.park_entry, id=entry.id, lease=lease, now=tx.now, error=why)
        )
