"""Routes to what is a connector's own, which an administrator's reason opens for an hour."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.routing import APIRoute

from app.audit.service import open_for_reading
from app.errors import BreakGlassRequired


class OpenedByReason(APIRoute):
    """Asks again, once a reason has opened what the policy refused.

    The policy refuses first and says whose it is. Only then is the reason looked at, so that it
    opens no more than the one connector's, and nothing that the policy would not open.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def answer(request: Request) -> Response:
            try:
                return await handle(request)
            except BreakGlassRequired as refused:
                state = request.state
                await run_in_threadpool(
                    open_for_reading,
                    state.session,
                    refused,
                    reason=state.reason,
                    path=request.url.path,
                )
                state.opened = refused.connector
                return await handle(request)

        return answer
