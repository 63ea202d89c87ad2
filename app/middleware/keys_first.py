"""Keys first: the API reads no body before it knows who sends it."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from app.dependencies import open_session_first
from app.errors import IntrosError
from app.problem_details import render

NO_BODY = (b"", b"0")


class KnowKeysFirst:
    """ASGI middleware: a framework reads and parses the body before it asks for dependencies."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith("/v1/") and _brings_body(scope):
            try:
                await run_in_threadpool(open_session_first, Request(scope))
            except IntrosError as error:
                answer = render(error)
                # What follows on this connection is a body that no one will read.
                answer.headers["Connection"] = "close"
                await answer(scope, receive, send)
                return
        await self.app(scope, receive, send)


def _brings_body(scope: Scope) -> bool:
    headers = dict(scope["headers"])
    return b"transfer-encoding" in headers or headers.get(b"content-length", b"") not in NO_BODY
