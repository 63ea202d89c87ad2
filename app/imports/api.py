"""Imports over HTTP."""

from contextlib import nullcontext
from typing import Annotated

from fastapi import APIRouter, Form, Path, Request, Response, UploadFile

from app.api_description import refuses
from app.dependencies import IdempotencyKey, ReadSession, SecretDep, WriteSession
from app.errors import BreakGlassRequired, NotFound
from app.field_types import ID_PATTERN
from app.idempotency import IdempotentRequest
from app.imports import service
from app.imports.models import ImportFormat, ImportReport
from app.opened_by_reason import OpenedByReason

AT_ONCE = 2_000
"""A file of at most so many rows is imported before the answer, a longer one by a worker."""
RETRY_SECONDS = "2"

router = APIRouter(tags=["imports"], route_class=OpenedByReason)


@router.post("/v1/imports", status_code=202, openapi_extra=refuses(NotFound))
def create_import(
    request: Request,
    response: Response,
    session: WriteSession,
    secret: SecretDep,
    file: UploadFile,
    file_format: Annotated[ImportFormat, Form(alias="format")],
    mapping: Annotated[
        str | None,
        Form(description="JSON: how the columns of the file map; see docs/imports.md."),
    ] = None,
    dry_run: Annotated[bool, Form(description="Preview: change nothing.")] = False,
    connector: Annotated[
        str | None,
        Form(pattern=ID_PATTERN, description="The person whose contacts the rows become."),
    ] = None,
    key: IdempotencyKey = None,
) -> ImportReport:
    """Import a CSV file. An unreadable file is refused; bad rows are listed one by one.

    A long file is still running when the answer comes: read the import again to see it advance.
    """
    data = file.file.read()
    prepared = service.prepare(
        session,
        file_name=file.filename or "",
        data=data,
        file_format=file_format,
        connector=connector,
        mapping=None if mapping is None else service.mapping_of(mapping),
        dry_run=dry_run,
    )
    fields = f"{file_format}\n{mapping}\n{dry_run}\n{connector}\n"
    body = fields.encode() + data
    once = None
    if key is not None:
        # A form has another boundary each time that it is sent; its fields are the same.
        route = f"{request.method} {request.url.path}"
        once = IdempotentRequest(session.principal.key_id, route, key, body, secret, status=202)
    if once is None and prepared.rows <= AT_ONCE:
        report = service.perform(session, prepared)
    else:
        with once.running() if once else nullcontext():
            report = service.enqueue(session, prepared, once)
        response.headers["Retry-After"] = RETRY_SECONDS
    response.headers["Location"] = f"/v1/imports/{report.id}"
    return report


@router.get("/v1/imports/{import_id}", openapi_extra=refuses(BreakGlassRequired))
def get_import(
    import_id: Annotated[str, Path(pattern=ID_PATTERN)], session: ReadSession
) -> ImportReport:
    """Read the progress or the result of an import."""
    return service.get_import(session, import_id)
