"""Signing in by a one-time link, and out."""

from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request, Response

from app.dependencies import InstallationDep, SettingsDep
from app.sign_in import service
from app.web.access import FormDep, PageRoute, SignedInDep, go_to, session_cookie
from app.web.origins import refuse_other_origins
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
    # Other sites never learn the link, but the form has to say that it comes from here.
    return render(request, ConfirmPage(title="Welcome", name=name), None)


@router.post("/sign-in/{token}")
def sign_in(
    request: Request, token: str, installation: InstallationDep, settings: SettingsDep
) -> Response:
    """Use the link up and begin a session."""
    refuse_other_origins(request)
    session = service.sign_in(installation, token)
    response = go_to("/week")
    response.set_cookie(
        session_cookie(request),
        session,
        max_age=int(service.SESSION_LASTS.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=settings.http.is_secure,
    )
    return response


@router.post("/sign-out")
def sign_out(
    request: Request, signed_in: SignedInDep, _: FormDep, settings: SettingsDep
) -> Response:
    """End the session."""
    service.sign_out(signed_in)
    response = go_to("/sign-in")
    response.delete_cookie(session_cookie(request), secure=settings.http.is_secure)
    return response
