"""The commands' common root: groups, and the options that many of them take."""

from typing import Annotated

import typer

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
sign_ins_app = typer.Typer(
    help="List who is signed in to the pages, and sign them out.", no_args_is_help=True
)
app.add_typer(sign_ins_app, name="sign-ins")
settings_app = typer.Typer(
    help="List and change the settings of a workspace.", invoke_without_command=True
)
app.add_typer(settings_app, name="settings")
app.add_typer(jobs_app, name="jobs")
catalog_app = typer.Typer(
    help="Bring the catalog of professions and trigger events up to date.", no_args_is_help=True
)
app.add_typer(catalog_app, name="catalog")

suppressions_app = typer.Typer(
    help="Let people who were deleted be added again.", no_args_is_help=True
)
app.add_typer(suppressions_app, name="suppressions")

WorkspaceOption = Annotated[
    str | None, typer.Option("--workspace", help="The workspace; default: the only one.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for a program.")]
