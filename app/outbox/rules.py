"""When a failed effect is tried again, and when it is parked."""

from datetime import timedelta

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)
MOST_ATTEMPTS = 15
"""With the waits between them about a day and a half, and never less than 30 hours: an email
server that is down for a whole day is only late."""
LEAST_PART, SPREAD = 0.8, 0.4


def wait_after(attempts: int, jitter: float) -> timedelta:
    """How long to wait after this many failed attempts: one minute, doubling, at most six hours.

    `jitter`, from 0 to 1, spreads it over 80 to 120%, so that what failed together does not
    come back together.
    """
    doublings = min(attempts - 1, 20)
    wait: timedelta = min(FIRST_WAIT * 2**doublings, LONGEST_WAIT)
    return wait * (LEAST_PART + SPREAD * jitter)


def is_last(attempts: int) -> bool:
    """Whether no attempt follows this one unless someone asks for it."""
    return attempts >= MOST_ATTEMPTS
