"""Who acts: a connector, an administrator, a program, a person by their link, or the system."""

from dataclasses import dataclass, replace
from typing import Literal, Self

Scope = Literal["read", "write", "admin"]
Kind = Literal["connector", "administrator", "integration", "person", "system"]


@dataclass(frozen=True, slots=True)
class Principal:
    """The one who acts; every act stays in their workspace.

    A *connector* acts as one person and sees what that person sees. An *administrator* looks after
    the workspace, sees no one's private things without a reason, and never acts for anyone. An
    *integration* is a program with a key for the whole workspace, which acts for connectors where
    the workspace allows it. A *person* has no account and acts through a link that was
    sent to them. The *system* is Intros itself: its clock, its worker, its terminal.
    """

    kind: Kind
    workspace: str
    scope: Scope
    connector: str | None = None
    """The person that the principal acts as, and whose view they have."""
    key_id: str = ""
    """The id of the key or sign-in, the part of the system, or what a person by link is called."""
    break_glass: str | None = None
    """The connector whose things an administrator may read now, for a reason that they gave."""
    is_restricted: bool = False
    """Whether this program's key was made by an administrator, who sees nothing private."""
    may_act_for_connectors: bool = False
    """Whether the workspace lets this program act for its connectors."""

    @classmethod
    def with_key(
        cls,
        key_id: str,
        workspace: str,
        scope: Scope,
        connector: str | None,
        *,
        is_restricted: bool = False,
    ) -> Self:
        """Who presents a key: bound to a connector, of an administrator, or of a program."""
        if connector is not None:
            return cls("connector", workspace, scope, connector, key_id)
        kind: Kind = "administrator" if scope == "admin" else "integration"
        return cls(kind, workspace, scope, key_id=key_id, is_restricted=is_restricted)

    @classmethod
    def system(cls, workspace: str, part: str, connector: str | None = None) -> Self:
        """A part of Intros itself, which may act for a connector."""
        return cls("system", workspace, "write", connector, part)

    @classmethod
    def by_link(cls, workspace: str, called: str) -> Self:
        """A person without an account; histories name them by what they are `called`."""
        return cls("person", workspace, "write", key_id=called)

    def seeing_as(self, connector: str) -> Self:
        """The same one, with the view of this connector and no more."""
        return replace(self, connector=connector)

    @property
    def speaks_only_for_themself(self) -> bool:
        """Whether what they say of themself is their own word alone, and no one's for all."""
        return self.kind == "connector"

    @property
    def actor(self) -> str:
        """The name in the change log: a connector's id, else what acts, and who for."""
        return self.actor_for(self.connector)

    def actor_for(self, connector: str | None) -> str:
        """The name in the history of what is a connector's: “dana”, “dana, by key 0f3c…”.

        A person by their link and the clock act for themselves.
        """
        match self.kind:
            case "connector":
                return self.connector or ""
            case "administrator":
                name = f"administrator {self.key_id}"
            case "integration":
                name = f"key {self.key_id}"
            case "person" | "system":
                name, connector = self.key_id, self.connector
        return f"{connector}, by {name}" if connector else name
