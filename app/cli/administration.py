"""Workspaces, jobs and settings."""

from collections.abc import Mapping
from typing import Annotated

import typer

from app import terminal
from app.cli.root import (
    JsonOption,
    WorkspaceOption,
    app,
    catalog_app,
    jobs_app,
    settings_app,
    workspace_app,
)
from app.cli.session import installed, opened, quiet_settings


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
    from app.catalog.service import copy_catalog
    from app.workspaces import service as workspaces
    from app.workspaces.models import NewWorkspace

    new = terminal.checked(
        NewWorkspace,
        id=workspaces.workspace_id(name),
        name=name,
        country=country,
        currency=currency,
        time_zone=time_zone,
    )
    with installed(quiet_settings()) as installation:
        made = workspaces.create_workspace(installation, new, fill=copy_catalog)
    terminal.show_record({"workspace": made.id}, as_json=json)


@workspace_app.command("list")
def workspace_list(json: JsonOption = False) -> None:
    """List workspaces."""
    from app.workspaces import service as workspaces

    with installed(quiet_settings()) as installation:
        found = workspaces.list_workspaces(installation)
    terminal.show_rows("workspaces", found, as_json=json)


@workspace_app.command("delete")
def workspace_delete(
    workspace: Annotated[str, typer.Argument(help="The workspace's ID.")],
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask for confirmation.")] = False,
    json: JsonOption = False,
) -> None:
    """Delete a workspace with everything in it. You can't undo this.

    Keyed hashes of people who were deleted stay with the backups: restoring one brings none back.
    """
    from app.backups.service.deletions import keep_deletions
    from app.backups.service.saving import header_of
    from app.workspaces import service as workspaces

    with opened(workspace) as session:
        if not yes:
            question = f"Delete “{session.workspace}” with all its people and keys?"
            typer.confirm(question, abort=True, err=json)
        folder = quiet_settings().backup_folder
        keep_deletions(session, folder, header_of(session.graph, session.now()))
        workspaces.delete_workspace(session)
    done = {"deleted": session.workspace}
    terminal.show_done(f"Deleted “{session.workspace}”.", done, as_json=json)


@app.command()
def audit(
    limit: Annotated[int, typer.Option(min=1, max=200, help="How many, the latest first.")] = 50,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """List who looked at what connectors keep, and who changed keys and settings."""
    from app.audit import service
    from app.audit.models import AuditLine

    with opened(workspace) as session:
        found = service.list_entries(session, limit=limit).items
    rows = found if json else tuple(map(AuditLine.of, found))
    terminal.show_rows("entries", rows, as_json=json)


@catalog_app.command("upgrade")
def catalog_upgrade(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only show the differences; change nothing.")
    ] = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Give a workspace the catalog of this version. What it changed itself stays.

    Lists what becomes different, and what stays although something else is shipped.
    """
    from app.catalog import service as catalog
    from app.catalog.models import DifferenceLine

    with opened(workspace) as session:
        found = catalog.list_differences(session) if dry_run else catalog.upgrade(session)
    if not found.items and not json:
        terminal.say("The catalog is up to date.")
        return
    rows = found.items if json else tuple(map(DifferenceLine.of, found.items))
    terminal.show_rows("differences", rows, as_json=json)


@jobs_app.command("list")
def jobs_list(workspace: WorkspaceOption = None, json: JsonOption = False) -> None:
    """List imports and plans that wait, run or ended in the last day, the newest first."""
    from app.jobs import service as jobs

    with opened(workspace) as session:
        found = jobs.list_jobs(session)
    terminal.show_rows("jobs", found, as_json=json)


@jobs_app.command("cancel")
def jobs_cancel(
    job_id: Annotated[str, typer.Argument(help="The job's id, as `intros jobs list` shows it.")],
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """End a job at its next step. What it has saved stays."""
    from app.jobs import service as jobs

    with opened(workspace) as session:
        jobs.cancel_job(session, job_id)
    terminal.show_done(f"Asked {job_id} to end.", {"cancelled": job_id}, as_json=json)


@settings_app.callback()
def settings(
    context: typer.Context,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """List the settings of a workspace: value, default, range and meaning."""
    from app.terminal.settings import show_settings
    from app.workspace_settings import service as workspace_settings

    if context.invoked_subcommand is not None:
        if workspace or json:
            raise typer.BadParameter(f"Write options after “{context.invoked_subcommand}”.")
        return
    with opened(workspace) as session:
        found, _ = workspace_settings.list_settings(session)
    show_settings(found, as_json=json)


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
    from app.terminal.settings import show_settings
    from app.workspace_settings import service as workspace_settings
    from app.workspace_settings.models import SettingList

    with opened(workspace) as session:
        found, _ = workspace_settings.put_settings(session, changes)
    changed = SettingList(items=tuple(one for one in found.items if one.key in changes))
    show_settings(changed, as_json=as_json)
