"""The board of introductions, and one of them with its history and next step."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar, get_args
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request, Response

from app.calendar import service as calendar
from app.dependencies import AddressDep, SecretDep, SettingsDep
from app.errors import InvalidInput, NoOwnAddress
from app.introductions import service
from app.introductions.api import IntroductionId
from app.introductions.models import (
    Action,
    Answer,
    EditedDraft,
    Event,
    Introduction,
    Message,
    NewIntroduction,
    Outcome,
    Shown,
    Side,
    State,
)
from app.introductions.rules.disclosure import SOMEBODY
from app.introductions.rules.lifecycle import OPEN, Act
from app.mail.models import LetterState
from app.mail.service import sender_of
from app.people.api import PersonId
from app.settings import MailSettings
from app.sign_in.service import SignedIn
from app.web.access import Form, FormDep, PageRoute, SignedInDep, go_to
from app.web.forms import checked, rows_of
from app.web.rendering import Notice, Page, render

router = APIRouter(route_class=PageRoute, include_in_schema=False)
STATES: dict[State, str] = {
    "draft": "Ready to ask",
    "asked": "Waiting for answers",
    "agreed": "Both said yes",
    "introduced": "Introduced",
    "met": "They met",
    "followed_up": "Followed up",
    "closed": "Done",
    "declined": "Not this time",
    "expired": "No answer",
    "withdrawn": "Withdrawn",
}
OUTCOMES: dict[Outcome, str] = {
    "relationship": "A relationship",
    "referral": "A referral",
    "nothing": "Nothing yet",
}
HISTORY: Mapping[str, str] = {
    "create": "You started it",
    "ask": "Both were asked",
    "answer": "An answer came in by link",
    "introduce": "You introduced them",
    "met": "They met",
    "follow-up": "You followed up",
    "outcome": "You recorded the outcome",
    "pause": "You paused it",
    "withdraw": "You withdrew it",
    "remind": "A reminder was due",
    "resume": "The pause ended",
    "expire": "It expired without an answer",
}
RECORDED = "You recorded an answer"
LETTERS: Mapping[LetterState, str] = {
    "waiting": "On its way to {name}.",
    "sent": "Sent to {name} from your address.",
    "refused": "The email to {name} bounced.",
    "by_hand": "You sent it to {name} yourself.",
    "unsubscribed": "{name} has unsubscribed. Ask in another way.",
}
TO_GO = (None, "refused")
"""Letters that are still to be sent."""
SENT = "On its way from your own address."
LATER = {"30": "for a month", "90": "for three months", "180": "for six months"}


@dataclass(frozen=True, slots=True)
class Card:
    """One introduction on the board."""

    id: str
    a: str
    b: str
    due: str
    overdue: bool
    paused: bool
    undelivered: bool
    """Whether an email came back."""


@dataclass(frozen=True, slots=True)
class Column:
    state: State
    name: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the history, in words."""

    at: str
    what: str
    state: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPage(Page):
    template: ClassVar[str] = "introductions.html"
    section: ClassVar[str] = "introductions"
    open: tuple[Column, ...]
    ended: tuple[Column, ...]
    calendar: str
    """A new secret address of the calendar, to be copied now; else empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IntroductionPage(Page):
    template: ClassVar[str] = "introduction.html"
    section: ClassVar[str] = "introductions"
    introduction: Introduction
    card: Card
    state: str
    history: tuple[Line, ...]
    drafts: tuple[Message, ...]
    to_go: int
    """Drafts that have not been sent to everyone yet."""
    may_send: bool
    """Whether Intros can send the drafts: there is a mail server, and everyone has an address."""
    why_not: str
    """What the connector lacks to have them sent; empty where nothing, or without mail servers."""
    letters: Mapping[LetterState, str]
    outcomes: Mapping[Outcome, str]
    later: Mapping[str, str]


@router.get("/introductions")
def board(
    request: Request,
    signed_in: SignedInDep,
) -> Response:
    """All introductions of the connector, by their state."""
    return render(request, _board(signed_in), signed_in)


@router.post("/introductions/calendar")
def make_calendar(
    request: Request, signed_in: SignedInDep, address: AddressDep, _: FormDep
) -> Response:
    """Make a secret address of the calendar and show it, this once; the one before ends."""
    token = calendar.make_feed(signed_in.session, signed_in.connector)
    feed = f"{address}/v1/calendar/{token}.ics"
    return render(request, _board(signed_in, feed), signed_in)


def _board(signed_in: SignedIn, feed: str = "") -> BoardPage:
    found = service.list_current(signed_in.session, signed_in.connector)
    cards: dict[State, list[Card]] = {state: [] for state in STATES}
    for introduction in sorted(found, key=lambda i: i.due or i.created_at):
        cards[introduction.state].append(card_of(introduction, signed_in))
    columns = [Column(state, STATES[state], tuple(of)) for state, of in cards.items()]
    return BoardPage(
        title="Introductions",
        open=tuple(c for c in columns if c.state in OPEN),
        ended=tuple(c for c in columns if c.state not in OPEN and c.cards),
        calendar=feed,
    )


@router.get("/introductions/{introduction_id}")
def show(
    request: Request,
    introduction_id: IntroductionId,
    signed_in: SignedInDep,
    settings: SettingsDep,
    done: str = "",
) -> Response:
    """One introduction: where it stands, what is next, how it came here."""
    introduction = service.get(signed_in.session, introduction_id)
    drafts = service.drafts_for(signed_in.session, introduction_id, settings)
    addressed = all(to.email for ready in drafts.items for to in ready.to)
    to_go = sum(any(to.letter in TO_GO for to in ready.to) for ready in drafts.items)
    sends = bool(settings.mail.hosts) and to_go > 0 and addressed
    why_not = what_is_lacking(signed_in, settings.mail) if sends else ""
    page = IntroductionPage(
        title=f"{introduction.a_name} and {introduction.b_name}",
        introduction=introduction,
        card=card_of(introduction, signed_in),
        state=STATES[introduction.state],
        history=tuple(history_of(introduction, signed_in)),
        drafts=drafts.items,
        to_go=to_go,
        may_send=sends and not why_not,
        why_not=why_not,
        letters=LETTERS,
        outcomes=OUTCOMES,
        later=LATER,
    )
    notice = Notice(SENT if done == "sent" else "Saved.") if done else None
    return render(request, page, signed_in, notice=notice)


def what_is_lacking(signed_in: SignedIn, mail: MailSettings) -> str:
    """Why no mail can go out in the connector's name; empty when it can."""
    try:
        signed_in.session.read(lambda tx: sender_of(tx, mail, signed_in.connector))
    except NoOwnAddress as error:
        return error.detail
    return ""


