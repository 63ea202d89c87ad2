"""The application factory: wiring is here and nowhere else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from ipaddress import ip_address
from typing import Annotated

from anyio.to_thread import current_default_thread_limiter
from fastapi import APIRouter, Depends, FastAPI, Request, Response
from fastapi.security import HTTPAuthorizationCredentials
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.concurrency import run_in_threadpool
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from app import api_description, problem_details
from app.api_description import refuses
from app.audit import api as audit
from app.calendar import api as calendar
from app.catalog import api as catalog
from app.clock import Clock, SystemClock
from app.dependencies import bearer, installation_when_ready
from app.errors import Forbidden, Unauthenticated
from app.gauges import Gauges
from app.goals import api as goals
from app.graph_keeper import GraphKeeper
from app.imports import api as imports
from app.introductions import api as introductions
from app.keep_in_touch import api as keep_in_touch
from app.keys import api as keys
from app.keys.service import identify
from app.last_uses import LastUses
from app.logs import configure_logs
from app.message_templates import api as message_templates
from app.middleware.admission import MOST_AT_ONCE, AdmitRequests
from app.middleware.bodies import LimitBodies
from app.middleware.head import AnswerHead
from app.middleware.keys_first import KnowKeysFirst
from app.observability import Metrics, ObserveRequests
from app.outbox import api as outbox
from app.pairings import api as pairings
from app.parameter_guard import refuse_undescribed
from app.people import api as people
from app.plans import api as plans
from app.relationships import api as relationships
from app.security import policy
from app.session import Installation
from app.settings import Settings, load_settings
from app.stopping import Stopping
from app.titles import api as titles
from app.tombstones import api as tombstones
from app.web.limiting import Limit
from app.web.rendering import STATIC, KeptFiles
from app.web.routes import ROUTERS as PAGES
from app.workers import Workers
from app.workspace_settings import api as workspace_settings

ROUTERS: tuple[APIRouter, ...] = (
    keys.router,
    audit.router,
    catalog.router,
    titles.router,
    people.router,
    relationships.router,
    tombstones.router,
    imports.router,
    pairings.router,
    introductions.router,
    calendar.router,
    goals.router,
    keep_in_touch.router,
    plans.router,
    message_templates.router,
    outbox.router,
    workspace_settings.router,
)
FORWARDED = ("forwarded", "via", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
"""What proxies add to a request."""
SPARE_THREADS = 10
"""For what needs no graph: static files, metrics."""


def create_app(settings: Settings | None = None, clock: Clock | None = None) -> FastAPI:
    """The service over HTTP; the graph is connected when the application starts.

    `clock` says what time it is; the machine's own unless it is given.
    """
    settings, clock = settings or load_settings(), clock or SystemClock()
    metrics = Metrics()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        configure_logs(as_json=settings.log_json)
        keeper = GraphKeeper(settings)
        keeper.start()
        metrics.registry.register(Gauges(keeper, clock))
        app.state.graph, app.state.settings, app.state.metrics = keeper, settings, metrics
        app.state.answer_limit, app.state.clock = Limit(), clock
        app.state.last_uses = LastUses()
        # Work on the graph has its own limit, so that these threads are left for all else.
        current_default_thread_limiter().total_tokens = MOST_AT_ONCE + SPARE_THREADS
        workers = None
        if settings.worker.in_process:
            workers = Workers(settings, lambda: Installation(keeper.ready_graph(), clock))
        app.state.stopping = Stopping(keeper.graph, workers)
        try:
            yield
        finally:
            if workers:
                await run_in_threadpool(workers.stop)
            await run_in_threadpool(app.state.last_uses.end)
            await run_in_threadpool(keeper.stop)

    app = FastAPI(
        title="Intros",
        summary="Which two people to introduce this week, and why.",
        version="1",
        lifespan=lifespan,
        responses=problem_details.PROBLEM_RESPONSES,
        # The usual page of it loads scripts from elsewhere; the description itself does not.
        docs_url=None,
        # It would name the host that the request names, which anyone can make up.
        redirect_slashes=False,
        redoc_url=None,
        # Clients that are generated call their functions by it.
        generate_unique_id_function=lambda route: route.name,
    )
    app.include_router(operations)
    for router in ROUTERS:
        app.include_router(router, dependencies=[Depends(refuse_undescribed)])
    for router in PAGES:
        app.include_router(router)
    app.mount("/static", KeptFiles(directory=STATIC), name="static")
    problem_details.install(app)
    api_description.install(app)
    app.add_middleware(KnowKeysFirst)
    app.add_middleware(AdmitRequests, seconds=settings.graph.retry_seconds)
    app.add_middleware(LimitBodies, settings=settings.http)
    app.add_middleware(AnswerHead)
    app.add_middleware(ObserveRequests, metrics=metrics)
    app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=settings.http.proxies)
    return app


operations = APIRouter(tags=["operations"])


@operations.get("/healthz")
async def healthz() -> dict[str, str]:
    """Check that the process is alive."""
    return {"status": "ok"}


@operations.get("/readyz")
async def readyz(request: Request) -> dict[str, str]:
    """Check that the graph answers, else 503."""
    keeper: GraphKeeper = request.app.state.graph
    keeper.check_ready()
    return {"status": "ready"}


# No one on this machine needs a key for it.
@operations.get(
    "/metrics",
    response_class=Response,
    openapi_extra={"security": [{}]} | refuses(Unauthenticated, Forbidden),
)
def metrics_page(
    request: Request,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
) -> Response:
    """Prometheus metrics, for callers on this machine or with an admin key."""
    if not _on_this_machine(request):
        if credentials is None:
            raise Unauthenticated("From another machine this needs an admin key.")
        session = identify(installation_when_ready(request), credentials.credentials)
        policy.require_scope(session.principal, "admin")
    registry = request.app.state.metrics.registry
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)


def _on_this_machine(request: Request) -> bool:
    """Whether a program here asks, and no proxy for someone elsewhere."""
    if any(name in request.headers for name in FORWARDED):
        return False
    try:
        return request.client is not None and ip_address(request.client.host).is_loopback
    except ValueError:
        return False
