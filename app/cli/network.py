"""A connector's network: files in, suggestions and weeks out."""

from pathlib import Path
from typing import Annotated

import typer

from app import terminal
from app.cli.root import JsonOption, WorkspaceOption, app, suppressions_app
from app.cli.session import opened
from app.imports.models import ImportFormat


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
    from app.imports import service as imports
    from app.terminal.imports import show_import

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
    show_import(report, as_json=json)
    nothing_went_in = report.rows > 0 and report.refused + report.suppressed == report.rows
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
    from app.pairings import service as pairings_service
    from app.terminal.pairings import show_pairings

    with opened(workspace, connector) as session:
        if as_cypher:
            terminal.say(pairings_service.as_cypher(session, connector, limit=limit))
            return
        best = pairings_service.list_pairings(session, connector, limit=limit)
        show_pairings(connector, best, as_json=json)


@app.command()
def why(
    connector: Annotated[str, typer.Argument(help="The connector's ID.")],
    a: Annotated[str, typer.Argument(help="One person's ID.")],
    b: Annotated[str, typer.Argument(help="The other person's ID.")],
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Explain one pair: why, or why not."""
    from app.pairings import service as pairings_service
    from app.terminal.pairings import show_explained

    with opened(workspace, connector) as session:
        explained = pairings_service.explain_pairing(session, connector, a, b)
    show_explained(explained, as_json=json)


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
    from app.plans import service as plans
    from app.plans.models import NewPlan
    from app.terminal.plans import show_plan

    bar = terminal.progress("Planning the week", 1)
    with opened(workspace, connector) as session, bar as tell:
        new = terminal.checked(
            NewPlan,
            week=week or plans.this_week(session),
            connectors=(connector,),
            dry_run=dry_run,
        )
        plan = plans.perform(session, plans.prepare(session, new), tell)
    show_plan(plan, as_json=json)


@app.command()
def export(
    person: Annotated[str, typer.Option("--person", help="The person's id.")],
    workspace: WorkspaceOption = None,
) -> None:
    """Print what is held about a person, as JSON: what they may be told when they ask."""
    from app.people import service as people

    with opened(workspace) as session:
        held = people.export_person(session, person)
    terminal.show_held(held)


@suppressions_app.command("lift")
def lift_suppression(
    how: Annotated[str, typer.Option(help="How they agreed to be added again; kept in the log.")],
    on: Annotated[str, typer.Option(help="The day on which they agreed, as 2026-11-20.")],
    email: Annotated[str | None, typer.Option(help="Their email address.")] = None,
    phone: Annotated[str | None, typer.Option(help="Or their phone number.")] = None,
    profile: Annotated[str | None, typer.Option(help="Or the address of their profile.")] = None,
    external_id: Annotated[
        str | None, typer.Option(help="Or another system and its ID, as hubspot:77.")
    ] = None,
    own_id: Annotated[
        str | None, typer.Option("--id", help="Or the ID that they had here.")
    ] = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Let someone who was deleted be added again, because they agreed."""
    from app.tombstones import service as tombstones
    from app.tombstones.models import Consent, Lifting

    body = terminal.checked(
        Lifting,
        email=email,
        phone=phone,
        profile=profile,
        external_id=external_id,
        id=own_id,
        consent=terminal.checked(Consent, how=how, on=on),
    )
    with opened(workspace) as session:
        lifted = tombstones.lift(session, body)
    if json:
        terminal.say(lifted.model_dump_json())
    else:
        terminal.say("They can be added again. The log keeps their consent.")
