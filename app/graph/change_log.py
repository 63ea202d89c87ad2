"""What one transaction has changed, and the entries of the change log that say so."""

from collections.abc import Mapping
from typing import Any

from app.graph.changes import KINDS, Changes, Operation

DESCRIBED = frozenset({"action", "from", "to", "note", "reason", "path"})
"""What an entry may tell about its subject."""


class ChangeLog:
    """Collects what the queries of a transaction change; each id counts once, with the sum of it.

    Who was created and then updated was created; who was deleted in the end was deleted.
    """

    def __init__(self) -> None:
        self._operations: dict[tuple[str, str], Operation] = {}
        self._described: dict[tuple[str, str], Operation] = {}

    def add(self, changes: Changes, values: Mapping[str, Any]) -> None:
        """Note what a query changed; `values` as for `Changes.ids`."""
        for one in changes.ids(values):
            key = (changes.kind, one)
            self._operations[key] = summed(self._operations.get(key), changes.operation)

    @property
    def changes_facts(self) -> bool:
        """Whether something changed that pairings and plans are decided from."""
        return any(KINDS[kind].decides for kind, _ in self._operations)

    def describe(
        self, kind: str, subject: str, told: Mapping[str, str | None], op: Operation = "created"
    ) -> dict[str, Any]:
        """An entry for one subject alone, with what is told of it; raises `ValueError`.

        `op` says what happened where no query did.
        """
        if kind not in KINDS or not told.keys() <= DESCRIBED:
            raise ValueError(f"{kind} {sorted(told)} cannot be described in the change log")
        operation = self._operations.get((kind, subject), op)
        self._described[kind, subject] = operation
        there = {name: value for name, value in told.items() if value is not None}
        return {"kind": kind, "op": operation, "ids": [subject], "subject": subject, **there}

    def rest(self) -> list[dict[str, Any]]:
        """One entry for each kind and operation, without what has been described."""
        groups: dict[tuple[str, Operation], list[str]] = {}
        for (kind, one), operation in self._operations.items():
            if self._described.get((kind, one)) != operation:
                groups.setdefault((kind, operation), []).append(one)
        return [
            {"kind": kind, "op": operation, "ids": ids} for (kind, operation), ids in groups.items()
        ]


def summed(before: Operation | None, now: Operation) -> Operation:
    """What two operations on the same thing come to."""
    if before is None or now in ("created", "deleted") or before == "deleted":
        return now
    return "saved" if before == "updated" and now == "saved" else before
