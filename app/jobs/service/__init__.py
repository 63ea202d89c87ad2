"""Jobs: put into a queue in the graph, performed by whichever process is free."""

from app.jobs.service.bell import bell
from app.jobs.service.queue import (
    Leased,
    cancel_job,
    count_jobs,
    find,
    forget_ended,
    lease,
    list_jobs,
    list_lane,
    load_content,
    put,
    put_leased,
    wait_for,
)
from app.jobs.service.runner import JobRunner
from app.jobs.service.running import Ending, Handler, JobRun, perform_here

__all__ = [
    "Ending",
    "Handler",
    "JobRun",
    "JobRunner",
    "Leased",
    "bell",
    "cancel_job",
    "count_jobs",
    "find",
    "forget_ended",
    "lease",
    "list_jobs",
    "list_lane",
    "load_content",
    "perform_here",
    "put",
    "put_leased",
    "wait_for",
]
