"""What writes change: the kinds that there are, and what the header of a query says of them.

A query that writes into a workspace says in its header what it changes, one line for each kind:
`// changes: relationship updated by rows.source|rows.target`, or `// changes: none`. The path
says where the ids are among the parameters. Why: docs/decisions/0024.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast

Operation = Literal["created", "updated", "deleted", "saved"]
"""`saved` is created or updated, when a query does either."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Something that others may follow."""

    name: str
    decides: bool
    """Whether it is a fact: pairings and plans are decided from it."""
    why: str


KINDS = {
    kind.name: kind
    for kind in (
        Kind("person", True, "who may be introduced: profession, region, work, groups, limits"),
        Kind("relationship", True, "who a connector knows, how well, and since when"),
        Kind("acquaintance", True, "two who know each other are not introduced"),
        Kind("do_not_introduce", True, "two who are kept apart"),
        Kind("snooze", True, "a pair that a connector snoozed"),
        Kind("not_now", True, "a contact a connector leaves alone until a day"),
        Kind("group", True, "whether it meets regularly, so that its members know each other"),
        Kind("organisation", True, "its name appears in the reasons"),
        Kind("profession", True, "the catalog that flows are computed from"),
        Kind("trigger_event", True, "the catalog that flows are computed from"),
        Kind("introduction", True, "who was introduced, declined, asked, and is content"),
        Kind("plan", True, "its pairs and people count against the limits of the week"),
        Kind("setting", True, "the constants of the formula and of the week"),
        Kind("goal", False, "shown beside the week; plans go by a setting of the workspace"),
        Kind("gathering", False, "hours and what they brought; no pairing reads them"),
        Kind("touch", False, "the day of the last contact; only reminders read it"),
        Kind("detail", False, "contact details and notes of a relationship; no pairing reads them"),
        Kind("message_template", False, "the text of messages"),
        Kind("key", False, "who may call the API"),
        Kind("calendar_feed", False, "where a connector's dates are published"),
        Kind("suppression", False, "an address that gets no more email"),
        Kind("tombstone", False, "someone who was deleted and stays away, or may come back"),
        Kind("address", False, "where a connector gets notices"),
        Kind("role", False, "someone stopped being a connector"),
        Kind("break_glass", False, "an administrator looked at what is otherwise a person's own"),
    )
}
RETURNED = "returned"
"""The root of paths that lead into the rows that a query returns, instead of its parameters."""
PATH = r"[a-z_]\w*(?:\.\w+)*"
LINE = re.compile(
    rf"^(?P<kind>\w+) (?P<operation>created|updated|deleted|saved)"
    rf" by (?P<path>{PATH}(?:\|{PATH})*)(?: if (?P<condition>\w+))?$"
)
FORM = "`// changes: <kind> created|updated|deleted|saved by <path> [if <column>]`, or `none`"


@dataclass(frozen=True, slots=True)
class Changes:
    """One line of a header: of which kind what changes, and where the ids are.

    Parts of a path are joined by `|`, as in the id of a relationship. A parameter that is a list
    gives an id for each of its items. With a condition it counts for each returned row in which
    that column is neither null, 0 nor false.
    """

    kind: str
    operation: Operation
    parts: tuple[tuple[str, ...], ...]
    condition: str | None = None

    def __str__(self) -> str:
        """The line of the header that says it."""
        path = "|".join(".".join(part) for part in self.parts)
        condition = f" if {self.condition}" if self.condition else ""
        return f"{self.kind} {self.operation} by {path}{condition}"

    @property
    def roots(self) -> frozenset[str]:
        return frozenset(part[0] for part in self.parts)

    @property
    def columns(self) -> frozenset[str]:
        """The returned columns that it is told from."""
        read = {part[1] for part in self.parts if part[0] == RETURNED and len(part) > 1}
        return frozenset(read | ({self.condition} if self.condition else set()))

    @property
    def needs_rows(self) -> bool:
        """Whether it can be told only from what the query returns."""
        return self.condition is not None or RETURNED in self.roots

    def ids(self, values: Mapping[str, Any]) -> Iterator[str]:
        """The ids of what changed; `values` are the parameters, and a returned row."""
        lists = [root for root in self.roots if isinstance(values[root], Sequence)
                 and not isinstance(values[root], str)]  # fmt: skip
        if not lists:
            yield self._id(values)
            return
        for item in values[lists[0]]:
            yield self._id({**values, lists[0]: item})

    def _id(self, values: Mapping[str, Any]) -> str:
        return "|".join(str(_follow(values, part)) for part in self.parts)


def _follow(value: Any, steps: Sequence[str]) -> Any:
    for step in steps:
        value = value[int(step)] if step.isdigit() else value[step]
    return value


def parse_changes(lines: Sequence[str]) -> tuple[Changes, ...]:
    """Read what the `changes` lines of a header say; raises `ValueError` with the fault."""
    if list(lines) == ["none"]:
        return ()
    return tuple(_parse(line) for line in lines)


def _parse(line: str) -> Changes:
    match = LINE.match(line)
    if match is None:
        raise ValueError(f"“{line}” is not of the form {FORM}")
    if match["kind"] not in KINDS:
        raise ValueError(f"there is no kind “{match['kind']}”; see app/graph/changes.py")
    parts = tuple(tuple(part.split(".")) for part in match["path"].split("|"))
    operation = cast(Operation, match["operation"])
    return Changes(match["kind"], operation, parts, match["condition"])
