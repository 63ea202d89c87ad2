"""Queries on jobs and on the parts of their content."""

from dataclasses import dataclass
from datetime import datetime

from app.graph import NoRow, Query
from app.jobs.models import Job


@dataclass(frozen=True, slots=True)
class DueJob:
    workspace: str
    id: str
    kind: str
    due: datetime


@dataclass(frozen=True, slots=True)
class Held:
    cancel: bool


@dataclass(frozen=True, slots=True)
class JobId:
    id: str


@dataclass(frozen=True, slots=True)
class PartRow:
    n: int
    data: str


@dataclass(frozen=True, slots=True)
class ForgettableJob:
    workspace: str
    id: str


@dataclass(frozen=True, slots=True)
class JobCounts:
    waiting: int
    running: int


create_job = Query("jobs/create_job", NoRow)
create_part = Query("jobs/create_part", NoRow)
find_job = Query("jobs/find_job", Job)
load_parts = Query("jobs/load_parts", PartRow)
list_jobs = Query("jobs/list_jobs", Job)
list_lane = Query("jobs/list_lane", Job)
list_due_jobs = Query("jobs/list_due_jobs", DueJob)
lease_job = Query("jobs/lease_job", Job)
hold_job = Query("jobs/hold_job", Held)
release_job = Query("jobs/release_job", NoRow)
end_job = Query("jobs/end_job", JobId)
request_cancel = Query("jobs/request_cancel", JobId)
mark_owed = Query("jobs/mark_owed", NoRow)
clear_owed = Query("jobs/clear_owed", NoRow)
count_jobs = Query("jobs/count_jobs", JobCounts)
list_forgettable_jobs = Query("jobs/list_forgettable_jobs", ForgettableJob)
delete_parts = Query("jobs/delete_parts", NoRow)
delete_ended_jobs = Query("jobs/delete_ended_jobs", NoRow)
