"""Who acts: a connector, an administrator, a program, a person by their link, or the system."""

from dataclasses import dataclass
from typing import Literal, Self

from app.errors import BreakGlassRequired, Forbidden

Scope = Literal["read", "write", "admin"]
Kind = Literal["connector", "administrator", "integration", "person", "system"]
RANK: dict[Scope, int] = {"read": 1, "write": 2, "admin": 3}


@dataclass(frozen=True, slots=True)
class Principal:
    """The one who acts; every act stays in their workspace.

    A *connector* acts as one person and sees what that person sees. An *administrator* looks after
    the workspace and sees no one's private things without a reason. An *integration* is a program
    with a key for the whole workspace. A *person* has no account and acts through a link that was
    sent to them. The *system* is Intros itself: its clock, its worker, its terminal.
    """

    kind: Kind
    workspace: str
    scope: Scope
    connector: str | None = None
    """The person that the principal acts as, and whose view they have."""
    key_id: str = ""
    """The id of the key or sign-in, or the part of the system: `clock`, `terminal`, …"""
    break_glass: str | None = None
    """Why an administrator needs to see trust now; recorded with each use."""

    @classmethod
    def with_key(cls, key_id: str, workspace: str, scope: Scope, connector: str | None) -> Self:
        """Who presents a key: bound to a connector, of an administrator, or of a program."""
        if connector is not None:
            return cls("connector", workspace, scope, connector, key_id)
        return cls("administrator" if scope == "admin" else "integration", workspace, scope,
                   key_id=key_id)  # fmt: skip

    @classmethod
    def system(cls, workspace: str, part: str, connector: str | None = None) -> Self:
        """A part of Intros itself, which may act for a connector."""
        return cls("system", workspace, "write", connector, part)

    @property
    def actor(self) -> str:
        """The name in histories and in the change log: a connector's id, else what acts."""
        match self.kind:
            case "connector":
                return self.connector or ""
            case "administrator" | "integration":
                return f"{self.kind} {self.key_id}"
            case "person":
                return "link"
            case "system":
                return f"{self.connector}, by {self.key_id}" if self.connector else self.key_id

    def require(self, scope: Scope) -> None:
        """Raise `Forbidden` unless the scope is this one or a higher one."""
        if RANK[self.scope] < RANK[scope]:
            raise Forbidden(f"It has the scope “{self.scope}”; this needs “{scope}”.")

    def act_as(self, person_id: str) -> None:
        """Raise `Forbidden` for one who acts as another person.

        Decided before anything is looked up, so that the answer tells nothing about the other.
        """
        if self.connector is not None and self.connector != person_id:
            raise Forbidden("It belongs to another connector and acts only as them.")

    def see_trust_of(self, person_id: str) -> None:
        """Raise unless the principal may read what `person_id` thinks of others."""
        self.act_as(person_id)
        if self.kind == "administrator" and not self.break_glass:
            raise BreakGlassRequired(
                "Ratings are private. Send your reason in Intros-Break-Glass; access is recorded."
            )
