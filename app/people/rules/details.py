"""Whose contact details and notes a connector is shown.

An email address, number, profile or other system's ID belongs to its source. A connector's source
is kept on what the connector thinks of the person, in `details`. What no connector's source says
alone is on file: the person themself, a program or an administrator stated it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.people.models import AddressChange
from app.people.rules.changes import FIELD_OF_KIND, Change, Existing, Stated
from app.people.rules.normalize import Related

Detail = tuple[str, str]
"""Kind and value."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a connector's relationship holds of a person."""

    details: tuple[str, ...] | None = None
    """The details (`kind:value`) that the connector's own sources stated, or that were given to
    them; None where they stated none, and go by what is on file."""
    notes: str | None = None
    own_word: bool = False
    """Whether only the connector said that they know them."""
    version: int = 0
    """The write that last changed it."""
    change: AddressChange | None = None
    """What someone else has done to an address that the connector uses."""


NO_ONES = Held(own_word=True)
"""Of one who does not know the person."""


def on_file(stated: Iterable[Stated]) -> Related:
    """The details that do not belong to connectors alone."""
    return frozenset((one.kind, one.value) for one in stated if not one.private)


def emails_of(details: Related) -> frozenset[str]:
    """The email addresses among details."""
    return frozenset(value for kind, value in details if kind == "email")


def told(stated: Iterable[Stated], held: Held, *, shares: bool) -> Related:
    """The details that a connector is told.

    Their own; else what is on file, unless only they say that they know the person. `shares`: the
    person lets everyone who knows them see what is on file.
    """
    filed = on_file(stated)
    if held.details is not None:
        own = frozenset(detail_of(text) for text in held.details)
        return own | filed if shares else own
    return frozenset() if held.own_word and not shares else filed


def detail_of(text: str) -> Detail:
    kind, _, value = text.partition(":")
    return kind, value


def texts_of(details: Related) -> list[str]:
    """Details as a relationship keeps them."""
    return sorted(f"{kind}:{value}" for kind, value in details)


def parted(change: Change) -> tuple[Change, dict[str, Any]]:
    """A change by a connector, without what goes onto their relationship, and that."""
    properties = dict(change.properties)
    facets = dict(change.facets)
    held: dict[str, Any] = {}
    if "notes" in properties:
        held["notes"] = properties.pop("notes")
    if "identifiers" in facets:
        held["details"] = texts_of(facets.pop("identifiers"))
    return replace(change, properties=properties, facets=facets), held


def is_held(person: str, speaker: str | None) -> bool:
    """Whether details and notes of a person go onto the speaker's relationship to them."""
    return speaker is not None and speaker != person


def shared_part(change: Change, speaker: str | None) -> Change:
    """What of a change is not the speaker's alone."""
    return parted(change)[0] if is_held(change.id, speaker) else change


def has_own_notes(change: Change, speaker: str | None) -> bool:
    """Whether it says notes of a connector on themself, for which there is no relationship."""
    return change.id == speaker and bool(change.properties.get("notes"))


def external_ids_of(existing: Existing) -> dict[str, str]:
    """The IDs in other systems, as the one who speaks has them."""
    return {k: v for k, v in existing.facets["identifiers"] if k not in FIELD_OF_KIND}


def moved_addresses(before: Related, after: Related) -> Mapping[str, str]:
    """Email addresses that were given up for another: each, and the one that came instead."""
    gone = sorted(value for kind, value in before - after if kind == "email")
    new = sorted(value for kind, value in after - before if kind == "email")
    return dict.fromkeys(gone, new[0]) if new else {}
