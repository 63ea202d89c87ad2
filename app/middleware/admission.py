"""How many requests work on the graph at a time, and how long the others wait for that.

A request holds a place while it may need a thread, and gives it back while its own body is on its
way: so a slow client keeps no one out. What needs no graph needs no place, and answers whatever
the graph does.
"""

from asyncio import Semaphore, timeout

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import GraphUnavailable
from app.patience import seconds_left, waiting_at_most
from app.problem_details import render

MOST_AT_ONCE = 40
"""Requests that one process works on at a time."""
WITHOUT_GRAPH = ("/healthz", "/readyz", "/metrics", "/static/")
BUSY = "The database has more to do than it can. Nothing was changed. Try again in a minute."


class AdmitRequests:
    """ASGI middleware: gives each request `seconds` of patience, and at last a place."""

    def __init__(self, app: ASGIApp, seconds: float) -> None:
        self.app, self._seconds = app, seconds
        self._places = Semaphore(MOST_AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(WITHOUT_GRAPH):
            await self.app(scope, receive, send)
            return
        with waiting_at_most(self._seconds) as patience:
            place = _Place(self._places)

            async def receive_without_place() -> Message:
                place.leave()
                message = await receive()
                # What a client takes to send is not waiting for the graph.
                patience.renew()
                await place.take()
                return message

            try:
                await place.take()
            except GraphUnavailable as error:
                await render(error)(scope, receive, send)
                return
            try:
                await self.app(scope, receive_without_place, send)
            finally:
                place.leave()


class _Place:
    """The place of one request: taken or not."""

    def __init__(self, places: Semaphore) -> None:
        self._places, self._taken = places, False

    async def take(self) -> None:
        """Wait for it as long as there is patience; raises `GraphUnavailable`."""
        try:
            async with timeout(seconds_left()):
                await self._places.acquire()
        except TimeoutError:
            raise GraphUnavailable(BUSY, public=BUSY) from None
        self._taken = True

    def leave(self) -> None:
        if self._taken:
            self._taken = False
            self._places.release()
