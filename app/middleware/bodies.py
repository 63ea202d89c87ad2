"""Bodies: none is read that is too large or too slow."""

from asyncio import timeout
from time import monotonic

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import BodyTooLarge, BodyTooSlow, IntrosError
from app.problem_details import render
from app.settings import HttpSettings

ANONYMOUS_BYTES = 100_000
"""Largest body of someone without key or session: forms behind links have a few fields."""
SLOWEST_BYTES_PER_SECOND = 10_000
"""What a slow connection still brings; a body has `body_seconds` and its share of this."""


class LimitBodies:
    """ASGI middleware: refuses bodies over the limit, if it can before any of it is read."""

    def __init__(self, app: ASGIApp, settings: HttpSettings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        body = _Body(receive, self._most(headers), self.settings.body_seconds)
        length = headers.get(b"content-length", b"0")
        if length.isdigit() and int(length) > body.most:
            await render(body.too_large)(scope, receive, send)
            return
        await self.app(scope, body.receive, send)

    def _most(self, headers: dict[bytes, bytes]) -> int:
        if b"authorization" not in headers and b"cookie" not in headers:
            return min(ANONYMOUS_BYTES, self.settings.max_body_bytes)
        if headers.get(b"content-type", b"").startswith(b"multipart/form-data"):
            return self.settings.max_upload_bytes
        return self.settings.max_body_bytes


class _Body:
    """The body of one request, as it comes in."""

    def __init__(self, receive: Receive, most: int, seconds: float) -> None:
        self._receive, self.most, self._seconds = receive, most, seconds
        self._received = 0
        self._began: float | None = None
        self._is_whole = False

    async def receive(self) -> Message:
        """The next part; raises `BodyTooLarge` or `BodyTooSlow`."""
        if self._is_whole:
            return await self._receive()
        if self._began is None:
            self._began = monotonic()
        try:
            async with timeout(self._left(self._began)):
                message = await self._receive()
        except TimeoutError:
            raise BodyTooSlow("Send the request again over a faster connection.") from None
        self._received += len(message.get("body", b""))
        self._is_whole = not message.get("more_body", False)
        if self._received > self.most:
            raise self.too_large
        return message

    def _left(self, began: float) -> float:
        allowed = self._seconds + self._received / SLOWEST_BYTES_PER_SECOND
        return began + allowed - monotonic()

    @property
    def too_large(self) -> IntrosError:
        return BodyTooLarge(f"The limit is {self.most:,} bytes. Split it into smaller requests.")
