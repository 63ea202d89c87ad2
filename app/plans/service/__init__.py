"""The weekly plan: decided, saved once, read again."""

from app.plans.service.jobs import Job, perform, prepare
from app.plans.service.reading import get_plan, this_week
from app.plans.service.under_way import UnderWay

__all__ = ["Job", "UnderWay", "get_plan", "perform", "prepare", "this_week"]
