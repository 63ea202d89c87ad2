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
    put_or_join,
    put_or_take,
    wait_a_moment,
    wait_for,
    wait_for_result,
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
    "put_or_join",
    "put_or_take",
    "wait_a_moment",
    "wait_for",
    "wait_for_result",
]
