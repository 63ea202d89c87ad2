"""Signing in by a one-time link, and out."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request, Response

from app.dependencies import InstallationDep
from app.sign_in import service
from app.web.access import COOKIE, FormDep, PageRoute, SignedInDep, go_to
from app.web.rendering import Page, render

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInPage(Page):
    template: ClassVar[str] = "sign_in.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmPage(Page):
    template: ClassVar[str] = "sign_in_confirm.html"
    name: str


@router.get("/sign-in")
def how_to_sign_in(request: Request) -> Response:
    """How to get a link."""
    return render(request, SignInPage(title="Sign in"), None)


@router.get("/sign-in/{token}")
def confirm(request: Request, token: str, installation: InstallationDep) -> Response:
    """Ask before the link is used up: mail scanners and previews open links too."""
    name = service.whose_link(installation, token)
    response = render(request, ConfirmPage(title="Welcome", name=name), None)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@router.post("/sign-in/{token}")
def sign_in(request: Request, token: str, installation: InstallationDep) -> Response:
    """Use the link up and begin a session."""
    session = service.sign_in(installation, token)
    response = go_to("/week")
    response.set_cookie(
        COOKIE,
        session,
        max_age=int(service.SESSION_LASTS.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return response


@router.post("/sign-out")
def sign_out(signed_in: SignedInDep, _: FormDep) -> Response:
    """End the session."""
    service.sign_out(signed_in)
    response = go_to("/sign-in")
    response.delete_cookie(COOKIE)
    return response