@router.post("/pairings/{a}/{b}/introduce")
def begin(a: PersonId, b: PersonId, signed_in: SignedInDep, form: FormDep) -> Response:
    """Make an introduction of a pairing; the next page says how to go on."""
    shown = tuple(s for s in get_args(Shown) if s in form.many("shown"))
    fields: dict[str, object] = {"shown": shown} if shown else {}
    if form.text("week"):
        fields["plan_week"] = form.text("week")
    body = NewIntroduction.model_validate(
        {"connector_id": signed_in.connector, "a": a, "b": b, **fields}
    )
    made = service.create(signed_in.session, body)
    return go_to(f"/introductions/{made.id}")


@router.post("/introductions/{introduction_id}/send")
def send(
    introduction_id: IntroductionId,
    signed_in: SignedInDep,
    settings: SettingsDep,
    form: FormDep,
) -> Response:
    """Send the messages of the form; with the introduction email the two are introduced."""
    edited = drafts_in(form)
    service.send_drafts(signed_in.session, introduction_id, settings, edited, introduce=True)
    return go_to(f"/introductions/{introduction_id}?done=sent")


@router.post("/introductions/{introduction_id}/sent")
def mark_sent(
    introduction_id: IntroductionId,
    signed_in: SignedInDep,
    settings: SettingsDep,
    form: FormDep,
) -> Response:
    """Note that the connector has sent a draft from their own mailbox."""
    people = form.text("sent").split()
    service.mark_sent(signed_in.session, introduction_id, settings, people)
    return go_to(f"/introductions/{introduction_id}?done=noted")


