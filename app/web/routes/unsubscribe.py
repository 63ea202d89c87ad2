"""Saying that one wants no more mail, by the link in each email; no one signs in for it."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, Depends, Request, Response

from app.dependencies import InstallationDep
from app.mail import service
from app.settings import Settings
from app.web.access import PrivatePageRoute
from app.web.rendering import Page, render

router = APIRouter(route_class=PrivatePageRoute, include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsubscribePage(Page):
    template: ClassVar[str] = "unsubscribe.html"
    done: bool


def signing_secret(request: Request) -> bytes:
    """What the links in emails are signed with."""
    settings: Settings = request.app.state.settings
    return settings.signing_secret()


SecretDep = Annotated[bytes, Depends(signing_secret)]


@router.get("/u/{token}")
def ask(request: Request, token: str, installation: InstallationDep, secret: SecretDep) -> Response:
    """Ask first: mail scanners and previews open links too."""
    return _answer(request, done=service.is_unsubscribed(installation, secret, token))


@router.post("/u/{token}")
def unsubscribe(
    request: Request, token: str, installation: InstallationDep, secret: SecretDep
) -> Response:
    """Send no more mail to them. Mail programs post here too, and follow no redirect (RFC 8058)."""
    service.unsubscribe(installation, secret, token)
    return _answer(request, done=True)


def _answer(request: Request, *, done: bool) -> Response:
    return render(request, UnsubscribePage(title="Unsubscribe", done=done), None)
