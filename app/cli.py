"""The command line: thin commands over the same services as the API.

Tables for a person, `--json` for a program. Exit codes: 0 done, 1 failed, 2 wrong usage.
"""

import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from threading import Event
from typing import Annotated

import typer
import uvicorn

from app import terminal
from app.catalog.service import copy_catalog
from app.clock import SystemClock
from app.command_session import TERMINAL, installed, opened, quiet_settings
from app.demo import service as demo_service
from app.errors import IntrosError
from app.graph import Graph
from app.graph import migrate as migrate_graph
from app.imports import service as imports
from app.imports.models import ImportFormat
from app.jobs import service as jobs
from app.main import create_app
from app.observability import configure_logs
from app.outbox.service import count_outbox
from app.pairings import service as pairings_service
from app.people import service as people
from app.plans import service as plans
from app.plans.models import NewPlan
from app.security import Principal, Scope
from app.session import Installation
from app.settings import Settings, load_settings
from app.sign_in import service as sign_in
from app.workers import Workers
from app.workspace_settings import service as workspace_settings
from app.workspace_settings.models import SettingList
from app.workspaces import service as workspaces
from app.workspaces.models import NewWorkspace

app = typer.Typer(
    name="intros",
    help="Which two people should you introduce this week, and why?",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
workspace_app = typer.Typer(help="Create, list and delete workspaces.", no_args_is_help=True)
jobs_app = typer.Typer(help="List and cancel imports and plans.", no_args_is_help=True)
keys_app = typer.Typer(help="Create, list and revoke API keys.", no_args_is_help=True)
app.add_typer(workspace_app, name="workspace")
app.add_typer(keys_app, name="keys")
settings_app = typer.Typer(
    help="List and change the settings of a workspace.", invoke_without_command=True
)
app.add_typer(settings_app, name="settings")
app.add_typer(jobs_app, name="jobs")

WorkspaceOption = Annotated[
    str | None, typer.Option("--workspace", help="The workspace; default: the only one.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for a program.")]


def main() -> None:
    """Run a command; what a user can fix is one sentence, and exit code 1."""
    try:
        app()
    except IntrosError as error:
        terminal.complain(error)
        sys.exit(1)


@app.command()
def demo(
    once: Annotated[bool, typer.Option("--once", help="Print the pairings and stop.")] = False,
    json: JsonOption = False,
) -> None:
    """Load a sample network, print its ten best introductions, and serve the app."""
    settings = demo_service.demo_settings(quiet_settings())
    with installed(settings) as installation:
        demo_service.load(installation, progress=terminal.progress)
        dana = Principal.system(demo_service.WORKSPACE, TERMINAL, demo_service.CONNECTOR)
        session = installation.session(dana)
        demo_service.begin_introductions(session, settings.signing_secret())
        best = pairings_service.list_pairings(session, demo_service.CONNECTOR, limit=10)
        terminal.show_pairings(demo_service.CONNECTOR_NAME, best, as_json=json)
        if once:
            return
        key = workspaces.create_key(session, "write", demo_service.CONNECTOR)
        token = sign_in.create_link(
            session,
            demo_service.CONNECTOR,
            scope="admin",
            lasts=demo_service.LINK_LASTS,
        )
        terminal.say(demo_service.how_to_go_on(settings, key.text, token))
        try:
            _serve(settings)
        finally:
            workspaces.revoke_key(session, key.id)


@app.command()
def serve() -> None:
    """Serve the app and the API until Ctrl-C."""
    settings = load_settings()
    terminal.say(f"Serving on {settings.http.address}. Press Ctrl-C to stop.")
    _serve(settings)


def _serve(settings: Settings) -> None:
    config = uvicorn.Config(
        create_app(settings),
        host=settings.http.host,
        port=settings.http.port,
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=10,
    )
    uvicorn.Server(config).run()


@app.command()
def worker() -> None:
    """Send email and perform jobs, beside the service or instead of it, until Ctrl-C."""
    settings = load_settings()
    configure_logs(as_json=settings.log_json)
    ended = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    with installed(settings) as installation:
        workers = Workers(settings, lambda: installation)
        terminal.say("Working. Press Ctrl-C to stop.")
        ended.wait()
        workers.stop()


@app.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help="The file to import.")],
    file_format: Annotated[ImportFormat, typer.Option("--format", help="What kind of file it is.")],
    connector: Annotated[
        str | None, typer.Option(help="The ID of the person whose contacts these are.")
    ] = None,
    mapping: Annotated[
        str | None,
        typer.Option(help="How columns map: a YAML or JSON file, or the JSON itself."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Preview: change nothing.")] = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Import a file. A second time changes nothing."""
    bar = terminal.progress(f"Importing {file.name}", 1)
    with opened(workspace) as session, bar as tell:
        report = imports.run_import(
            session,
            file,
            file_format,
            connector=connector,
            mapping=mapping,
            dry_run=dry_run,
            progress=tell,
        )
    terminal.show_import(report, as_json=json)
    nothing_went_in = report.rows > 0 and report.refused == report.rows
    if report.status == "failed" or nothing_went_in:
        raise typer.Exit(1)


@app.command()
def pairings(
    connector: Annotated[str, typer.Argument(help="The connector's ID.")],
    limit: Annotated[int, typer.Option(min=1, max=200)] = 10,
    as_cypher: Annotated[
        bool, typer.Option("--as-cypher", help="Print the statement for Neo4j Browser.")
    ] = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Print who a connector should introduce, and why."""
    with opened(workspace, connector) as session:
        if as_cypher:
            terminal.say(pairings_service.as_cypher(session, connector, limit=limit))
            return
        best = pairings_service.list_pairings(session, connector, limit=limit)
        terminal.show_pairings(connector, best, as_json=json)


@app.command()
def why(
    connector: Annotated[str, typer.Argument(help="The connector's ID.")],
    a: Annotated[str, typer.Argument(help="One person's ID.")],
    b: Annotated[str, typer.Argument(help="The other person's ID.")],
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Explain one pair: why, or why not."""
    with opened(workspace, connector) as session:
        explained = pairings_service.explain_pairing(session, connector, a, b)
    terminal.show_explained(explained, as_json=json)


@app.command()
def export(
    person: Annotated[str, typer.Option("--person", help="The person's id.")],
    workspace: WorkspaceOption = None,
) -> None:
    """Print what is held about a person, as JSON: what they may be told when they ask."""
    with opened(workspace) as session:
        held = people.export_person(session, person)
    terminal.show_held(held)


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
    with opened(workspace) as session:
        token = sign_in.create_link(session, connector, scope="admin" if admin else "write")
    address = f"{load_settings().http.address}/sign-in/{token}"
    if json:
        terminal.show_record({"link": address}, as_json=True)
    else:
        terminal.say(address)


@app.command()
def week(
    connector: Annotated[str, typer.Argument(help="The connector's ID.")],
    week: Annotated[
        str | None, typer.Option("--week", help="An ISO week such as 2026-W48; default: this one.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Preview: save nothing.")] = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Plan a connector's week. A second time prints the same plan."""
    bar = terminal.progress("Planning the week", 1)
    with opened(workspace, connector) as session, bar as tell:
        new = terminal.checked(
            NewPlan,
            week=week or plans.this_week(session),
            connectors=(connector,),
            dry_run=dry_run,
        )
        plan = plans.perform(session, plans.prepare(session, new), tell)
    terminal.show_plan(plan, as_json=json)


@app.command()
def migrate(json: JsonOption = False) -> None:
    """Migrate the graph's schema."""
    with Graph(load_settings()) as graph:
        applied = migrate_graph(graph)
    terminal.show_record({"applied": applied}, as_json=json)


@app.command()
def doctor(json: JsonOption = False) -> None:
    """Check settings and graph, and print what works."""
    settings = load_settings()
    with Graph(settings) as graph:
        graph.check()
        installation = Installation(graph, SystemClock())
        found = workspaces.list_workspaces(installation)
        outbox, waiting = count_outbox(installation), jobs.count_jobs(installation)
    terminal.show_record(
        {
            "graph": settings.graph.uri,
            "data_dir": str(settings.data_dir),
            "answers": True,
            "workspaces": [workspace.id for workspace in found],
            "mail": ", ".join(settings.mail.hosts) or "not set up",
            "outbox": f"{outbox['waiting']} waiting, {outbox['parked']} parked",
            "jobs": f"{waiting.waiting} waiting, {waiting.running} running",
        },
        as_json=json,
    )


@workspace_app.command("create")
def workspace_create(
    name: Annotated[str, typer.Argument(help="Its name; the ID is made from it.")],
    country: Annotated[str, typer.Option(help="Two letters, for phone numbers.")] = "US",
    currency: Annotated[str, typer.Option(help="Three letters.")] = "USD",
    time_zone: Annotated[
        str, typer.Option(help="For example America/Chicago.")
    ] = "America/New_York",
    json: JsonOption = False,
) -> None:
    """Create a workspace with its own copy of the catalog."""
    new = terminal.checked(
        NewWorkspace,
        id=workspaces.workspace_id(name),
        name=name,
        country=country,
        currency=currency,
        time_zone=time_zone,
    )
    with installed(load_settings()) as installation:
        made = workspaces.create_workspace(installation, new, fill=copy_catalog)
    terminal.show_record({"workspace": made.id}, as_json=json)


@workspace_app.command("list")
def workspace_list(json: JsonOption = False) -> None:
    """List workspaces."""
    with installed(load_settings()) as installation:
        found = workspaces.list_workspaces(installation)
    terminal.show_rows("workspaces", found, as_json=json)


@workspace_app.command("delete")
def workspace_delete(
    workspace: Annotated[str, typer.Argument(help="The workspace's ID.")],
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask for confirmation.")] = False,
) -> None:
    """Delete a workspace with everything in it. You can't undo this."""
    with opened(workspace) as session:
        if not yes:
            typer.confirm(f"Delete “{session.workspace}” with all its people and keys?", abort=True)
        workspaces.delete_workspace(session)
    terminal.say(f"Deleted “{session.workspace}”.")


@keys_app.command("create")
def keys_create(
    scope: Annotated[Scope, typer.Option(help="What the key can do.")] = "read",
    connector: Annotated[
        str | None, typer.Option(help="The ID of the person the key belongs to.")
    ] = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Create a key. It is shown once: keep it."""
    with opened(workspace) as session:
        key = workspaces.create_key(session, scope, connector)
    if json:
        terminal.show_record({"key": key.text}, as_json=True)
    else:
        terminal.say(key.text)


@keys_app.command("list")
def keys_list(workspace: WorkspaceOption = None, json: JsonOption = False) -> None:
    """List keys, without their secrets."""
    with opened(workspace) as session:
        found = workspaces.list_keys(session)
    terminal.show_rows("keys", found, as_json=json)


@keys_app.command("revoke")
def keys_revoke(
    key_id: Annotated[str, typer.Argument(help="The key's ID: the part after `in_`.")],
    workspace: WorkspaceOption = None,
) -> None:
    """Revoke a key. It stops working at once."""
    with opened(workspace) as session:
        workspaces.revoke_key(session, key_id)
    terminal.say(f"Revoked {key_id}.")


@jobs_app.command("list")
def jobs_list(workspace: WorkspaceOption = None, json: JsonOption = False) -> None:
    """List imports and plans that wait, run or ended in the last day, the newest first."""
    with opened(workspace) as session:
        found = jobs.list_jobs(session)
    terminal.show_rows("jobs", found, as_json=json)


@jobs_app.command("cancel")
def jobs_cancel(
    job_id: Annotated[str, typer.Argument(help="The job's id, as `intros jobs list` shows it.")],
    workspace: WorkspaceOption = None,
) -> None:
    """End a job at its next step. What it has saved stays."""
    with opened(workspace) as session:
        jobs.cancel_job(session, job_id)
    terminal.say(f"Asked {job_id} to end.")


@settings_app.callback()
def settings(
    context: typer.Context,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """List the settings of a workspace: value, default, range and meaning."""
    if context.invoked_subcommand is not None:
        if workspace or json:
            raise typer.BadParameter(f"Write options after “{context.invoked_subcommand}”.")
        return
    with opened(workspace) as session:
        found, _ = workspace_settings.list_settings(session)
    terminal.show_settings(found, as_json=json)


@settings_app.command("set")
def settings_set(
    changes: Annotated[
        list[str],
        typer.Argument(metavar="KEY VALUE...", help="One setting and its new value, or several."),
    ],
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Change settings: all that you name, or none when a value is out of range."""
    keys, values = changes[::2], changes[1::2]
    if len(keys) != len(values):
        raise typer.BadParameter("Write each key with its value: KEY VALUE.")
    wanted = {key: terminal.value_typed(text) for key, text in zip(keys, values, strict=True)}
    _change_settings(workspace, wanted, as_json=json)


@settings_app.command("reset")
def settings_reset(
    keys: Annotated[
        list[str], typer.Argument(metavar="KEY...", help="The settings to set to their defaults.")
    ],
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Set settings back to their defaults."""
    _change_settings(workspace, dict.fromkeys(keys), as_json=json)


def _change_settings(
    workspace: str | None, changes: Mapping[str, object], *, as_json: bool
) -> None:
    with opened(workspace) as session:
        found, _ = workspace_settings.put_settings(session, changes)
    changed = SettingList(items=tuple(one for one in found.items if one.key in changes))
    terminal.show_settings(changed, as_json=as_json)


if __name__ == "__main__":
    main()
