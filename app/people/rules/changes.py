"""From drafts to changes: what to write so that the graph says what was said, and nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from app.field_types import fold
from app.people.models import Preferences
from app.people.rules.normalize import Facet, PersonDraft, Related
from app.tombstones.rules import OWN_ID

Mode = Literal["replace", "fill"]
"""`replace` takes what is said for true; `fill` writes only what is empty, and adds to lists."""
OWN_WISHES = frozenset({*Preferences.model_fields, "connector"})
FIELD_OF_KIND = MappingProxyType({"email": "emails", "phone": "phones", "profile": "profiles"})

OWN_FIELDS = frozenset({*FIELD_OF_KIND.values(), "external_ids", "notes"})
"""What each connector says of a person for themself."""


def field_of_identifier(identifier: str) -> str:
    """The field in which an identifier (`kind:value`) is said."""
    kind = identifier.partition(":")[0]
    return "id" if kind == OWN_ID else FIELD_OF_KIND.get(kind, "external_ids")


@dataclass(frozen=True, slots=True)
class Stated:
    """A detail of a person (an address, number, profile or ID in another system)."""

    kind: str
    value: str
    private: bool
    """Whether only connectors stated it."""


@dataclass(frozen=True, slots=True)
class Existing:
    """A person as the one who says something of them has them."""

    id: str
    properties: Mapping[str, Any]
    facets: Mapping[Facet, Related]
    stated: Sequence[Stated] = ()
    """All their details, no matter who stated them."""


@dataclass(frozen=True, slots=True)
class Change:
    """What to write of one person; `facets` holds only those that differ."""

    id: str
    is_new: bool
    properties: Mapping[str, Any]
    facets: Mapping[Facet, Related]
    kept: tuple[str, ...] = ()
    """What a fill left as it was, though something else was said."""

    @property
    def is_empty(self) -> bool:
        return not (self.is_new or self.properties or self.facets)


def touches_own_part(change: Change, existing: Existing | None) -> bool:
    """Whether it changes what is the person's own to say: a connector's entry, or someone's
    wishes about introductions."""
    if existing is None or change.is_empty:
        return False
    return bool(existing.properties.get("connector")) or not OWN_WISHES.isdisjoint(
        change.properties
    )


def plan_change(said: PersonDraft, existing: Existing | None, new_id: str, mode: Mode) -> Change:
    """What to write so that the graph says what the draft says."""
    if existing is None:
        facets = {name: related for name, related in said.facets.items() if related}
        properties = _set({"role": "partner"} | dict(said.properties))
        return Change(new_id, True, properties, facets)
    properties = {
        name: value
        for name, value in _to_write(said.properties, existing, mode).items()
        if value != existing.properties.get(name)
    }
    changed = {
        name: merged
        for name, related in said.facets.items()
        if (merged := _merge(name, existing.facets[name], related, said, mode))
        != existing.facets[name]
    }
    kept = _kept(said, existing, properties) if mode == "fill" else ()
    return Change(existing.id, False, properties, changed, kept)


def joined_groups(change: Change, said: PersonDraft, existing: Existing | None) -> frozenset[str]:
    """The groups that a change brings the person into, and those that it says meet regularly."""
    had = existing.facets["groups"] if existing else frozenset()
    new = change.facets.get("groups", frozenset()) - had
    return frozenset(group for (group,) in new) | said.meeting_groups


def _set(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if value not in (None, [])}


def _to_write(said: Mapping[str, Any], existing: Existing, mode: Mode) -> dict[str, Any]:
    """A fill writes only what is open there, and adds to lists."""
    if mode == "replace":
        return {name: None if value == [] else value for name, value in said.items()}
    filled: dict[str, Any] = {}
    for name, value in _set(said).items():
        if isinstance(value, list):
            had = existing.properties.get(name) or []
            folded = {fold(word) for word in had}
            filled[name] = had + [word for word in value if fold(word) not in folded]
        elif _is_open(name, value, existing):
            filled[name] = value
    for name, key in (("name", "name_key"), ("organisation_name", "organisation_key")):
        if name not in filled:
            filled.pop(key, None)
    return filled


def _is_open(name: str, value: Any, existing: Existing) -> bool:
    """Whether a fill may write a property: it is empty, or no one has decided it yet."""
    there = existing.properties.get(name)
    if name == "connector":
        return bool(value)
    if name == "role":
        return there == "other" and not existing.facets["professions"]
    return there is None


def _kept(said: PersonDraft, existing: Existing, written: Mapping[str, Any]) -> tuple[str, ...]:
    """A sentence for each field where the existing value differs from what was said.

    It does not tell the existing value: anyone who says something need not be allowed to read it.
    """
    kept = []
    for name in ("name", "title", "organisation_name", "town", "time_zone", "notes"):
        there, new = existing.properties.get(name), said.properties.get(name)
        if there and new and name not in written and fold(there) != fold(new):
            field = name.removesuffix("_name")
            kept.append(f"{field}: the existing value was kept, not “{new[:60]}”")
    had = {key for _, key, _ in existing.facets["professions"]}
    new_keys = sorted(key for _, key, _ in said.facets.get("professions", ()))
    if had and not had.issuperset(new_keys):
        kept.append(f"professions: the existing value was kept, not “{', '.join(new_keys)}”")
    return tuple(kept)


def _merge(name: Facet, had: Related, said: Related, draft: PersonDraft, mode: Mode) -> Related:
    if mode == "replace":
        if name == "professions":
            return _confirmed(had, said)
        keep = {"work": _unsaid_work, "identifiers": _unsaid_identifiers}.get(name)
        return said | keep(had, draft) if keep else said
    if name in {"professions", "meets"}:
        # The first word on these is a person's own: an import does not add to it.
        return had or said
    if name == "work" and any(entry[-1] for entry in had):
        return had | frozenset(entry for entry in said if not entry[-1])
    return had | said


def _confirmed(had: Related, said: Related) -> Related:
    """Who states a profession that a title had said confirms it."""
    before = {key for _, key, how in had if how is not None}
    return frozenset(
        (position, key, "confirmed" if how is None and key in before else how)
        for position, key, how in said
    )


def _unsaid_work(had: Related, draft: PersonDraft) -> Related:
    """`organisation` and `work` are said apart: what was not said stays."""
    said = {main for main, name in ((True, "organisation"), (False, "work")) if name in draft.said}
    return frozenset(entry for entry in had if entry[-1] not in said)


def _unsaid_identifiers(had: Related, draft: PersonDraft) -> Related:
    """Each kind of identifier is said apart: kinds that were not said stay."""
    return frozenset(
        entry for entry in had if FIELD_OF_KIND.get(entry[0], "external_ids") not in draft.said
    )
