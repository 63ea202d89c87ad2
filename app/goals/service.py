"""Goals, the hours that one spends, and what they bring."""

from collections import defaultdict
from datetime import datetime, timedelta
from secrets import token_hex
from zoneinfo import ZoneInfo

from app.errors import NotFound
from app.etags import require_version
from app.goals import repository, rules
from app.goals.models import (
    Gathering,
    GatheringIn,
    GatheringList,
    Goal,
    GoalIn,
    Kind,
    Paid,
    Per,
    PeriodMade,
    Progress,
    ReturnOnTime,
)
from app.goals.repository import GoalRow, Made, PaidSide
from app.graph import IdempotencyGuard, Reader, Writer
from app.people.service.permitting import permitted
from app.people.service.reading import no_such_person
from app.security import policy
from app.session import Session

PERIODS = 12
ALL = 10_000
KINDS: dict[Kind, str] = {"one_to_one": "one-to-ones", "event": "events", "call": "calls"}


def get_goal(session: Session, connector: str) -> Goal:
    """The goal with progress, streak and the last periods; three a week unless one said so."""
    policy.demand(session.principal, "see_private", connector)
    row = session.read(lambda tx: _goal_row(tx, connector))
    return _goal(connector, row, session.now())


def put_goal(session: Session, connector: str, goal: GoalIn, if_match: str | None = None) -> Goal:
    """Aim for so many introductions a period; raises `NotFound` and `VersionMismatch`."""
    policy.demand(session.principal, "act_as", connector)
    policy.demand(session.principal, "see_private", connector)

    def work(tx: Writer) -> GoalRow:
        if if_match is not None:
            require_version(if_match, _goal(connector, _goal_row(tx, connector), tx.now).etag)
        fields = {"per": goal.per.value, "introductions": goal.introductions}
        if tx.optional(repository.put_goal, connector=connector, **fields) is None:
            raise no_such_person(connector)
        return _goal_row(tx, connector)

    return _goal(connector, session.write(work), session.now())


def _goal_row(tx: Reader, connector: str) -> GoalRow:
    row = tx.optional(repository.load_goal, connector=connector)
    if row is None:
        raise no_such_person(connector)
    return row


def _goal(connector: str, row: GoalRow, now: datetime) -> Goal:
    default = GoalIn()
    per = Per(row.per) if row.per else default.per
    wanted = row.introductions or default.introductions
    zone = ZoneInfo(row.own_zone or row.workspace_zone)
    periods = rules.last_periods(now.astimezone(zone).date(), per, zone, PERIODS)
    done = [made.introduced_at for made in row.made if made.introduced_at is not None]
    history = rules.progress(periods, done, wanted)
    return Goal(
        connector_id=connector,
        per=per,
        introductions=wanted,
        is_default=row.per is None,
        made=history[-1].done,
        streak=rules.streak(history),
        periods=tuple(_period(progress, row, now) for progress in history),
    )


def _period(progress: Progress, row: GoalRow, now: datetime) -> PeriodMade:
    period = progress.period
    running = period.ends > now
    missed = not running and not progress.met
    why = None
    if missed:
        pending = sum(_pending(made, period.ends) for made in row.made)
        why = rules.explain_miss(progress, pending)
    return PeriodMade(
        first=period.first,
        last=period.after - timedelta(1),
        made=progress.done,
        met=progress.met,
        running=running,
        why=why,
    )


def _pending(made: Made, at: datetime) -> bool:
    """Whether an introduction was waiting for answers at a moment."""
    ended = [moment for moment in (made.introduced_at, made.declined_at) if moment is not None]
    asked = made.asked_at is not None and made.asked_at < at
    return asked and not any(moment < at for moment in ended)


# ── hours ────────────────────────────────────────────────────────────────────────────────────


