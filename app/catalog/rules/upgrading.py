"""What an upgrade makes of a catalog: three-way, so that what a workspace changed itself stays.

`base` is what the workspace was given, `own` what it has now, `shipped` what is new. Where `own` is
still `base`, it becomes `shipped`. Figures are compared as a whole: a likelihood never gets the
source of another one. Lists of names and keys are merged name by name.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from typing import TypeVar

from app.catalog.models import Difference, EntryKind, Meets, NeedEntry, Profession, TriggerEvent
from app.catalog.rules.occasions import circular_occasion

Entry = TypeVar("Entry", Meets, NeedEntry)
Value = TypeVar("Value")
FIGURES = {"meets": "met by", "needs": "need of"}
LISTS = ("aliases", "onet_codes", "competes_with", "no_flow_to")
"""Parts that are merged name by name: one that differs from what is shipped is not a conflict."""


def upgraded_profession(
    base: Profession | None, own: Profession | None, shipped: Profession, keys: Set[str]
) -> Profession | None:
    """The profession after the upgrade; None where the workspace deleted it.

    `keys`: the professions that there will be.
    """
    if own is None:
        return None if base else _known_only(shipped, keys)
    if base is None:
        return own
    countries = dict.fromkeys((*own.aliases_by_country, *shipped.aliases_by_country))
    by_country = {
        country: _names(*(one.aliases_by_country.get(country, ()) for one in (base, own, shipped)))
        for country in countries
    }
    return _known_only(
        own.model_copy(
            update={
                **{
                    name: _chosen(*(getattr(one, name) for one in (base, own, shipped)))
                    for name in ("name", "sphere", "segments")
                },
                **{
                    name: _names(*(getattr(one, name) for one in (base, own, shipped)))
                    for name in LISTS
                },
                "aliases_by_country": {c: names for c, names in by_country.items() if names},
            }
        ),
        keys,
    )


def _known_only(profession: Profession, keys: Set[str]) -> Profession:
    update = {
        name: tuple(key for key in getattr(profession, name) if key in keys)
        for name in ("competes_with", "no_flow_to")
    }
    return profession.model_copy(update=update)


def upgraded_event(
    base: TriggerEvent | None,
    own: TriggerEvent | None,
    shipped: TriggerEvent,
    keys: Set[str],
    occasions: Mapping[str, str],
) -> TriggerEvent | None:
    """The trigger event after the upgrade; None where the workspace deleted it.

    `keys`: the professions that there will be. `occasions`: those of all events as they are now; an
    occasion that would be circular is left as it is.
    """
    if own is None:
        if base:
            return None
        base = own = shipped.model_copy(update={"meets": (), "needs": (), "occasion": shipped.key})
    if base is None:
        return own
    fields = ("name", "sphere", "theme", "day_zero", "when_clients", "clients", "client")
    occasion = _chosen(base.occasion, own.occasion, shipped.occasion)
    if circular_occasion(own.key, occasion, occasions):
        occasion = own.occasion
    return own.model_copy(
        update={
            **{
                name: _chosen(*(getattr(one, name) for one in (base, own, shipped)))
                for name in fields
            },
            "occasion": occasion,
            "meets": _entries(base.meets, own.meets, shipped.meets, keys),
            "needs": _entries(base.needs, own.needs, shipped.needs, keys),
        }
    )


def _chosen(base: Value, own: Value, shipped: Value) -> Value:
    return shipped if own == base else own


def _names(base: Iterable[str], own: Iterable[str], shipped: Iterable[str]) -> tuple[str, ...]:
    """Those there are without what is no longer shipped, then what is newly shipped."""
    before, now = set(base), tuple(shipped)
    kept = [name for name in own if name not in before or name in now]
    new = [name for name in now if name not in before and name not in kept]
    return (*kept, *new)


def _entries(
    base: Iterable[Entry], own: Iterable[Entry], shipped: Iterable[Entry], keys: Set[str]
) -> tuple[Entry, ...]:
    """Each profession's figures: as shipped, but for those that were changed, added or removed."""
    given = _by_profession(base)
    mine = _by_profession(own)
    new = _by_profession(shipped)
    chosen = {
        key: new.get(key) if mine.get(key) == given.get(key) else mine.get(key)
        for key in {**new, **mine}
    }
    return tuple(entry for key, entry in chosen.items() if entry is not None and key in keys)


def _by_profession(entries: Iterable[Entry]) -> dict[str, Entry]:
    return {entry.profession: entry for entry in entries}


def differences(
    own: Profession | TriggerEvent | None,
    then: Profession | TriggerEvent | None,
    shipped: Profession | TriggerEvent,
) -> Iterator[Difference]:
    """What the upgrade changes in an entry, and what stays although something else is shipped."""
    kind: EntryKind = "profession" if isinstance(shipped, Profession) else "trigger_event"
    if own is None and then is None:
        yield Difference(kind=kind, key=shipped.key, what="deleted by you", kept=True)
        return
    if own is None:
        yield Difference(kind=kind, key=shipped.key, what="new", after=shipped.name)
        return
    parts = (_parts(own), _parts(then or own), _parts(shipped))
    for what in dict.fromkeys(name for part in parts for name in part):
        before, after, offered = (part.get(what) for part in parts)
        if before != after:
            yield Difference(kind=kind, key=own.key, what=what, before=before, after=after)
        elif after != offered and not what.startswith(LISTS):
            yield Difference(
                kind=kind, key=own.key, what=what, before=before, after=offered, kept=True
            )


def _parts(entry: Profession | TriggerEvent) -> dict[str, str]:
    """What an entry says, part by part, as it is shown."""
    parts: dict[str, str] = {}
    for name, value in entry.model_dump(exclude={"key", "meets", "needs"}).items():
        if isinstance(value, dict):
            parts |= {f"{name} {where}": ", ".join(names) for where, names in value.items()}
        elif value:
            parts[name] = value if isinstance(value, str) else ", ".join(value)
    if isinstance(entry, TriggerEvent):
        for figures, words in FIGURES.items():
            for one in getattr(entry, figures):
                said = one.model_dump(exclude={"profession"}, exclude_none=True)
                text = ", ".join(f"{name} {value}" for name, value in said.items())
                parts[f"{words} {one.profession}"] = text
    return parts
