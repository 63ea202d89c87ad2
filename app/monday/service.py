"""The Monday letter: written from the week's plan, answered on a page without signing in."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from urllib.parse import quote
from zoneinfo import ZoneInfo

from app.calendar.rules.entries import entries
from app.errors import AlreadyExists, LinkExpired
from app.graph import Graph, Writer
from app.introductions import service as introductions
from app.introductions.models import NewIntroduction
from app.mail.models import Letter
from app.mail.service import send_later, sender_of
from app.monday import repository
from app.monday.models import Choice, Idea, Proposal, Text
from app.monday.repository import Recipient
from app.monday.rules.letter import compose, is_due, is_monday_somewhere
from app.monday.rules.links import is_over, link_token, read_token
from app.pairings.models import ExplainedPairing
from app.pairings.service import explain_pairing
from app.plans import service as plans
from app.plans.models import NewPlan
from app.plans.rules.weeks import current_week, monday_of
from app.relationships import service as relationships
from app.relationships.models import PairIn
from app.security import Caller
from app.settings import Settings
from app.workspaces.models import Workspace
from app.workspaces.service import list_workspaces

REST = timedelta(days=30)
GONE = "This link opens nothing any more. Your week is on your pages."


def clock(settings: Settings) -> Callable[[Graph, datetime], None]:
    """What is done once a minute: send the letters that are due."""

    def send(graph: Graph, now: datetime) -> None:
        if settings.mail.host and is_monday_somewhere(now):
            send_letters(graph, settings, now)

    return send


def send_letters(graph: Graph, settings: Settings, now: datetime) -> int:
    """Put the letters that are due into the outbox; returns how many those were."""
    return sum(_send_in(graph, settings, workspace, now) for workspace in list_workspaces(graph))


def _send_in(graph: Graph, settings: Settings, workspace: Workspace, now: datetime) -> int:
    week = current_week(now, workspace.time_zone)
    people = graph.read(workspace.id, lambda tx: tx.many(repository.list_recipients, week=week))
    due = [p for p in people if is_due(now, ZoneInfo(p.time_zone or workspace.time_zone))]
    return sum(_send(graph, settings, workspace, person, week, now) for person in due)


def _send(
    graph: Graph,
    settings: Settings,
    workspace: Workspace,
    person: Recipient,
    week: str,
    now: datetime,
) -> bool:
    """Plan the week, write the letter and put it into the outbox, once a week."""
    caller = Caller("monday", workspace.id, "write", person.id)
    text = _letter(graph, settings, caller, person, week, workspace.time_zone)

    def work(tx: Writer) -> bool:
        letter_id = f"{person.id}|{week}"
        if tx.optional(repository.find_letter, id=letter_id):
            return False
        address = sender_of(tx, person.id).address
        letter = Letter(to=address, to_name=person.name, subject=text.subject, text=text.text)
        send_later(tx, person.id, letter, f"monday|{letter_id}", now)
        tx.do(repository.keep_letter, id=letter_id, connector=person.id, week=week, at=now)
        return True

    return graph.write(workspace.id, work)


def _letter(
    graph: Graph, settings: Settings, caller: Caller, person: Recipient, week: str, zone: str
) -> Text:
    job = plans.prepare(graph, caller, NewPlan(week=week, connectors=(person.id,)))
    plan = plans.perform(graph, job)
    secret, address = settings.signing_secret(), settings.http.address
    proposals = [
        Proposal(
            names=f"{pairing.a.name} and {pairing.b.name}",
            sentence=pairing.sentence,
            link=f"{address}/m/{link_token(secret, idea)}",
        )
        for own in plan.connectors
        for pairing in own.pairings
        for idea in [Idea(caller.workspace, person.id, week, pairing.a.id, pairing.b.id)]
    ]
    monday = monday_of(week)
    made = introductions.list_introductions(graph, caller, limit=200).items
    due = [
        entry.summary
        for entry in entries(made, ZoneInfo(person.time_zone or zone))
        if entry.day < monday + timedelta(7)
    ]
    return compose(person.name, monday, proposals, due, f"{address}/week")


# ── the page behind a link ───────────────────────────────────────────────────────────────────


def look(graph: Graph, secret: bytes, token: str) -> ExplainedPairing:
    """The pairing that a link is about; changes nothing. Raises `LinkExpired`."""
    idea = _idea(secret, token)
    return explain_pairing(graph, _caller(idea), idea.connector, idea.a, idea.b)


def choose(graph: Graph, secret: bytes, token: str, choice: Choice) -> str | None:
    """Do what was chosen; a second time changes nothing. Returns the introduction of a yes."""
    idea = _idea(secret, token)
    caller = _caller(idea)
    if choice == "known":
        relationships.say_known(graph, caller, PairIn(a=idea.a, b=idea.b))
        return None
    if choice == "not_now":
        until = datetime.now(UTC).date() + REST
        relationships.put_snooze(graph, caller, idea.connector, idea.a, idea.b, until)
        return None
    body = NewIntroduction(
        id=f"{idea.week}-{quote(idea.a, safe='')}-{quote(idea.b, safe='')}"[:100].replace("%", "~"),
        connector_id=idea.connector,
        a=idea.a,
        b=idea.b,
        plan_week=idea.week,
    )
    try:
        return introductions.create(graph, caller, body).id
    except AlreadyExists:
        return body.id


def _idea(secret: bytes, token: str) -> Idea:
    idea = read_token(secret, token)
    if idea is None or is_over(monday_of(idea.week), datetime.now(UTC).date()):
        raise LinkExpired(GONE)
    return idea


def _caller(idea: Idea) -> Caller:
    return Caller("monday", idea.workspace, "write", idea.connector)
