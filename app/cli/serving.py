"""Serving: the demo, the service, the worker, and what an operator looks at."""

from contextlib import nullcontext
from errno import EACCES, EADDRINUSE
from socket import AF_INET, AF_INET6, IPPROTO_TCP, TCP_NODELAY, create_server, socket
from time import monotonic, sleep
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from app import terminal
from app.cli.root import JsonOption, WorkspaceOption, app
from app.cli.session import TERMINAL, installed, opened, quiet_settings

if TYPE_CHECKING:
    from app.graph import Graph
    from app.settings import Settings


@app.command()
def demo(
    once: Annotated[bool, typer.Option("--once", help="Print the pairings and stop.")] = False,
    json: JsonOption = False,
) -> None:
    """Load a sample network, print its ten best introductions, and serve the app."""
    from app.demo import service as demo_service
    from app.keys import service as keys
    from app.pairings import service as pairings_service
    from app.security import Principal
    from app.sign_in import service as sign_in
    from app.terminal.pairings import show_pairings

    settings = demo_service.demo_settings(quiet_settings())
    with installed(settings) as installation:
        demo_service.load(installation, progress=terminal.progress)
        dana = Principal.system(demo_service.WORKSPACE, TERMINAL, demo_service.CONNECTOR)
        session = installation.session(dana)
        demo_service.begin_introductions(session, settings.signing_secret())
        best = pairings_service.list_pairings(session, demo_service.CONNECTOR, limit=10)
        show_pairings(demo_service.CONNECTOR_NAME, best, as_json=json)
        if once:
            return
        key = keys.create_key(session, "write", demo_service.CONNECTOR)
        token = sign_in.create_link(
            session,
            demo_service.CONNECTOR,
            scope="admin",
            lasts=demo_service.LINK_LASTS,
        )
        terminal.note(demo_service.how_to_go_on(settings, key.key, token), as_json=json)
        try:
            _serve(settings)
        finally:
            keys.revoke_key(session, key.id)


@app.command()
def serve() -> None:
    """Serve the app and the API until Ctrl-C."""
    from app.settings import load_settings

    settings = load_settings()
    _serve(settings, f"Serving on {settings.http.address}. Press Ctrl-C to stop.")


def _serve(settings: "Settings", said: str = "") -> None:
    import uvicorn

    from app.main import create_app

    class Server(uvicorn.Server):
        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            super().handle_exit(sig, frame)
            if hasattr(service.state, "stopping"):
                service.state.stopping.begin()

    service = create_app(settings)
    with listener(settings.http.host, settings.http.port) as listening:
        if said:
            terminal.say(said)
        config = uvicorn.Config(
            service,
            access_log=False,
            proxy_headers=False,  # The application does that, with the setting of who is trusted.
            log_level="warning",
            timeout_graceful_shutdown=10,
        )
        Server(config).run(sockets=[listening])


def listener(host: str, port: int) -> socket:
    """A socket that listens; raises `BadSettings` where it can't, with what would help."""
    from app.errors import BadSettings

    family = AF_INET6 if ":" in host else AF_INET
    try:
        listening = create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        where = f"{host} port {port}"
        if error.errno == EADDRINUSE:
            fault = f"Another program already uses {where}. Stop it, or set INTROS_HTTP__PORT."
        elif error.errno == EACCES:
            fault = f"{where} needs more rights. Set INTROS_HTTP__PORT to 1024 or higher."
        else:
            fault = f"{where} can’t be used: {error.strerror}. Check INTROS_HTTP__HOST."
        raise BadSettings(fault) from None
    # An answer leaves in two parts, and without this the second waits for the client's system to
    # confirm the first: 40 ms on a connection that is kept. Its connections inherit it.
    listening.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
    return listening


@app.command()
def worker() -> None:
    """Send email and perform jobs, beside the service or instead of it, until Ctrl-C."""
    import signal
    from threading import Event

    from app.logs import configure_logs
    from app.settings import load_settings
    from app.stopping import Stopping
    from app.workers import Workers

    settings = load_settings()
    configure_logs(as_json=settings.log_json)
    ended = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    with installed(settings) as installation:
        workers = Workers(settings, lambda: installation)
        terminal.say("Working. Press Ctrl-C to stop.")
        ended.wait()
        Stopping(installation.graph, workers).begin()
        workers.stop()


@app.command()
def login(
    connector: Annotated[str, typer.Argument(help="The ID of the person who signs in.")],
    admin: Annotated[
        bool, typer.Option("--admin", help="They can change the catalog and message templates too.")
    ] = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Print a link that signs a connector in. It works once, within 15 minutes."""
    from app.settings import load_settings
    from app.sign_in import service as sign_in

    with opened(workspace) as session:
        token = sign_in.create_link(session, connector, scope="admin" if admin else "write")
    address = f"{load_settings().http.address}/sign-in/{token}"
    if json:
        terminal.show_record({"link": address}, as_json=True)
    else:
        terminal.say(address)


@app.command()
def migrate(
    wait: Annotated[
        int, typer.Option("--wait", min=0, max=3600, help="Seconds to wait for the database.")
    ] = 0,
    json: JsonOption = False,
) -> None:
    """Migrate the graph's schema, and restore what it lost. If you end it, the next run goes on."""
    from app.graph import Graph, restore_indexes
    from app.graph import migrate as migrate_graph

    with Graph(quiet_settings()) as graph, terminal.progress("Migrating", 1) as tell:
        _wait_for(graph, wait)
        applied = migrate_graph(graph, lambda _, changed: tell(changed, changed))
        made_again = restore_indexes(graph)
    terminal.show_record({"applied": applied, "made_again": made_again}, as_json=json)


def _wait_for(graph: "Graph", seconds: float) -> None:
    """Return when the graph answers; raises `GraphUnavailable` when the time is over."""
    from app.errors import EngineFailed, GraphUnavailable

    give_up = monotonic() + seconds
    while True:
        try:
            return graph.check()
        except EngineFailed:
            raise
        except GraphUnavailable:
            if monotonic() >= give_up:
                raise
            sleep(1.0)


DOCTOR_SECONDS = 5.0
"""How long a Neo4j has to answer the doctor."""


@app.command()
def doctor(json: JsonOption = False) -> None:
    """Check settings, graph, disk, mail and service; exit with 1 if anything is wrong."""
    from app.clock import SystemClock
    from app.doctor import examine
    from app.graph import Graph
    from app.patience import waiting_at_most
    from app.session import Installation
    from app.settings import load_settings
    from app.terminal.backups import backups_in_words

    settings = load_settings()
    with Graph(settings) as graph:
        # The built-in database may have to start first.
        with nullcontext() if settings.graph.embedded else waiting_at_most(DOCTOR_SECONDS):
            graph.check()
        installation = Installation(graph, SystemClock())
        found = examine(installation, settings)
        found.facts["backups"] = backups_in_words(settings.backup_folder, installation.now())
    terminal.show_record(found.facts | {"troubles": found.troubles}, as_json=json)
    if found.troubles:
        raise typer.Exit(1)
