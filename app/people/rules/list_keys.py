"""The texts by which people are listed: their order is that of the list.

Each begins with the workspace and ends with the person's id, so that a range of an index is a page
of one workspace. A name can be found by each of its first three words: for the second and the third
it is kept turned, as “whitfield dana” of “dana whitfield”.
"""

from collections.abc import Mapping
from typing import Any

TURNS = (1, 2)
LONGEST = 200
END = "}"
"""Sorts after everything that follows the workspace in a key."""


def list_keys(workspace: str, person: str, properties: Mapping[str, Any]) -> dict[str, str | None]:
    """The keys that change with these properties of a person; None takes one away."""
    keys: dict[str, str | None] = {}
    if name := properties.get("name_key"):
        words = name.split(" ")
        keys["sort_key"] = list_key(workspace, name, person)
        for turn in TURNS:
            turned = " ".join(words[turn:] + words[:turn])
            there = len(words) > turn
            keys[f"turned_{turn}"] = list_key(workspace, turned, person) if there else None
    if "organisation_key" in properties:
        firm = properties["organisation_key"]
        keys["firm_key"] = list_key(workspace, firm, person) if firm else None
    return keys


def list_key(workspace: str, text: str, person: str) -> str:
    """The key of one person under one text."""
    return f"{workspace}|{text[:LONGEST]}|{person}"


def bounds(workspace: str, begin: str) -> tuple[str, str]:
    """Between which two keys are those of a workspace whose text begins so."""
    first = f"{workspace}|{begin[:LONGEST]}"
    return first, f"{first}\U0010ffff" if begin else f"{workspace}{END}"