def log_gathering(
    session: Session, body: GatheringIn, once: IdempotencyGuard | None = None
) -> Gathering:
    """Log hours; raises `NotFound` for people the caller does not see."""
    policy.demand(session.principal, "act_as", body.connector_id)
    gathering = token_hex(8)

    def work(tx: Writer) -> Gathering:
        _goal_row(tx, body.connector_id)
        for person in set(body.people) - permitted(tx, session.principal, "see_card", body.people):
            raise no_such_person(person)
        tx.do(
            repository.create_gathering,
            id=gathering,
            connector=body.connector_id,
            **body.model_dump(include={"kind", "on", "hours", "note"}),
        )
        if body.people:
            tx.do(repository.add_people, id=gathering, people=sorted(set(body.people)))
        if body.group:
            tx.do(repository.add_group, id=gathering, group=body.group)
        return next(g for g in _gatherings(tx, body.connector_id, ALL) if g.id == gathering)

    return session.write(work, once)


def list_gatherings(session: Session, connector: str, limit: int = 50) -> GatheringList:
    """What a connector went to, the newest first; only for themself."""
    policy.demand(session.principal, "see_private", connector)
    items = session.read(lambda tx: _gatherings(tx, connector, limit))
    return GatheringList(items=tuple(items))


def get_gathering(session: Session, gathering: str) -> Gathering:
    """One activity; raises `NotFound`, and what `see_private` says of its connector."""

    def work(tx: Reader) -> Gathering:
        found = tx.optional(repository.find_gathering_owner, id=gathering)
        if found is None:
            raise no_such_gathering(gathering)
        policy.demand(session.principal, "see_private", found.connector)
        return next(g for g in _gatherings(tx, found.connector, ALL) if g.id == gathering)

    return session.read(work)


def no_such_gathering(gathering: str) -> NotFound:
    return NotFound(f"No gathering “{gathering}”.")


def _gatherings(tx: Reader, connector: str, most: int) -> list[Gathering]:
    return [
        Gathering(
            id=row.id,
            kind=row.kind,
            on=row.on,
            hours=row.hours,
            people=tuple(sorted(row.people)),
            group=row.group,
            group_name=row.group_name,
            note=row.note,
        )
        for row in tx.many(repository.list_gatherings, connector=connector, most=most)
    ]


def delete_gathering(session: Session, connector: str, gathering: str) -> None:
    """Take hours out of the log; raises `NotFound`."""
    policy.demand(session.principal, "act_as", connector)
    query = repository.delete_gathering
    if not session.write(lambda tx: tx.one(query, connector=connector, id=gathering).deleted):
        raise no_such_gathering(gathering)


# ── return on time ───────────────────────────────────────────────────────────────────────────


def return_on_time(session: Session, connector: str) -> ReturnOnTime:
    """What the hours brought, by activity and by group, and which introductions paid."""
    policy.demand(session.principal, "see_private", connector)

    def work(tx: Reader) -> ReturnOnTime:
        goal = _goal_row(tx, connector)
        row = tx.optional(repository.load_returns, connector=connector)
        if row is None:
            raise no_such_person(connector)
        known = {one.person: one.since for one in row.known}
        referred = [(person, on, float(amount)) for person, on, amount in row.referred]
        gatherings = _gatherings(tx, connector, ALL)
        by_kind = [_spent(g, KINDS[g.kind]) for g in gatherings]
        by_group = [_spent(g, g.group_name) for g in gatherings if g.group_name]
        return ReturnOnTime(
            by_activity=tuple(rules.returns(by_kind, known, referred, goal.currency)),
            by_group=tuple(rules.returns(by_group, known, referred, goal.currency)),
            introductions=tuple(_paid(row.paid)),
        )

    return session.read(work)


def _spent(gathering: Gathering, name: str) -> rules.Spent:
    return rules.Spent(name, gathering.on, gathering.hours, frozenset(gathering.people))


def _paid(rows: list[PaidSide]) -> list[Paid]:
    people: dict[tuple[str, str], list[str]] = defaultdict(list)
    for introduction, outcome, name in rows:
        people[introduction, outcome].append(name)
    return [
        Paid.model_validate({"introduction": i, "outcome": outcome, "people": sorted(names)})
        for (i, outcome), names in sorted(people.items())
    ]
