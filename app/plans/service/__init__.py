"""The weekly plan: decided, saved once, read again."""

from app.plans.service.jobs import KIND, Planning, perform, perform_queued, plan, prepare
from app.plans.service.reading import get_plan, this_week

__all__ = [
    "KIND",
    "Planning",
    "get_plan",
    "perform",
    "perform_queued",
    "plan",
    "prepare",
    "this_week",
]
