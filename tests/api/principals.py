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
    "another connector",
    "Dana",
    "an integration that reads",
    "an integration that writes",
    "an administrator",
    "an administrator with a reason",
]
Expected = int | Literal["let in"]
SCOPES: dict[Kind, Scope] = {
    "Dana": "write",
    "an integration that reads": "read",
    "an integration that writes": "write",
    "an administrator": "admin",
    "an administrator with a reason": "admin",
}
"""Of those whom a route may let in."""


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
    """Whether it tells what someone thinks of others, which administrators do not see."""
    form: dict[str, str] | None = None
    """Sent as a form with the file that stands under `file`, instead of a body."""
    dana: Expected = "let in"
    """What Dana's own key gets, if its scope suffices."""
    may_conflict: bool = False
    """Whether 409 is an answer to one who is let in: the step is not possible now."""

    @property
    def method(self) -> str:
        return self.name.partition(" ")[0]

    def __str__(self) -> str:
        return self.name


def expected(kind: Kind, route: Route) -> Expected:
    """What a kind of principal gets from a route: a status of refusal, or it is let in."""
    match kind:
        case "no one" | "a revoked key" | "a person by link":
            return 401
        case "a stranger":
            return route.stranger
        case "another connector":
            return route.mallory
    if RANK[SCOPES[kind]] < RANK[route.scope]:
        return 403
    if kind == "an administrator" and route.trust:
        return 403
    return route.dana if kind == "Dana" else "let in"
