"""Backups: saved, restored, and moved to another database."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app import terminal
from app.cli.root import JsonOption, app
from app.cli.session import installed, quiet_settings

if TYPE_CHECKING:
    from app.backups.models import RestoredWorkspace
    from app.settings import GraphSettings, Settings


@app.command()
def backup(
    to: Annotated[
        Path | None, typer.Option("--to", help="The folder; default: INTROS_BACKUP__FOLDER.")
    ] = None,
    engine: Annotated[
        bool,
        typer.Option("--engine", help="Copy the built-in database's files instead."),
    ] = False,
    workspace: Annotated[
        str | None, typer.Option("--workspace", help="Only this workspace; default: all.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Save all workspaces, or one, into a new file. The service may go on."""
    from app.backups import service as backups
    from app.errors import BadSettings
    from app.workspaces import service as workspaces

    settings = quiet_settings()
    folder = to or settings.backup_folder
    with installed(settings) as installation:
        if engine:
            if not settings.graph.embedded or workspace:
                raise BadSettings(
                    "--engine copies the whole built-in database. For a workspace, or for Neo4j, "
                    "leave it out."
                )
            copy = backups.save_engine(installation, settings.data_dir, folder)
            terminal.show_done(f"Saved {copy.file}.", copy.model_dump(mode="json"), as_json=json)
            return
        chosen = (
            [workspaces.choose_workspace(installation, workspace)]
            if workspace
            else [one.id for one in workspaces.list_workspaces(installation)]
        )
        what = chosen[0] if workspace else backups.ALL
        with _counting("Saving") as tell:
            saved = backups.save(installation, folder, chosen, what=what, tell=tell)
    held = ", ".join(f"“{one.workspace}”" for one in saved.workspaces) or "no workspace"
    sentence = f"Saved {saved.file} ({saved.size:,} bytes) with {held}."
    terminal.show_done(sentence, saved.model_dump(mode="json"), as_json=json)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="The backup to restore.")],
    workspace: Annotated[
        str | None, typer.Option("--workspace", help="Only this workspace; default: all in it.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Restore what a backup holds. A workspace must not exist, or nothing is changed."""
    from app.backups import service as backups
    from app.errors import BadSettings

    settings = quiet_settings()
    if file.suffix == ".zip":
        if not settings.graph.embedded or workspace:
            raise BadSettings("A .zip holds the whole built-in database, and restores only that.")
        backups.restore_files(file, settings.data_dir)
        with installed(settings) as installation:
            copy = backups.after_restore(installation, file, settings.backup_folder)
        held = ", ".join(f"“{one}”" for one in copy.workspaces) or "no workspace"
        terminal.show_done(f"Restored {held}.", copy.model_dump(mode="json"), as_json=json)
        return
    with installed(settings) as installation, _counting("Restoring") as tell:
        restored = backups.restore(
            installation, file, folder=settings.backup_folder, only=workspace, tell=tell
        )
    if json:
        terminal.say_json(restored)
        return
    _show(restored.workspaces, same_secret=restored.same_secret)


@app.command()
def move(
    to: Annotated[str, typer.Argument(help="Where to: embedded:, or a Neo4j as bolt://….")],
    user: Annotated[str, typer.Option("--user", help="Neo4j's user there.")] = "neo4j",
    database: Annotated[str, typer.Option("--database", help="Neo4j's database there.")] = "neo4j",
    data_dir: Annotated[
        Path | None, typer.Option("--data-dir", help="The data folder there; default: the same.")
    ] = None,
    password_file: Annotated[
        Path | None,
        typer.Option("--password-file", help="Neo4j's password there; else you are asked for it."),
    ] = None,
    workspace: Annotated[
        str | None, typer.Option("--workspace", help="Only this workspace; default: all.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Copy all workspaces, or one, into another database. Stop the service first.

    Nothing is deleted here.
    """
    from app.backups import service as backups
    from app.workspaces import service as workspaces

    settings = quiet_settings()
    graph = _graph_there(to, user, database, password_file)
    there = _settings_there(settings, graph, data_dir)
    with (
        installed(settings) as source,
        installed(there) as target,
        _counting("Moving") as tell,
    ):
        chosen = (
            [workspaces.choose_workspace(source, workspace)]
            if workspace
            else [one.id for one in workspaces.list_workspaces(source)]
        )
        moved = backups.move(source, target, settings.data_dir / "moving", chosen, tell=tell)
    if json:
        terminal.say_json(moved)
    else:
        _show(moved.workspaces, same_secret=moved.same_secret)
        terminal.say(f"Set INTROS_GRAPH__URI to {to}, then start the service.")
    if moved.changed:
        changed = ", ".join(f"“{one}”" for one in moved.changed)
        terminal.warn(
            f"Someone wrote in {changed} meanwhile, and that isn’t there. Stop the service, "
            "delete the workspace there, and move it again."
        )
        raise typer.Exit(1)


def _settings_there(
    settings: "Settings", graph: "GraphSettings", data_dir: Path | None
) -> "Settings":
    """The settings of the other place; it takes the same secret, so that links stay valid."""
    from app.errors import BadSettings

    folder = data_dir or settings.data_dir
    same_folder = folder.resolve() == settings.data_dir.resolve()
    if graph.uri == settings.graph.uri and (same_folder or not graph.embedded):
        raise BadSettings("That is the database that you use now.")
    secret, kept = settings.data_dir / "secret", folder / "secret"
    if secret.exists() and not kept.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copy(secret, kept)
    return settings.model_copy(update={"graph": graph, "data_dir": folder})


def _graph_there(uri: str, user: str, database: str, password_file: Path | None) -> "GraphSettings":
    from app.errors import BadSettings
    from app.settings import GraphSettings

    password = ""
    if password_file is not None:
        try:
            password = password_file.read_text(encoding="utf-8").strip()
        except OSError as error:
            raise BadSettings(f"{password_file} can’t be read: {error.strerror}.") from None
    elif uri != "embedded:":
        password = typer.prompt(f"Password of {user}", hide_input=True, default="", err=True)
    return terminal.checked(GraphSettings, uri=uri, user=user, database=database, password=password)


def _show(workspaces: "tuple[RestoredWorkspace, ...]", *, same_secret: bool) -> None:
    for one in workspaces:
        nodes = sum(one.counts.values())
        terminal.say(f"Restored “{one.workspace}”: {nodes:,} entries, compared with the backup.")
        if one.kept_out:
            terminal.say(f"  {one.kept_out} were deleted since, and stay deleted.")
        if one.not_recognized:
            terminal.say(
                "  Some were deleted since, under another secret. They can’t be recognized."
            )
        if one.parked:
            terminal.say(f"  {one.parked} emails are parked: they may have been sent already.")
    if not same_secret:
        terminal.say(
            "The backup was made with another secret: links in earlier emails no longer work. "
            "Set INTROS_SECRET to the one from then."
        )


@contextmanager
def _counting(what: str) -> Iterator[Callable[[str, int], None]]:
    """A count on standard error while a person looks."""
    with terminal.progress(what, 1) as bar:
        yield lambda _, done: bar(done, done)
