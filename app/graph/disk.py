"""How much room the data folder has: a database without any saves nothing, and may be damaged."""

from app.errors import DiskFull

LEAST_BYTES = 200_000_000
"""What the database needs for its log, and to write files again."""


def disk_trouble(free: int) -> DiskFull | None:
    """What is wrong with so many free bytes; None where there is enough."""
    if free >= LEAST_BYTES:
        return None
    return DiskFull(
        f"Only {free / 1e6:.0f} MB are free where the data is. Free some space: with less than "
        f"{LEAST_BYTES / 1e6:.0f} MB the database may stop saving."
    )
