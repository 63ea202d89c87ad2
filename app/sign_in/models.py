"""Signing in to the pages: one-time links, and the sessions that they begin."""

from dataclasses import dataclass

from app.security import Caller


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody at the pages: who they are, and what their forms must carry."""

    caller: Caller
    session_id: str
    connector: str
    name: str
    time_zone: str
    csrf: str
    """Sent back with every form; whoever has no access to the page cannot know it."""
