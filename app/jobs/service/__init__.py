"""Jobs: put into a queue in the graph, performed by whichever process is free."""

from app.jobs.service.bell import bell
from app.jobs.service.queue import (
    count_jobs,
    find,
    forget_ended,
    lease,
    list_lane,
    load_content,
    put,
    wait_for,
)
from app.jobs.service.runner import JobRunner
from app.jobs.service.running import Ending, Handler, JobRun, perform_here

__all__ = [
    "Ending",
    "Handler",
    "JobRun",
    "JobRunner",
    "bell",
    "count_jobs",
    "find",
    "forget_ended",
    "lease",
    "list_lane",
    "load_content",
    "perform_here",
    "put",
    "wait_for",
]
