"""Files from the command line: read within bounds, with their mapping, and imported."""

from pathlib import Path

from app.errors import BodyTooLarge, FieldError, InvalidInput
from app.imports.models import FileRefused, ImportFormat, ImportReport, Progress
from app.imports.rules.mapping import parse_mapping
from app.imports.service.jobs import perform, prepare
from app.session import Session

MAX_BYTES = 50_000_000


def run_import(
    session: Session,
    file: Path,
    file_format: ImportFormat,
    *,
    connector: str | None = None,
    mapping: str | Path | None = None,
    dry_run: bool = False,
    progress: Progress = lambda _, __: None,
) -> ImportReport:
    """Import a file, from its first row to its last; a second time changes nothing.

    `mapping` is the path of a YAML or JSON file, or the JSON itself. Anyone with the terminal acts
    for the whole workspace. Raises `InvalidInput` when the file cannot be imported at all.
    """
    prepared = prepare(
        session,
        file_name=file.name,
        data=_content(file),
        file_format=file_format,
        connector=connector,
        mapping=None if mapping is None else read_mapping_file(mapping),
        dry_run=dry_run,
    )
    return perform(session, prepared, progress)


def _content(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    except OSError as error:
        raise InvalidInput(f"{file} cannot be read: {error.strerror}.") from None
    if len(data) > MAX_BYTES:
        raise BodyTooLarge(f"{file} has more than {MAX_BYTES:,} bytes: split it.")
    return data


def read_mapping_file(mapping: str | Path) -> object:
    """The mapping of a YAML or JSON file, or of the JSON itself; raises `InvalidInput`."""
    text = str(mapping)
    if not text.lstrip().startswith("{"):
        try:
            text = Path(mapping).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InvalidInput(f"The mapping {mapping} cannot be read: {error}") from None
    return mapping_of(text)


def mapping_of(text: str) -> object:
    """What JSON or YAML makes of a mapping's text; raises `InvalidInput`."""
    try:
        return parse_mapping(text)
    except FileRefused as refused:
        message = str(refused)
        raise InvalidInput(
            message, errors=[FieldError(pointer="/mapping", message=message)]
        ) from None
