"""Introductions over HTTP."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Body, Depends, Path, Query, Response

from app.api_description import refuses
from app.dependencies import (
    ActingSession,
    Cursor,
    IfMatch,
    IfNoneMatch,
    Limit,
    OnceDep,
    ReadSession,
    SecretDep,
    SettingsDep,
    WriteSession,
)
from app.errors import (
    AlreadyExists,
    AnsweredByLink,
    BreakGlassRequired,
    NeedsRating,
    NoOwnAddress,
    NotEligible,
    NotFound,
    NothingToSend,
    StepOutOfOrder,
)
from app.etags import is_current
from app.field_types import ID_PATTERN
from app.introductions import service
from app.introductions.models import (
    AnswerIn,
    Introduction,
    IntroductionList,
    Messages,
    NewIntroduction,
    NoteIn,
    OutcomeIn,
    PauseIn,
    SendIn,
    SentIn,
    State,
)
from app.introductions.rules.lifecycle import Act
from app.opened_by_reason import OpenedByReason

router = APIRouter(tags=["introductions"], route_class=OpenedByReason)
STEP = refuses(StepOutOfOrder, AnsweredByLink, NotEligible, NeedsRating)
"""What each step may be refused for."""
IntroductionId = Annotated[str, Path(pattern=ID_PATTERN)]
Connector = Annotated[str | None, Query(pattern=ID_PATTERN, description="Whose; default: all.")]


@router.post(
    "/v1/introductions",
    status_code=201,
    openapi_extra=refuses(AlreadyExists, NotFound, NotEligible),
)
def create_introduction(
    body: NewIntroduction, session: WriteSession, once: OnceDep, response: Response
) -> Introduction:
    """Create an introduction as a draft."""
    made = service.create(session, body, once)
    response.headers["ETag"] = made.etag
    response.headers["Location"] = f"/v1/introductions/{made.id}"
    return made


@router.get("/v1/introductions", openapi_extra=refuses(BreakGlassRequired, NotFound))
def list_introductions(
    session: ReadSession,
    state: State | None = None,
    connector: Connector = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> IntroductionList:
    """List introductions, newest first."""
    return service.list_introductions(
        session, connector=connector, state=state, limit=limit, cursor=cursor
    )


@router.get(
    "/v1/introductions/{introduction_id}",
    responses={304: {"description": "Not changed"}},
    openapi_extra=refuses(BreakGlassRequired),
)
def get_introduction(
    introduction_id: IntroductionId,
    session: ReadSession,
    response: Response,
    if_none_match: IfNoneMatch = None,
) -> Introduction:
    """Read an introduction with its history."""
    found = service.get(session, introduction_id)
    response.headers["ETag"] = found.etag
    if is_current(if_none_match, found.etag):
        response.status_code = 304
    return found


@dataclass(frozen=True, slots=True)
class Taking:
    """One step of one introduction, still to be said which."""

    introduction_id: IntroductionId
    session: WriteSession
    once: OnceDep
    secret: SecretDep
    response: Response
    if_match: IfMatch = None

    def take(self, act: Act, note: str | None = None) -> Introduction:
        taken = service.apply_action(
            self.session,
            self.introduction_id,
            act,
            secret=self.secret,
            note=note,
            if_match=self.if_match,
            once=self.once,
        )
        self.response.headers["ETag"] = taken.etag
        return taken


TakingDep = Annotated[Taking, Depends(Taking)]
NoteBody = Annotated[NoteIn | None, Body()]


@router.get("/v1/introductions/{introduction_id}/drafts", openapi_extra=refuses(BreakGlassRequired))
def list_drafts(
    introduction_id: IntroductionId,
    session: ActingSession,
    settings: SettingsDep,
) -> Messages:
    """List the messages to send at this step.

    The links to answer on are only for keys that may write as the connector.
    """
    return service.drafts_for(session, introduction_id, settings)


@router.post(
    "/v1/introductions/{introduction_id}/send",
    status_code=202,
    openapi_extra=refuses(NothingToSend, NoOwnAddress, NeedsRating),
)
def send_drafts(
    introduction_id: IntroductionId,
    session: WriteSession,
    settings: SettingsDep,
    once: OnceDep,
    response: Response,
    body: SendIn | None = None,
) -> Messages:
    """Send the messages of this step once, edited or not, from the connector's own address."""
    response.headers["Location"] = f"/v1/introductions/{introduction_id}/drafts"
    return service.send_drafts(
        session,
        introduction_id,
        settings,
        body.drafts if body else (),
        once=once,
    )


@router.post(
    "/v1/introductions/{introduction_id}/sent",
    openapi_extra=refuses(NothingToSend, NeedsRating),
)
def mark_sent(
    introduction_id: IntroductionId,
    session: WriteSession,
    settings: SettingsDep,
    once: OnceDep,
    body: SentIn | None = None,
) -> Messages:
    """Mark the messages of this step as sent, to both or to one of the two."""
    people = body.person_ids if body else ()
    return service.mark_sent(session, introduction_id, settings, people, once=once)


def noted(body: NoteIn | None) -> str | None:
    return body.note if body else None


@router.post("/v1/introductions/{introduction_id}/ask", openapi_extra=STEP)
def ask(taking: TakingDep, body: NoteBody = None) -> Introduction:
    """Mark both as asked. Their answer links work from now on."""
    return taking.take(Act("ask"), noted(body))


@router.post("/v1/introductions/{introduction_id}/answer", openapi_extra=STEP)
def answer(taking: TakingDep, body: AnswerIn) -> Introduction:
    """Record one person's answer."""
    act = Act("answer", side=body.side, said=body.answer, until=body.until)
    return taking.take(act)


@router.post("/v1/introductions/{introduction_id}/introduce", openapi_extra=STEP)
def introduce(taking: TakingDep, body: NoteBody = None) -> Introduction:
    """Mark as introduced."""
    return taking.take(Act("introduce"), noted(body))


@router.post("/v1/introductions/{introduction_id}/met", openapi_extra=STEP)
def met(taking: TakingDep, body: NoteBody = None) -> Introduction:
    """Mark as met."""
    return taking.take(Act("met"), noted(body))


@router.post("/v1/introductions/{introduction_id}/follow-up", openapi_extra=STEP)
def follow_up(taking: TakingDep, body: NoteBody = None) -> Introduction:
    """Mark as followed up."""
    return taking.take(Act("follow-up"), noted(body))


@router.post("/v1/introductions/{introduction_id}/outcome", openapi_extra=STEP)
def outcome(taking: TakingDep, body: OutcomeIn) -> Introduction:
    """Record the outcome and close the introduction."""
    return taking.take(Act("outcome", outcome=body.outcome), body.note)


@router.post("/v1/introductions/{introduction_id}/pause", openapi_extra=STEP)
def pause(taking: TakingDep, body: PauseIn) -> Introduction:
    """Pause until a day."""
    return taking.take(Act("pause", until=body.until), body.note)


@router.post("/v1/introductions/{introduction_id}/withdraw", openapi_extra=STEP)
def withdraw(taking: TakingDep, body: NoteBody = None) -> Introduction:
    """Withdraw before the two are introduced."""
    return taking.take(Act("withdraw"), noted(body))
