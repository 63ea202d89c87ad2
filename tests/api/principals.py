"""The kinds of principals that ask every route, and what each of them gets from one."""

from dataclasses import dataclass
from typing import Any, Literal

from app.security import Scope
from app.security.policy import RANK

Kind = Literal[
    "no one",
    "a revoked key",
    "a person by link",
    "a stranger",
    "a stranger's program",
    "another connector",
    "Dana",
    "Dana's key that reads",
    "an integration that reads",
    "an integration that writes",
    "an integration that may act",
    "an administrator",
    "an administrator with a reason",
]
Expected = int | Literal["let in"]
SCOPES: dict[Kind, Scope] = {
    "a stranger": "admin",
    "a stranger's program": "write",
    "Dana": "write",
    "Dana's key that reads": "read",
    "an integration that reads": "read",
    "an integration that writes": "write",
    "an integration that may act": "write",
    "an administrator": "admin",
    "an administrator with a reason": "admin",
}
"""Of those whom a route may let in."""
ADMINISTRATORS: set[Kind] = {"a stranger", "an administrator", "an administrator with a reason"}
PROGRAMS: set[Kind] = {
    "a stranger's program",
    "an integration that reads",
    "an integration that writes",
    "an integration that may act",
}
STRANGERS: list[Kind] = ["a stranger", "a stranger's program"]


@dataclass(frozen=True, slots=True)
class Route:
    """One route, asked for Dana's things.

    `stranger` and `mallory` are the statuses that they get. Where that is a success, the answer
    holds their own things only: that is checked on its text, and on Dana's graph afterwards.
    """

    name: str
    path: str
    stranger: int
    mallory: int
    body: Any = None
    scope: Scope = "read"
    """The lowest scope that may use it."""
    trust: bool = False
    """Whether it tells what someone keeps, which administrators see only with a reason."""
    acts: Literal["as", "adds"] | None = None
    """Whether it acts `as` a connector, for programs only where the workspace allows it, or `adds`
    to what a connector knows. Administrators do neither, with a reason either."""
    form: dict[str, str] | None = None
    """Sent as a form with the file that stands under `file`, instead of a body."""
    dana: Expected = "let in"
    """What Dana's own key gets, if its scope suffices."""
    programs: bool = True
    """Whether it answers to keys that are no connector's and no administrator's."""
    may_conflict: bool = False
    """Whether 409 is an answer to one who is let in: the step is not possible now."""

    @property
    def method(self) -> str:
        return self.name.partition(" ")[0]

    def __str__(self) -> str:
        return self.name


def expected(kind: Kind, route: Route) -> Expected:
    """What a kind of principal gets from a route: a status of refusal, or it is let in."""
    if kind in ("no one", "a revoked key", "a person by link"):
        return 401
    if kind == "another connector":
        return route.mallory
    if is_refused(kind, route):
        return 403
    if kind in STRANGERS:
        # No reason opens what is kept by anyone who isn't in their workspace.
        return 404 if kind == "a stranger" and route.trust else route.stranger
    return route.dana if kind in ("Dana", "Dana's key that reads") else "let in"


def is_refused(kind: Kind, route: Route) -> bool:
    """Whether a kind's scope doesn't suffice, or only a connector does this."""
    if RANK[SCOPES[kind]] < RANK[route.scope] or (kind in ADMINISTRATORS and route.acts):
        return True
    match kind:
        case "an administrator":
            return route.trust
        case "an integration that writes":
            return route.acts == "as" or not route.programs
    return kind in PROGRAMS and not route.programs
