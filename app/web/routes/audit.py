"""The access log: who looked at what someone keeps, when and why."""

from dataclasses import dataclass
from typing import ClassVar
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request, Response

from app.audit import service
from app.audit.models import AuditEntry, AuditKind
from app.security import policy
from app.web.access import PageRoute, SignedInDep
from app.web.rendering import Page, render

router = APIRouter(route_class=PageRoute, include_in_schema=False)
AT_ONCE = 50
WHAT: dict[AuditKind, str] = {
    "break_glass": "Read what {about} keeps, until {until}",
    "address": "Email addresses of {about}: {op}",
    "role": "Role of {about} as a connector: {op}",
    "key": "API key {about}: {op}",
    "setting": "Setting {about}: {op}",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log, in words."""

    at: str
    by: str
    what: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPage(Page):
    template: ClassVar[str] = "audit.html"
    section: ClassVar[str] = "audit"
    lines: tuple[Line, ...]
    everything: bool
    """Whether it is the log of the whole workspace."""
    older: str | None
    """The cursor of what came before."""


@router.get("/audit")
def show_log(request: Request, signed_in: SignedInDep, cursor: str | None = None) -> Response:
    """Who looked; administrators also see who changed keys, settings, addresses and roles."""
    found = service.list_entries(signed_in.session, limit=AT_ONCE, cursor=cursor)
    zone = ZoneInfo(signed_in.time_zone)
    page = AuditPage(
        title="Access log",
        lines=tuple(line_of(entry, zone) for entry in found.items),
        everything=policy.has_scope(signed_in.session.principal, "admin"),
        older=found.next_cursor,
    )
    return render(request, page, signed_in)


def line_of(entry: AuditEntry, zone: ZoneInfo) -> Line:
    until = f"{entry.until.astimezone(zone):%H:%M}" if entry.until else ""
    what = WHAT[entry.kind].format(about=", ".join(entry.about), op=entry.op, until=until)
    at = f"{entry.at.astimezone(zone):%B %-d, %Y, %H:%M}"
    return Line(at, entry.by, what, entry.reason or "")
