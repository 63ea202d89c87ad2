"""Imports: opened, imported piece by piece, looked at afterwards."""

from app.imports.service.files import mapping_of, run_import
from app.imports.service.jobs import Job, perform, prepare, start
from app.imports.service.reading import finished_checksums, get_import
from app.imports.service.under_way import UnderWay

__all__ = [
    "Job",
    "UnderWay",
    "finished_checksums",
    "get_import",
    "mapping_of",
    "perform",
    "prepare",
    "run_import",
    "start",
]
