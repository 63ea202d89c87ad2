"""From a typed context to a page: templates, addresses of static files, headers."""

from dataclasses import dataclass, fields
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from app.pairings.rules import phrasing
from app.sign_in.service import SignedIn
from app.web import formats

HERE = Path(__file__).parent
STATIC = HERE / "static"
KEPT = "public, max-age=31536000, immutable"
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Base of all contexts: what a page shows, and nothing else reaches its template."""

    template: ClassVar[str]
    section: ClassVar[str] = ""
    """The entry of the navigation that this page belongs to."""
    title: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What has just happened, and the form that undoes it."""

    text: str
    undo: str | None = None
    """Where to post to undo it."""
    fields: tuple[tuple[str, str], ...] = ()


@cache
def environment() -> Environment:
    env = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals |= {"static": static_address, "estimate": phrasing.OUR_ESTIMATE}
    env.filters |= {
        "day": formats.day,
        "percent": phrasing.share,
        "a_year": phrasing.a_year,
        "number": formats.number,
        "plain": formats.plain,
        "listed": phrasing.listed,
        "when": phrasing.when,
    }
    return env


def render(
    request: Request,
    page: Page,
    signed_in: SignedIn | None,
    *,
    status: int = 200,
    notice: Notice | None = None,
) -> Response:
    """The page as an answer; nothing of it may be stored by anyone between."""
    template = environment().get_template(page.template)
    shown: dict[str, Any] = {field.name: getattr(page, field.name) for field in fields(page)}
    text = template.render(
        **shown,
        section=page.section,
        signed_in=signed_in,
        csrf=signed_in.csrf if signed_in else "",
        notice=notice,
        here=request.url.path + (f"?{request.url.query}" if request.url.query else ""),
    )
    return HTMLResponse(text, status, HEADERS)


@cache
def static_address(name: str) -> str:
    """The address of a static file; it changes with its content, so that it may be kept."""
    digest = sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


class KeptFiles(StaticFiles):
    """Static files that browsers keep: their addresses change with their contents."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        asked = scope["query_string"].decode("latin-1")
        lasts = f"/static/{path}?{asked}" == static_address(path)
        response.headers["Cache-Control"] = KEPT if lasts else "no-cache"
        return response