@router.get("/introductions/{introduction_id}/calendar.ics")
def calendar_entry(
    introduction_id: IntroductionId,
    signed_in: SignedInDep,
) -> Response:
    """When it is due, as an entry for the connector's own calendar."""
    text = calendar.read_entry(signed_in.session, introduction_id, signed_in.time_zone)
    return Response(
        text,
        media_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="introduction.ics"'},
    )


@router.post("/introductions/{introduction_id}/{action}")
def step(
    introduction_id: IntroductionId,
    action: Action,
    signed_in: SignedInDep,
    secret: SecretDep,
    form: FormDep,
) -> Response:
    """Take a step; where someone else was quicker, the page says what is possible now."""
    service.apply_action(
        signed_in.session,
        introduction_id,
        act_of(action, form, signed_in.session.now().date()),
        secret=secret,
        note=form.text("note") or None,
    )
    return go_to(f"/introductions/{introduction_id}?done={action}")


def drafts_in(form: Form) -> list[EditedDraft]:
    """The messages as they are in the fields; raises `InvalidInput` where they are no mail."""
    found = []
    for row in rows_of(form, "draft"):
        said = {"person_ids": tuple(row.get("people", "").split()), **row}
        said.pop("people", None)
        edited = checked(EditedDraft, said)
        if not isinstance(edited, EditedDraft):
            raise InvalidInput("An email needs a subject of one line and a text.", errors=edited)
        found.append(edited)
    return found


def act_of(action: Action, form: Form, today: date) -> Act:
    """What was chosen in a form; raises `InvalidInput` when something is missing."""
    side: Side | None = next((s for s in get_args(Side) if s == form.text("side")), None)
    said: Answer | None = next((a for a in get_args(Answer) if a == form.text("answer")), None)
    outcome: Outcome | None = next(
        (o for o in get_args(Outcome) if o == form.text("outcome")), None
    )
    if action == "answer" and (side is None or said is None):
        raise InvalidInput("Choose who answered and what they said.")
    if action == "outcome" and outcome is None:
        raise InvalidInput("Choose how it turned out.")
    return Act(action, side=side, said=said, until=until_of(form, today), outcome=outcome)


def until_of(form: Form, today: date) -> date | None:
    days = form.text("days")
    return today + timedelta(int(days)) if days in LATER else None


def card_of(introduction: Introduction, signed_in: SignedIn) -> Card:
    due, now = introduction.due, signed_in.session.now()
    return Card(
        id=introduction.id,
        a=introduction.a_name,
        b=introduction.b_name,
        due=in_days(due, now, ZoneInfo(signed_in.time_zone)) if due else "",
        overdue=due is not None and due < now,
        paused=introduction.paused_until is not None,
        undelivered=bool(introduction.undelivered),
    )


def in_days(due: datetime, now: datetime, zone: ZoneInfo) -> str:
    """“today”, “tomorrow”, “in 5 days”, “since yesterday”, “for 5 days”."""
    days = (due.astimezone(zone).date() - now.astimezone(zone).date()).days
    near = {0: "today", 1: "tomorrow", -1: "since yesterday"}
    if days in near:
        return near[days]
    return f"in {days} days" if days > 0 else f"for {-days} days"


def what_happened(event: Event, connector: str) -> str:
    """What one line of the history says: an answer came by link, or who recorded it."""
    if event.action != "answer" or event.by == SOMEBODY:
        return HISTORY.get(event.action, event.action)
    return RECORDED if event.by == connector else f"An answer was recorded for you: {event.by}"


def history_of(introduction: Introduction, signed_in: SignedIn) -> list[Line]:
    zone = ZoneInfo(signed_in.time_zone)
    return [
        Line(
            at=f"{event.at.astimezone(zone):%B %-d, %Y, %H:%M}",
            what=what_happened(event, signed_in.connector),
            state=STATES[event.to],
            note=event.note or "",
        )
        for event in introduction.history
    ]
