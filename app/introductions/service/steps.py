"""The connector's steps: each is decided under the workspace's lock, and kept in the history."""

from app.clock import sortable
from app.errors import AnsweredByLink, NeedsRating, StepOutOfOrder
from app.etags import etag_of, require_version
from app.graph import IdempotencyGuard, Writer
from app.introductions import repository
from app.introductions.models import SIDES, Event, Introduction, State
from app.introductions.repository import IntroductionRow
from app.introductions.rules import lifecycle
from app.introductions.rules.clock import days_later
from app.introductions.rules.lifecycle import Act, Moment, OutOfOrder, Step, decide
from app.introductions.service.material import own_address
from app.introductions.service.reading import load_own, read_settings, to_response, zone_of
from app.relationships.models import PairIn
from app.relationships.repository import load_knows, set_not_now
from app.relationships.service import save_acquaintances
from app.security.tokens import address_mark, answer_link
from app.session import Session


def apply_action(
    session: Session,
    introduction_id: str,
    act: Act,
    *,
    secret: bytes,
    note: str | None = None,
    if_match: str | None = None,
    once: IdempotencyGuard | None = None,
) -> Introduction:
    """Take a step; raises `StepOutOfOrder` with the steps that are possible, `NotFound`.

    Raises `VersionMismatch` when it isn't in the version that `if_match` names.

    `secret` is the installation's: links to answer on are made from it.
    """

    def work(tx: Writer) -> Introduction:
        row = load_own(tx, session.principal, introduction_id, "take_step")
        require_version(if_match, etag_of(row.version))
        by = session.principal.actor_for(row.connector)
        write_step(tx, row, act, secret=secret, by=by, note=note)
        return to_response(tx, load_own(tx, session.principal, introduction_id))

    return session.write(work, once)


def write_step(
    tx: Writer, row: IntroductionRow, act: Act, *, secret: bytes, by: str, note: str | None
) -> None:
    """Take a step of the connector's within a transaction; raises `StepOutOfOrder`."""
    moment = moment_of(tx, row)
    step = decide_step(row, act, moment)
    if act.action in ("ask", "introduce"):
        require_rating(tx, row)
    if act.action == "ask":
        put_links(tx, row, moment, secret)
    if act.action == "met":
        # From now on they know each other, and no one proposes them again.
        save_acquaintances(tx, [PairIn(a=row.a, b=row.b)], by=row.connector)
    pause(tx, row, act, step, moment)
    record(tx, row, step, action=act.action, by=by, note=note)


def moment_of(tx: Writer, row: IntroductionRow) -> Moment:
    return Moment(tx.now, zone_of(tx, row.connector_zone), read_settings(tx))


def decide_step(row: IntroductionRow, act: Act, moment: Moment) -> Step:
    """What the rules say; raises `StepOutOfOrder`, and `AnsweredByLink`."""
    try:
        return decide(row.situation, act, moment)
    except OutOfOrder as error:
        possible = ", ".join(error.allowed) or "none"
        by_link = isinstance(error, lifecycle.AnsweredByLink)
        kind = AnsweredByLink if by_link else StepOutOfOrder
        raise kind(f"{error}. Possible now: {possible}.") from None


def require_rating(tx: Writer, row: IntroductionRow) -> None:
    """Raise `NeedsRating` unless the connector has said how well they know both."""
    pairs = [[row.connector, person] for person in (row.a, row.b)]
    rated = {known.target for known in tx.many(load_knows, pairs=pairs) if known.rated}
    missing = [name for person, name in ((row.a, row.a_name), (row.b, row.b_name))
               if person not in rated]  # fmt: skip
    if missing:
        raise NeedsRating(f"We ask before a name goes out. First rate {' and '.join(missing)}.")


def pause(tx: Writer, row: IntroductionRow, act: Act, step: Step, moment: Moment) -> None:
    """Anyone who says “not now” is not proposed to anyone by this connector until then."""
    until = step.changes.get("paused_until")
    if act.said == "not_now" and until is not None:
        person = row.a if act.side == "a" else row.b
        day = until.astimezone(moment.zone).date()
        tx.one(set_not_now, connector=row.connector, person=person, until=day)


def put_links(tx: Writer, row: IntroductionRow, moment: Moment, secret: bytes) -> None:
    """Keep the answer links of both sides: valid as long as an answer can matter."""
    settings = moment.settings
    days = settings.ask_expires_days + settings.introduced_expires_days + settings.pause_days
    for side in SIDES:
        link = answer_link(secret, tx.workspace, row.id, side)
        address = own_address(tx, row, row.a if side == "a" else row.b)
        tx.do(
            repository.put_link,
            id=link.id,
            hash=link.hash,
            introduction=row.id,
            side=side,
            expires_at=days_later(moment.now, days, moment.zone),
            answers_to=address and address_mark(secret, tx.workspace, address),
        )


def record(
    tx: Writer,
    row: IntroductionRow,
    step: Step,
    *,
    action: str,
    by: str | None = None,
    note: str | None = None,
) -> None:
    """Write a step and its line of the history; `by` is who it names, if not the actor."""
    properties = step.changes | {
        "state": step.to,
        "due": step.due,
        "due_key": sortable(step.due) if step.due is not None else None,
        "version": tx.seq,
    }
    tx.do(repository.change_introduction, id=row.id, properties=properties)
    for side, said in step.sides.items():
        tx.do(repository.change_side, id=row.id, side=side, properties=said)
    write_event(tx, row.id, action=action, by=by, was=row.state, to=step.to, note=note)


def write_event(
    tx: Writer,
    introduction: str,
    *,
    action: str,
    by: str | None,
    was: State | None,
    to: State,
    note: str | None,
) -> Event:
    """Add a line to the history of an introduction, which is a part of the change log."""
    told = {"action": action, "from": was, "to": to, "note": note}
    tx.describe("introduction", introduction, told, by=by)
    return Event(at=tx.now, by=by or tx.by, action=action, from_=was, to=to, note=note)
