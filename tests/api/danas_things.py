"""Who and what is there before every route is asked: see access.py."""

from typing import Any

SECRET = "Quillfeather"
PEOPLE: list[dict[str, Any]] = [
    {"id": "dana", "name": f"Dana {SECRET}", "connector": True},
    {"id": "mallory", "name": "Mallory", "connector": True},
    {"id": "ann", "name": f"Ann {SECRET}", "emails": ["ann@secret.example"], "notes": SECRET},
    {"id": "lee", "name": f"Lee {SECRET}"},
    *(
        {"id": one, "name": f"{one.title()} {SECRET}"}
        for one in ("fay", "gil", "hal", "max", "nat")
    ),
]
"""Fay, Gil and Hal are for what keeps pairs apart. Max gets deleted, and Nat forgotten."""
GONE = {"id": "gone", "name": f"Ivy {SECRET}", "emails": ["gone@secret.example"]}
"""Deleted before anyone asks."""
RELATIONSHIPS: list[dict[str, Any]] = [
    {"from": "dana", "to": one, "trust": 0.6}
    for one in ("ann", "lee", "fay", "gil", "hal", "max", "nat")
]
PROFESSION = {"key": "quill_maker", "name": "Quill maker", "sphere": "business"}
TRIGGER_EVENT = {
    "key": "quill_day",
    "name": "Quill day",
    "sphere": "business",
    "theme": "business",
    "day_zero": "the feather falls",
    "meets": [],
    "needs": [],
}
"""What Dana's workspace has in its catalog, and no other: all its connectors see it."""
