"""Imports: opened, imported part by part, looked at afterwards."""

from app.imports.service.files import mapping_of, run_import
from app.imports.service.jobs import KIND, enqueue, perform, perform_queued, prepare, record_failure
from app.imports.service.reading import finished_checksums, get_import

__all__ = [
    "KIND",
    "enqueue",
    "finished_checksums",
    "get_import",
    "mapping_of",
    "perform",
    "perform_queued",
    "prepare",
    "record_failure",
    "run_import",
]
