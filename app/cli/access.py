"""Who gets in: API keys and sign-ins."""

import re
from datetime import date, datetime, timedelta
from typing import Annotated

import typer

from app import terminal
from app.cli.root import JsonOption, WorkspaceOption, keys_app, sign_ins_app
from app.cli.session import every_page, opened
from app.security import Scope

DAYS = re.compile(r"^(\d{1,5})d$")
SIGN_IN_COLUMNS = ("id", "connector", "name", "scope", "created_at", "last_used_at", "expires_at")
KEY_COLUMNS = ("id", "name", "scope", "connector", "last_used_at", "expires_at", "revoked_at")


def expiry(text: str, now: datetime) -> datetime:
    """When `90d` or `2027-01-31` ends: that many days from now, or with that day in UTC."""
    from app.keys.rules import end_of

    try:
        if match := DAYS.match(text):
            return now + timedelta(days=int(match[1]))
        return end_of(date.fromisoformat(text))
    except (ValueError, OverflowError):
        raise typer.BadParameter(
            "Write a day like 2027-01-31, or a number of days like 90d."
        ) from None


@keys_app.command("create")
def keys_create(
    scope: Annotated[Scope, typer.Option(help="What the key can do.")] = "read",
    connector: Annotated[
        str | None, typer.Option(help="The ID of the person the key belongs to.")
    ] = None,
    name: Annotated[
        str | None, typer.Option(help="What it is for, so that you can tell it from others.")
    ] = None,
    expires: Annotated[
        str | None,
        typer.Option(help="Its last day, like 2027-01-31, or a number of days, like 90d."),
    ] = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Create a key. It is shown once: keep it."""
    from app.keys import service as keys

    with opened(workspace) as session:
        ends = expiry(expires, session.now()) if expires else None
        key = keys.create_key(session, scope, connector, name=name, expires_at=ends)
    if json:
        terminal.show_record({"key": key.key}, as_json=True)
    else:
        terminal.say(key.key)


@keys_app.command("list")
def keys_list(workspace: WorkspaceOption = None, json: JsonOption = False) -> None:
    """List keys with their last use and expiry, without their secrets."""
    from app.keys import service as keys

    with opened(workspace) as session:
        found = every_page(lambda cursor: keys.list_keys(session, cursor=cursor))
    terminal.show_rows("keys", found, as_json=json, columns=KEY_COLUMNS)


@keys_app.command("revoke")
def keys_revoke(
    key_id: Annotated[str, typer.Argument(help="The key's ID: the part after `in_`.")],
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Revoke a key. It stops working at once."""
    from app.keys import service as keys

    with opened(workspace) as session:
        keys.revoke_key(session, key_id)
    terminal.show_done(f"Revoked {key_id}.", {"revoked": key_id}, as_json=json)


@sign_ins_app.command("list")
def sign_ins_list(
    connector: Annotated[
        str | None, typer.Option(help="The ID of the person whose they are. Default: all.")
    ] = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """List who is signed in, since when and until when."""
    from app.sign_in import service as sign_in

    with opened(workspace) as session:
        found = every_page(lambda at: sign_in.list_sign_ins(session, connector, cursor=at))
    terminal.show_rows("sign-ins", found, as_json=json, columns=SIGN_IN_COLUMNS)


@sign_ins_app.command("end")
def sign_ins_end(
    sign_in_id: Annotated[str, typer.Argument(help="Its ID, as `intros sign-ins list` shows it.")],
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Sign someone out in one browser. It works at once."""
    from app.sign_in import service as sign_in

    with opened(workspace) as session:
        sign_in.end_sign_in(session, sign_in_id)
    terminal.show_done(f"Ended {sign_in_id}.", {"ended": sign_in_id}, as_json=json)
