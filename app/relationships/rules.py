"""What becomes of relationships that are saved."""

from collections.abc import Mapping
from typing import Any

from app.relationships.models import Knows, Word

WORDS: Mapping[float, Word] = {
    0.0: "don't introduce",
    0.3: "know of",
    0.6: "would introduce",
    0.9: "vouch for",
}
"""How trust is said in words: by the nearest of these."""

Properties = dict[str, Any]
NO_CONNECTOR = ""
"""Who said so where no connector did: a program or an administrator, for the workspace."""


def said(knows: Knows) -> Properties:
    """The properties that a body says; null clears, what is not said stays."""
    properties: Properties = {}
    fields = knows.model_fields_set
    if "trust" in fields:
        properties["trust"] = knows.trust
    if "contexts" in fields:
        keys = sorted(knows.contexts)
        properties["context_keys"] = keys or None
        properties["context_trust"] = [knows.contexts[key] for key in keys] or None
    properties |= {n: getattr(knows, n) for n in ("since", "last_contact", "notes") if n in fields}
    return properties


def missing(there: Properties, new: Properties) -> Properties:
    """What of the new properties a fill takes: where nothing was stated, context by context.

    The last contact is no opinion: a later one is always taken.
    """
    taken = {name: value for name, value in new.items() if there.get(name) is None}
    had, stated = _contexts(there), _contexts(new)
    if had and stated:
        both = stated | had
        taken["context_keys"] = sorted(both)
        taken["context_trust"] = [both[key] for key in sorted(both)]
    if there.get("last_contact") and new.get("last_contact"):
        taken["last_contact"] = max(there["last_contact"], new["last_contact"])
    return taken


def kept(there: Properties, new: Properties) -> tuple[str, ...]:
    """A sentence for each figure that a fill leaves as it was, though another was said.

    It does not tell the existing value: the importer need not be allowed to read trust.
    """
    had, new_figures = _figures(there), _figures(new)
    return tuple(
        f"{name}: the existing value was kept, not {value}"
        for name, value in new_figures.items()
        if value is not None and had.get(name) not in (None, value)
    )


def _figures(properties: Properties) -> dict[str, Any]:
    """What was stated, each by its field and a word for it."""
    contexts = {f"contexts: {key}": trust for key, trust in _contexts(properties).items()}
    return contexts | {
        "trust": properties.get("trust"),
        "since": properties.get("since"),
    }


def _contexts(properties: Properties) -> dict[str, float]:
    keys, trust = properties.get("context_keys"), properties.get("context_trust")
    return dict(zip(keys or (), trust or (), strict=True))


def difference(there: Properties, new: Properties) -> Properties:
    """What of the new properties is not there already, with `rated` kept true to them."""
    changed = {name: value for name, value in new.items() if there.get(name) != value}
    if changed.keys() & {"trust", "context_keys"}:
        merged = there | changed
        changed["rated"] = merged.get("trust") is not None or merged.get("context_keys") is not None
    return changed


def word(trust: float | None) -> Word | None:
    """Trust in one of the four words."""
    if trust is None:
        return None
    return WORDS[min(WORDS, key=lambda value: (abs(value - trust), -value))]
