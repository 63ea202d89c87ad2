"""Importing contacts from a file: a preview first, then for good."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, cast, get_args

from fastapi import APIRouter, Path, Request, Response

from app.errors import InvalidInput
from app.field_types import ID_PATTERN
from app.imports import service
from app.imports.models import ImportFormat, ImportReport
from app.web.access import FormDep, PageRoute, SignedInDep, go_to
from app.web.rendering import Page, render

router = APIRouter(route_class=PageRoute, include_in_schema=False)
FORMATS: dict[ImportFormat, str] = {
    "linkedin": "LinkedIn: Connections.csv from “Get a copy of your data”",
    "people": "A CSV of people: one row each, with column headings",
}
ERRORS_SHOWN = 20
AT_ONCE = 300
"""So many rows are in within a moment; of more, the next page shows how far it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BringInPage(Page):
    template: ClassVar[str] = "import_form.html"
    section: ClassVar[str] = "bring-in"
    formats: dict[ImportFormat, str]
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPage(Page):
    template: ClassVar[str] = "import.html"
    section: ClassVar[str] = "bring-in"
    report: ImportReport
    shown: int


@router.get("/bring-in")
def form(request: Request, signed_in: SignedInDep) -> Response:
    """Choose a file."""
    return render(request, page_with(""), signed_in)


@router.post("/bring-in")
def bring_in(
    request: Request,
    signed_in: SignedInDep,
    form: FormDep,
) -> Response:
    """Begin; the next page shows how far it is, and the report."""
    chosen = form.text("format")
    try:
        if chosen not in get_args(ImportFormat):
            raise InvalidInput("Choose what kind of file it is.")
        file = form.file("file")
        prepared = service.prepare(
            signed_in.session,
            file_name=file.filename or "",
            data=file.file.read(),
            file_format=cast(ImportFormat, chosen),
            connector=signed_in.connector,
            dry_run=form.has("look"),
        )
    except InvalidInput as error:
        return render(request, page_with(error.detail), signed_in, status=error.status)
    begin = service.perform if prepared.rows <= AT_ONCE else service.enqueue
    return go_to(f"/bring-in/{begin(signed_in.session, prepared).id}")


@router.get("/bring-in/{import_id}")
def progress(
    request: Request,
    import_id: Annotated[str, Path(pattern=ID_PATTERN)],
    signed_in: SignedInDep,
) -> Response:
    """How far it is, and what became of each row."""
    report = service.get_import(signed_in.session, import_id)
    page = ImportPage(title=TITLES[report.status], report=report, shown=ERRORS_SHOWN)
    return render(request, page, signed_in)


TITLES = {
    "running": "Importing your contacts…",
    "previewed": "Preview",
    "done": "Import finished",
    "failed": "Import stopped",
    "undone": "Import undone",
}


def page_with(problem: str) -> BringInPage:
    return BringInPage(title="Import contacts", formats=FORMATS, problem=problem)
