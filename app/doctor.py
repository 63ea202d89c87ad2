"""What `intros doctor` finds: what there is, and each trouble with what to do about it."""

import re
import shutil
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from app.backups.service import look_at
from app.errors import IntrosError
from app.graph import Query, check_schema, missing_indexes
from app.graph.disk import disk_trouble
from app.jobs import service as jobs
from app.outbox.service import count_outbox
from app.session import Installation
from app.settings import MailAccount, Settings
from app.workspaces import service as workspaces

SECONDS = 5.0
"""How long anything else than the graph has to answer."""
LATE_TIMES = 2
"""A scheduled backup is late after so many times its interval."""
FAILED = re.compile(r'^intros_requests_total\{.*status="500"\} (\S+)$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class LabelCount:
    label: str
    nodes: int
    properties: int


count_nodes = Query("graph/count_nodes", LabelCount)


@dataclass(slots=True)
class Findings:
    """What exists, by names for a person, and what is wrong."""

    facts: dict[str, Any] = field(default_factory=dict)
    troubles: list[str] = field(default_factory=list)


def examine(installation: Installation, settings: Settings) -> Findings:
    """Look at everything; what cannot be looked at is a trouble, and the rest is looked at."""
    found = Findings(
        {"graph": settings.graph.uri, "data_dir": str(settings.data_dir), "answers": True}
    )
    for look in _LOOKS:
        try:
            look(found, installation, settings)
        except IntrosError as error:
            found.troubles.append(f"{error.title}. {error.detail}")
        except Exception as error:  # noqa: BLE001 (whatever it is, it is what was asked for)
            found.troubles.append(
                f"The database can't answer everything ({type(error).__name__}). See its log; if "
                "it goes on after a restart, restore the backup."
            )
    return found


def _migrations(found: Findings, installation: Installation, _: Settings) -> None:
    missing = check_schema(installation.graph)
    found.facts["migrations"] = f"{len(missing)} to apply" if missing else "up to date"
    if missing:
        found.troubles.append("The database's schema is older than this version: intros migrate.")


def _indexes(found: Findings, installation: Installation, _: Settings) -> None:
    missing = missing_indexes(installation.graph)
    found.facts["indexes"] = f"{len(missing)} missing" if missing else "all there"
    if missing:
        found.troubles.append(
            f"The database lacks constraints or indexes: {', '.join(missing)}. intros migrate "
            "makes them again."
        )


def _content(found: Findings, installation: Installation, _: Settings) -> None:
    found.facts["workspaces"] = [one.id for one in workspaces.list_workspaces(installation)]
    rows = installation.read(lambda tx: tx.many(count_nodes))
    found.facts["nodes"] = [f"{row.nodes} {row.label}" for row in rows]


def _outbox(found: Findings, installation: Installation, settings: Settings) -> None:
    outbox, waiting = count_outbox(installation), jobs.count_jobs(installation)
    found.facts["mail"] = ", ".join(settings.mail.hosts) or "not set up"
    found.facts["outbox"] = f"{outbox['waiting']} waiting, {outbox['parked']} parked"
    if outbox["parked"]:
        found.troubles.append(
            f"{outbox['parked']} emails or other effects couldn’t be delivered and are parked. An "
            "administrator sees why with GET /v1/outbox, and sends them again."
        )
    found.facts["jobs"] = f"{waiting.waiting} waiting, {waiting.running} running"


def _disk(found: Findings, _: Installation, settings: Settings) -> None:
    free = shutil.disk_usage(_existing(settings.data_dir)).free
    found.facts["disk"] = f"{free / 1e9:.1f} GB free"
    if trouble := disk_trouble(free):
        found.troubles.append(f"{trouble.title}. {trouble.detail}")


def _existing(path: Path) -> Path:
    return path if path.exists() else _existing(path.parent)


def _backups(found: Findings, installation: Installation, settings: Settings) -> None:
    every = settings.backup.every_hours
    there = look_at(settings.backup_folder, installation.now())
    if every and (there.hours is None or there.hours > every * LATE_TIMES):
        age = (
            "There is none" if there.hours is None else f"The newest is {there.hours:.0f} hours old"
        )
        found.troubles.append(
            f"Backups are late. {age}, and one is due every {every}. See the log of the service."
        )


def _mail(found: Findings, _: Installation, settings: Settings) -> None:
    for account in _mail_servers(settings):
        try:
            with socket.create_connection((account.host, account.server_port), SECONDS):
                pass
        except OSError:
            found.troubles.append(
                f"The mail server {account.host}:{account.server_port} doesn't answer. Check "
                "INTROS_MAIL__HOST and INTROS_MAIL__PORT."
            )


def _mail_servers(settings: Settings) -> Iterator[MailAccount]:
    servers = [one for one in (settings.mail, *settings.mail.accounts.values()) if one.host]
    yield from {(one.host, one.server_port): one for one in servers}.values()


def _service(found: Findings, _: Installation, settings: Settings) -> None:
    """The service that runs beside, if one does: whether requests failed since its start."""
    host = "127.0.0.1" if settings.http.host in {"0.0.0.0", "::"} else settings.http.host  # noqa: S104
    try:
        with urlopen(f"http://{host}:{settings.http.port}/metrics", timeout=SECONDS) as answer:
            metrics = answer.read().decode()
    except (URLError, OSError):
        found.facts["service"] = "not running here"
        return
    failed = int(sum(float(number) for number in FAILED.findall(metrics)))
    found.facts["service"] = f"running, {failed} requests failed"
    if failed:
        found.troubles.append(
            f"{failed} requests failed since the service was started. Look for “unexpected_error” "
            "in its log."
        )


_LOOKS: tuple[Callable[[Findings, Installation, Settings], None], ...] = (
    _migrations,
    _indexes,
    _content,
    _outbox,
    _disk,
    _backups,
    _mail,
    _service,
)
