"""When keys and sign-ins were last used: written now and then, beside the request."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Lock

import structlog

from app.errors import IntrosError
from app.session import Session

AT_MOST_EVERY = timedelta(minutes=5)
log = structlog.get_logger()


class LastUses:
    """One for the process; end it with the process.

    A use is written under the workspace's lock like everything else, so it is never part of the
    request that it tells of: a read stays a read, and waits for no one.
    """

    def __init__(self) -> None:
        self._written: dict[tuple[str, str], datetime] = {}
        self._lock = Lock()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="last-use")

    def note(self, session: Session, record: Callable[[Session], None]) -> None:
        """Have `record` write the use of the session's key, unless one was written just now."""
        who, now = (session.workspace, session.principal.key_id), session.now()
        with self._lock:
            before = self._written.get(who)
            if before is not None and abs(now - before) < AT_MOST_EVERY:
                return
            self._written[who] = now
        self._thread.submit(self._write, session, record)

    def _write(self, session: Session, record: Callable[[Session], None]) -> None:
        try:
            record(session)
        except IntrosError as error:
            # It is told again in five minutes; nothing else depends on it.
            log.warning("last_use_not_recorded", code=error.code, key=session.principal.key_id)

    def end(self) -> None:
        """Write what waits, then take nothing more."""
        self._thread.shutdown()
