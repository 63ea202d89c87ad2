"""The Monday letter: written from the week's plan, answered on a page without signing in."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

import structlog

from app.apart import Apart
from app.calendar.rules.entries import entries
from app.digest import repository
from app.digest.models import Choice, Email, Proposal, SuggestionLink
from app.digest.repository import Recipient
from app.digest.rules.compose import Kind, compose, compose_day, day_of_letter, letter_due
from app.digest.rules.links import is_over, link_token, read_link
from app.errors import (
    AlreadyExists,
    IntrosError,
    LinkExpired,
    NeedsRating,
    NotFound,
    StepOutOfOrder,
)
from app.graph import Writer, chunks
from app.introductions import service as introductions
from app.introductions.models import Message, NewIntroduction
from app.introductions.rules.lifecycle import Act
from app.keep_in_touch.service import list_overdue
from app.mail.models import Letter
from app.mail.service import enqueue_email, sender_of
from app.pairings.models import ExplainedPairing
from app.pairings.service import explain_pairing
from app.plans import service as plans
from app.plans.models import NewPlan, Plan
from app.plans.rules.weeks import monday_of, week_of
from app.relationships import service as relationships
from app.relationships.models import PairIn
from app.security import Principal
from app.session import Installation, Session
from app.settings import MailSettings, Settings
from app.workspaces.models import Workspace
from app.workspaces.service import list_workspaces

log = structlog.get_logger()
DIGEST = "digest"
"""The part of the system that acts here."""
EMAIL_LINK = "email link"
"""What acts for a connector who chose on the page behind a link."""
REST = timedelta(days=30)
TOUCHES = 3
"""So many people to keep in touch with are enough for one week."""


@dataclass(frozen=True, slots=True)
class Writing:
    """One email: its recipient, their time zone, and the week or day."""

    person: Recipient
    zone: ZoneInfo
    period: str
    kind: Kind


GONE = "Your week is still at /week after you sign in."


def chore(settings: Settings) -> Callable[[Installation], None]:
    """What is done once a minute: send the weekly and daily emails that are due."""

    def send(installation: Installation) -> None:
        if settings.mail.hosts:
            send_letters(installation, settings)

    return send


def send_letters(installation: Installation, settings: Settings) -> int:
    """Put the emails that are due into the outbox; returns how many those were."""
    waiting = _waiting_workspaces(installation)
    if not waiting:
        return 0
    letters, apart = 0, Apart()
    for workspace in list_workspaces(installation):
        session = installation.session(Principal.system(workspace.id, DIGEST))
        if workspace.id in waiting:
            with apart.work(session, DIGEST):
                letters += send_letters_in(session, settings, workspace)
    return letters


def _waiting_workspaces(installation: Installation) -> set[str]:
    """The workspaces in which a connector has not had the email that is due: two queries a minute,
    however many workspaces there are."""
    now = installation.now()
    connectors = installation.read(lambda tx: tx.many(repository.list_connectors))
    periods = {zone: period for period, _, zone in _periods({c.time_zone for c in connectors}, now)}
    due = [
        {"workspace": one.workspace, "id": letter_id(one.id, periods[one.time_zone])}
        for one in connectors
        if one.time_zone in periods
    ]
    kept = {
        (row.workspace, row.id)
        for part in chunks(due)
        for row in installation.read(
            lambda tx, part=part: tx.many(repository.list_kept, letters=part)  # type: ignore[misc]
        )
    }
    return {one["workspace"] for one in due if (one["workspace"], one["id"]) not in kept}


def letter_id(connector: str, period: str) -> str:
    """The id of a connector's email of a week or a day: there is one."""
    return f"{connector}|{period}"


def send_letters_in(session: Session, settings: Settings, workspace: Workspace) -> int:
    """Each connector gets a period's email in their own time zone, which may be another day."""
    letters, now = 0, session.now()
    for period, kind, zone in _periods(_zones(session, settings.mail, workspace), now):
        people = [
            person
            for person in _waiting(session, settings.mail, period)
            if (person.time_zone or workspace.time_zone) == zone
        ]
        if kind == "week" and people:
            _plan_together(session, period, people)
        for person in people:
            writing = Writing(person, ZoneInfo(zone), period, kind)
            try:
                letters += _send(session, settings, writing)
            except IntrosError as error:
                # Tried again in a minute; the others' letters do not wait for this one.
                log.warning("letter_waits", period=period, code=error.code)
    return letters


def _plan_together(session: Session, week: str, people: list[Recipient]) -> None:
    """Plan the week for all who get its letter at once: worth more than one after the other."""
    new = NewPlan(week=week, connectors=tuple(person.id for person in people))
    plans.perform(session, plans.prepare(session, new))


def _waiting(session: Session, mail: MailSettings, period: str) -> list[Recipient]:
    """The connectors who may send mail and have had no letter of a period yet."""
    rows = session.read(lambda tx: tx.many(repository.list_recipients, period=period))
    return [row for row in rows if any(mail.account_of(one) for one in row.addresses)]


def _zones(session: Session, mail: MailSettings, workspace: Workspace) -> set[str]:
    """The time zones in which a workspace's connectors are."""
    people = _waiting(session, mail, "")
    return {person.time_zone or workspace.time_zone for person in people}


def _periods(zones: set[str], now: datetime) -> Iterator[tuple[str, Kind, str]]:
    """The letter that is due in each time zone: its week or day, and which it is."""
    for zone in sorted(zones):
        kind = letter_due(now, ZoneInfo(zone))
        if kind is not None:
            day = day_of_letter(now, ZoneInfo(zone))
            yield (week_of(day) if kind == "week" else day.isoformat()), kind, zone


