"""Who is at the pages, what their forms carry, and what they see when something is wrong."""

import hmac
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from fastapi import Depends, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.datastructures import FormData, UploadFile
from starlette.responses import RedirectResponse

from app.dependencies import InstallationDep
from app.errors import FormExpired, IntrosError, InvalidInput, SignInNeeded
from app.settings import Settings
from app.sign_in.service import SignedIn, identify_session, record_use
from app.web.origins import refuse_named_other_origins, refuse_other_origins
from app.web.rendering import Page, render

COOKIE = "intros_session"


def session_cookie(request: Request) -> str:
    """The name of the cookie; over TLS one that no other host of the domain can set."""
    settings: Settings = request.app.state.settings
    return f"__Host-{COOKIE}" if settings.http.is_secure else COOKIE


def signed_in(request: Request, installation: InstallationDep) -> SignedIn:
    """Anyone who presents a session; raises `SignInNeeded`."""
    found = identify_session(installation, request.cookies.get(session_cookie(request)))
    request.state.principal = found.session.principal
    request.app.state.last_uses.note(found.session, record_use)
    return found


SignedInDep = Annotated[SignedIn, Depends(signed_in)]


class Form:
    """What was posted: texts by their names, and files."""

    def __init__(self, data: FormData) -> None:
        self._data = data

    def text(self, name: str) -> str:
        """The text of a field without space around it; empty when it was not sent."""
        value = self._data.get(name)
        return value.strip() if isinstance(value, str) else ""

    def has(self, name: str) -> bool:
        return name in self._data

    def lines(self, name: str) -> list[str]:
        """The lines of a field that say something."""
        return [line.strip() for line in self.text(name).splitlines() if line.strip()]

    def many(self, name: str) -> list[str]:
        """What was chosen in all fields of one name."""
        values = (v.strip() for v in self._data.getlist(name) if isinstance(v, str))
        return [value for value in values if value]

    def starting(self, prefix: str) -> dict[str, str]:
        """The texts of all fields with a prefix, by what follows it."""
        names = [name for name in self._data if name.startswith(prefix)]
        return {name.removeprefix(prefix): self.text(name) for name in names}

    def file(self, name: str) -> UploadFile:
        """The file of a field; raises `InvalidInput` when none was chosen."""
        value = self._data.get(name)
        if not isinstance(value, UploadFile) or not value.filename:
            raise InvalidInput("Choose a file first.")
        return value


async def posted(request: Request, signed_in: SignedInDep) -> AsyncIterator[Form]:
    """The form of someone who is signed in; raises `FormExpired` for a form from elsewhere."""
    refuse_other_origins(request)
    async with request.form() as data:
        form = Form(data)
        if not hmac.compare_digest(form.text("csrf").encode(), signed_in.csrf.encode()):
            raise FormExpired("Nothing was saved. Reload the page and try again.")
        yield form


FormDep = Annotated[Form, Depends(posted)]


async def sent(request: Request) -> AsyncIterator[Form]:
    """A form of someone without an account: what they may do is said by their link."""
    refuse_named_other_origins(request)
    async with request.form() as data:
        yield Form(data)


OpenFormDep = Annotated[Form, Depends(sent)]


def local(address: str, otherwise: str) -> str:
    """An address of these pages, and never one elsewhere."""
    inside = address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if inside and address.isprintable() else otherwise


def go_to(address: str) -> Response:
    """Answer a form: the browser loads the next page, so that a reload repeats nothing."""
    return RedirectResponse(address, 303)


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorPage(Page):
    template: ClassVar[str] = "error.html"
    detail: str


class PageRoute(APIRoute):
    """A route whose errors are pages, and which sends people to the sign-in when it needs it."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def answer(request: Request) -> Response:
            try:
                return await handle(request)
            except SignInNeeded:
                if "HX-Request" in request.headers:
                    return Response(headers={"HX-Redirect": "/sign-in"})
                return RedirectResponse("/sign-in", 303)
            except IntrosError as error:
                return error_page(request, error)
            except RequestValidationError:
                return error_page(
                    request,
                    InvalidInput("Something in this address is wrong. Go back and try again."),
                )

        return answer


class PrivatePageRoute(PageRoute):
    """A page whose address opens it: no link from there, and no cache, may carry it elsewhere."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def answer(request: Request) -> Response:
            response = await handle(request)
            response.headers["Cache-Control"] = "no-store"
            response.headers["Referrer-Policy"] = "no-referrer"
            response.headers["X-Robots-Tag"] = "noindex"
            return response

        return answer


def error_page(request: Request, error: IntrosError) -> Response:
    page = ErrorPage(title=error.title, detail=error.public_detail)
    response = render(request, page, None, status=error.status)
    response.headers.update(error.headers)
    return response
