"""Where someone is signed in, which API keys act as them, and how each of these ends."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request, Response

from app.keys import service as keys
from app.keys.models import Key
from app.security import policy
from app.sign_in import service
from app.sign_in.models import SignIn
from app.web.access import FormDep, PageRoute, SignedInDep, go_to
from app.web.rendering import Notice, Page, render

router = APIRouter(route_class=PageRoute, include_in_schema=False)
ENDED = {"sign-in": "Signed out there.", "key": "API key revoked."}


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInsPage(Page):
    template: ClassVar[str] = "sign_ins.html"
    own: tuple[SignIn, ...]
    this: str
    """The sign-in that the page is looked at with."""
    keys: tuple[Key, ...]
    """Keys that act as this person, and still work."""
    others: tuple[SignIn, ...] | None
    """Everyone else's, for administrators; None for anyone else."""


@router.get("/sign-ins")
def show_sign_ins(request: Request, signed_in: SignedInDep, ended: str = "") -> Response:
    """Their own sign-ins and keys; for administrators everyone's sign-ins too."""
    session, me = signed_in.session, signed_in.connector
    now = session.now()
    others = None
    if policy.has_scope(session.principal, "admin"):
        everyones = service.list_sign_ins(session, None).items
        others = tuple(one for one in everyones if one.connector != me)
    page = SignInsPage(
        title="Where you’re signed in",
        own=service.list_sign_ins(session, me).items,
        this=signed_in.session_id,
        keys=tuple(
            key
            for key in keys.list_keys(session, connector=me).items
            if not key.revoked_at and (key.expires_at is None or key.expires_at > now)
        ),
        others=others,
    )
    notice = Notice(ENDED[ended]) if ended in ENDED else None
    return render(request, page, signed_in, notice=notice)


@router.post("/sign-ins/{sign_in_id}/end")
def end_sign_in(sign_in_id: str, signed_in: SignedInDep, _: FormDep) -> Response:
    """End one sign-in; the next page of that browser is the one to sign in."""
    service.end_sign_in(signed_in.session, sign_in_id)
    return go_to("/sign-ins?ended=sign-in")


@router.post("/sign-ins/keys/{key_id}/revoke")
def revoke_own_key(key_id: str, signed_in: SignedInDep, _: FormDep) -> Response:
    """Revoke a key that acts as the person themself."""
    keys.revoke_own_key(signed_in.session, key_id)
    return go_to("/sign-ins?ended=key")