def _send(session: Session, settings: Settings, writing: Writing) -> bool:
    """Write a letter and put it into the outbox, once a period; says whether there was one."""
    person = writing.person
    text = _text(session, settings, writing)

    def work(tx: Writer) -> bool:
        own_id = letter_id(person.id, writing.period)
        if tx.optional(repository.find_letter, id=own_id):
            return False
        if text is not None:
            address = sender_of(tx, settings.mail, person.id).address
            letter = Letter(to=address, to_name=person.name, subject=text.subject, text=text.text)
            enqueue_email(tx, settings.mail, person.id, letter, f"monday|{own_id}", tx.now)
        tx.do(
            repository.keep_letter,
            id=own_id,
            connector=person.id,
            period=writing.period,
            at=tx.now,
        )
        return text is not None

    return session.write(work)


def _text(session: Session, settings: Settings, writing: Writing) -> Email | None:
    """What the letter says; None on a day on which nothing has become due."""
    own = session.acting_as(Principal.system(session.workspace, DIGEST, writing.person.id))
    board = f"{settings.http.address}/week"
    today = day_of_letter(session.now(), writing.zone)
    made = introductions.list_current(own, writing.person.id)
    waiting = entries(made, writing.zone)
    if writing.kind == "day":
        due = [entry.summary for entry in waiting if entry.day == today]
        return compose_day(writing.person.name, due, board) if due else None
    due = [entry.summary for entry in waiting if entry.day < today + timedelta(7)]
    proposals = _proposals(own, settings, writing)
    overdue = list_overdue(own, writing.person.id, TOUCHES).items
    touch = [f"{one.name}, last in touch {one.last_contact:%B %-d, %Y}" for one in overdue]
    return compose(writing.person.name, today, proposals, due, touch, board)


def _proposals(session: Session, settings: Settings, writing: Writing) -> list[Proposal]:
    """The pairings of the week's plan."""
    me, week = writing.person.id, writing.period
    secret = settings.signing_secret()
    return [
        Proposal(
            names=f"{pairing.a.name} and {pairing.b.name}",
            sentence=pairing.sentence,
            link=f"{settings.http.address}/m/{link_token(secret, idea)}",
            may_know=(
                tuple(why.text for why in pairing.may_know.reasons) if pairing.may_know.ask else ()
            ),
            introduced=f"{pairing.a.introduced} and {pairing.b.introduced}",
            estimated=pairing.estimated,
        )
        for own in _plan(session, week).connectors
        for pairing in own.pairings
        for idea in [SuggestionLink(session.workspace, me, week, pairing.a.id, pairing.b.id)]
    ]


def _plan(session: Session, week: str) -> Plan:
    """The connector's plan: the one that is kept, also where it proposes no one."""
    me = session.connector or ""
    with suppress(NotFound):
        kept = plans.get_plan(session, me, week)
        if kept.status == "done":
            return kept
    return plans.perform(session, plans.prepare(session, NewPlan(week=week, connectors=(me,))))


# ── the page behind a link ───────────────────────────────────────────────────────────────────


def load_suggestion(installation: Installation, secret: bytes, token: str) -> ExplainedPairing:
    """The pairing that a link is about; changes nothing. Raises `LinkExpired`."""
    session, link = _follow(installation, secret, token)
    return explain_pairing(session, link.connector, link.a, link.b)


def invitation_messages(
    installation: Installation, settings: Settings, token: str
) -> tuple[Message, ...] | None:
    """The invitations to both, once a yes has started an introduction.

    None before that, and no messages of later steps: the holder of the link need not be signed
    in. Raises `LinkExpired`.
    """
    session, link = _follow(installation, settings.signing_secret(), token)
    with suppress(NotFound):
        drafts = introductions.drafts_for(session, _introduction(link), settings)
        return tuple(draft for draft in drafts.items if draft.link)
    return None


def record_choice(
    installation: Installation, secret: bytes, token: str, choice: Choice
) -> str | None:
    """Do what was chosen; a second time changes nothing. Returns the introduction of a yes.

    With the yes both are asked, if the connector has said how well they know them.
    """
    session, link = _follow(installation, secret, token)
    if choice == "known":
        relationships.mark_acquainted(session, PairIn(a=link.a, b=link.b))
        return None
    if choice == "not_now":
        until = session.now().date() + REST
        relationships.put_snooze(session, link.connector, link.a, link.b, until)
        return None
    body = NewIntroduction(
        id=_introduction(link),
        connector_id=link.connector,
        a=link.a,
        b=link.b,
        plan_week=link.week,
    )
    with suppress(AlreadyExists):
        introductions.create(session, body)
    with suppress(NeedsRating, StepOutOfOrder, NotFound):
        introductions.apply_action(session, _introduction(link), Act("ask"), secret=secret)
    return body.id


def _introduction(link: SuggestionLink) -> str:
    """The id of the introduction that a yes makes of it: always the same, and no other's."""
    what = "\n".join((link.connector, link.week, link.a, link.b))
    return f"{link.week}-{sha256(what.encode()).hexdigest()[:32]}"


def _follow(
    installation: Installation, secret: bytes, token: str
) -> tuple[Session, SuggestionLink]:
    """A session of the connector who got the email, and what the link is about."""
    link = read_link(secret, token)
    if link is None or is_over(monday_of(link.week), installation.now().date()):
        raise LinkExpired(GONE)
    principal = Principal.system(link.workspace, EMAIL_LINK, link.connector)
    return installation.session(principal), link
