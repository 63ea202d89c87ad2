"""What an operator sees of requests: a log line with an id for each, and metrics.

Logs name routes by their templates and callers by their keys, never paths, names or bodies.
"""

import re
import time
from collections.abc import Iterable
from secrets import token_hex

import structlog
from prometheus_client import CollectorRegistry, Counter, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import IntrosError
from app.problem_details import render
from app.security import Principal

REQUEST_ID = re.compile(r"^[A-Za-z0-9._-]{8,64}$")
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
log = structlog.get_logger()
UNEXPECTED = IntrosError(
    "It's our fault. Try again; if it keeps happening, send your administrator this request's ID."
)


class Metrics:
    """The counters of one application."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "intros_requests_total",
            "Requests answered",
            ["method", "route", "status"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "intros_request_seconds",
            "Seconds from request to answer",
            ["method", "route"],
            registry=self.registry,
        )


class ObserveRequests:
    """ASGI middleware: a request id for each request, one log line, and the metrics."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = _request_id(scope)
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        start, status, started = time.perf_counter(), 500, False

        async def send_with_id(message: Message) -> None:
            nonlocal status, started
            started = True
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [
                    *_private(message["headers"]),
                    (b"x-request-id", request_id.encode()),
                    (b"x-content-type-options", b"nosniff"),
                ]
            await send(message)

        try:
            await self.app(scope, receive, send_with_id)
        except Exception as error:  # noqa: BLE001 (the last place that can answer at all)
            # The error's own words may hold personal data: its type and place must do.
            log.error(
                "unexpected_error",
                error=type(error).__name__,
                where=_place(error),
                **_whose(scope),
            )
            if not started:
                await render(UNEXPECTED)(scope, receive, send_with_id)
        finally:
            self._observe(scope, status, time.perf_counter() - start)

    def _observe(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "unmatched")
        # Clients may send any word as a method; each would be a label for ever.
        method = scope["method"] if scope["method"] in METHODS else "OTHER"
        self.metrics.requests.labels(method, route, status).inc()
        self.metrics.seconds.labels(method, route).observe(seconds)
        log.info(
            "request",
            method=method,
            route=route,
            status=status,
            ms=round(seconds * 1000, 1),
            **_whose(scope),
        )


def _whose(scope: Scope) -> dict[str, str]:
    """The key or sign-in that a request came with, and its workspace: ids that name no one."""
    principal: Principal | None = scope.get("state", {}).get("principal")
    return {"key": principal.key_id, "workspace": principal.workspace} if principal else {}


def _private(headers: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers of an answer; no one between may keep it, unless it says that they may."""
    kept = list(headers)
    if not any(name.lower() == b"cache-control" for name, _ in kept):
        kept.append((b"cache-control", b"no-store"))
    return kept


def _place(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}" if trace else "unknown"


def _request_id(scope: Scope) -> str:
    sent = dict(scope["headers"]).get(b"x-request-id", b"").decode("latin-1")
    return sent if REQUEST_ID.match(sent) else token_hex(8)
