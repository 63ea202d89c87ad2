"""The follow-up clock: what silence brings, looked at once a minute."""

from datetime import datetime

from app.apart import Apart
from app.clock import sortable
from app.graph import Writer
from app.introductions import repository
from app.introductions.models import SIDES
from app.introductions.rules.clock import Lapse, lapse
from app.introductions.rules.lifecycle import OPEN, Step
from app.introductions.service.steps import moment_of, record
from app.security import Principal
from app.session import Installation, Session

AT_ONCE = 200
CLOCK = "the clock"


def expire_overdue(installation: Installation) -> int:
    """Let everything that is due happen, in all workspaces; returns how much that was."""
    done, apart = 0, Apart()
    while True:
        now = installation.now()
        due = installation.read(
            lambda tx, now=now: tx.many(  # type: ignore[misc]
                repository.list_due,
                states=list(OPEN),
                now=now,
                now_key=sortable(now),
                resting=apart.resting(now),
                most=AT_ONCE,
            )
        )
        progress = 0
        for row in due:
            session = installation.session(Principal.system(row.workspace, CLOCK))
            if row.workspace not in apart.resting(now):
                with apart.work(session, CLOCK):
                    progress += _look(session, row.id)
        done += progress
        if not progress or len(due) < AT_ONCE:
            return done


def _look(session: Session, introduction: str) -> bool:
    """Look at one introduction under the lock: someone may just have taken a step."""

    def work(tx: Writer) -> bool:
        row = tx.optional(repository.find_introduction, id=introduction)
        if row is None:
            return False
        there, moment = row.situation, moment_of(tx, row)
        found = lapse(there, tx.now, moment.zone, moment.settings)
        if found is None or row.state not in OPEN:
            return False
        what, due = found
        step = _step(row, what, due, there.reminded, tx.now)
        record(tx, row, step, action=what)
        return True

    return session.write(work)


def _step(
    row: repository.IntroductionRow,
    what: Lapse,
    due: datetime | None,
    reminded: int,
    now: datetime,
) -> Step:
    if what == "resume":
        return Step(row.state, due, {"paused_until": None, "asked_at": now, "reminded": 0})
    if what == "remind":
        return Step(row.state, due, {"reminded": reminded + 1})
    answers = {"a": row.a_answer, "b": row.b_answer}
    silent = [side for side in SIDES if row.state == "asked" and answers[side] is None]
    return Step("expired", None, {}, {side: {"answer": "silent"} for side in silent})
