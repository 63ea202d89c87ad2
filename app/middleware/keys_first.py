"""Keys first: the API reads no body before it knows who sends it."""

from asyncio import timeout
from contextlib import suppress

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from app.dependencies import open_session_first
from app.errors import IntrosError
from app.problem_details import render

NO_BODY = (b"", b"0")
PASSED_OVER_BYTES = 100_000
PASSED_OVER_SECONDS = 1.0


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
                if not await _is_passed_over(receive):
                    # What follows on this connection is a body that no one will read.
                    answer.headers["Connection"] = "close"
                await answer(scope, receive, send)
                return
        await self.app(scope, receive, send)


def _brings_body(scope: Scope) -> bool:
    headers = dict(scope["headers"])
    return b"transfer-encoding" in headers or headers.get(b"content-length", b"") not in NO_BODY


async def _is_passed_over(receive: Receive) -> bool:
    """Let a small body go by, unread; False for one that is larger or doesn't come.

    When a connection is closed before a body that is on its way, the system resets it, and the
    client may see that instead of the answer.
    """
    passed = 0
    with suppress(TimeoutError, IntrosError):
        async with timeout(PASSED_OVER_SECONDS):
            while passed <= PASSED_OVER_BYTES:
                message = await receive()
                passed += len(message.get("body", b""))
                if not message.get("more_body", False):
                    return True
    return False
