"""The API keys of the workspace, for administrators."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from fastapi import APIRouter, Request, Response

from app.errors import IntrosError, InvalidInput
from app.keys import service
from app.keys.models import CreatedKey, Key, NewKey
from app.keys.rules import end_of
from app.security import policy
from app.sign_in.service import SignedIn
from app.web.access import Form, FormDep, PageRoute, SignedInDep, go_to
from app.web.forms import Filled, checked, faults_of, nothing
from app.web.rendering import Notice, Page, render

router = APIRouter(route_class=PageRoute, include_in_schema=False)
FIELDS = ("name", "scope", "connector", "expires_at")
AGAIN = "Some fields need attention. No API key was created."
SCOPES = {"read": "Read", "write": "Read and write", "admin": "Administer"}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeysPage(Page):
    template: ClassVar[str] = "keys.html"
    section: ClassVar[str] = "keys"
    keys: tuple[Key, ...]
    more: str
    """The address of the keys before these; empty where there are none."""
    made: CreatedKey | None
    """A key that was just made: its text is shown now, and never again."""
    filled: Filled
    scopes: dict[str, str]


@router.get("/keys")
def show_keys(
    request: Request, signed_in: SignedInDep, cursor: str | None = None, revoked: str = ""
) -> Response:
    """All API keys, newest first, and a form for a new one."""
    notice = Notice("API key revoked.") if revoked else None
    return show(request, signed_in, Filled(values={"scope": "read"}), cursor=cursor, notice=notice)


@router.post("/keys")
def create_key(request: Request, signed_in: SignedInDep, form: FormDep) -> Response:
    """Create a key and show it, once."""
    policy.require_scope(signed_in.session.principal, "admin")
    try:
        made = service.create_named_key(signed_in.session, typed(form))
    except IntrosError as error:
        values = {name: form.text(name) for name in FIELDS}
        faults = faults_of(error.errors)
        filled = Filled(values, {}, faults, AGAIN if faults else error.detail)
        return show(request, signed_in, filled, status=error.status)
    return show(request, signed_in, Filled(values={"scope": "read"}), made=made)


@router.post("/keys/{key_id}/revoke")
def revoke_key(key_id: str, signed_in: SignedInDep, _: FormDep) -> Response:
    """Revoke a key from now on."""
    policy.require_scope(signed_in.session.principal, "admin")
    service.revoke_key(signed_in.session, key_id)
    return go_to("/keys?revoked=1")


def typed(form: Form) -> NewKey:
    """The key that a form asks for; raises `InvalidInput` with what is wrong at each field."""
    values: dict[str, object] = {name: nothing(form.text(name)) for name in FIELDS}
    if last_day := form.text("expires_at"):
        try:
            values["expires_at"] = end_of(date.fromisoformat(last_day))
        except (ValueError, OverflowError):
            values["expires_at"] = last_day
    new = checked(NewKey, values)
    if isinstance(new, NewKey):
        return new
    raise InvalidInput(AGAIN, errors=new)


def show(
    request: Request,
    signed_in: SignedIn,
    filled: Filled,
    *,
    made: CreatedKey | None = None,
    cursor: str | None = None,
    notice: Notice | None = None,
    status: int = 200,
) -> Response:
    policy.require_scope(signed_in.session.principal, "admin")
    found = service.list_keys(signed_in.session, limit=50, cursor=cursor)
    page = KeysPage(
        title="API keys",
        keys=found.items,
        more=f"/keys?cursor={found.next_cursor}" if found.next_cursor else "",
        made=made,
        filled=filled,
        scopes=SCOPES,
    )
    return render(request, page, signed_in, status=status, notice=notice)
