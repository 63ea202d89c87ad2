"""The properties of a node or relationship as a backup has them, and back."""

from collections.abc import Mapping
from typing import Any

from app.graph.tagged_values import tagged, untagged


def tagged_map(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tagged(value) for name, value in properties.items()}


def untagged_map(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {name: untagged(value) for name, value in properties.items()}
