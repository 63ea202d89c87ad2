"""JSON schemas in words: what a field takes, with its bounds, and which models a route uses."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

PRIVATE = frozenset({"Problem", "ProblemField"})
"""Described in errors.md."""
BOUNDS = {
    "minimum": "≥ {}",
    "exclusiveMinimum": "> {}",
    "maximum": "≤ {}",
    "exclusiveMaximum": "< {}",
    "minLength": "≥ {} characters",
    "maxLength": "≤ {:,} characters",
    "minItems": "≥ {} items",
    "maxItems": "≤ {:,} items",
    "maxProperties": "≤ {:,} entries",
    "pattern": "matches `{}`",
}


def type_of(schema: dict[str, Any]) -> str:
    """What a schema takes, in a few words: `number, ≥ 0, ≤ 1, or null`."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return name if name in PRIVATE else f"[{name}](#{name.lower()})"
    if "anyOf" in schema:
        return " or ".join(map(type_of, schema["anyOf"])).replace(" or null", ", or null")
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"])
    if "const" in schema:
        return f"`{schema['const']}`"
    kind = schema.get("format") if schema.get("type") == "string" else None
    words = kind or _kind(schema)
    return ", ".join(
        [words, *(text.format(schema[b]) for b, text in BOUNDS.items() if b in schema)]
    )


def _kind(schema: dict[str, Any]) -> str:
    kind: str = schema.get("type", "any")
    if kind == "array" and "items" in schema:
        return f"list of ({type_of(schema['items'])})"
    if kind == "object" and isinstance(values := schema.get("additionalProperties"), dict):
        return f"map of text to ({type_of(values)})"
    return {"string": "text", "boolean": "true or false"}.get(kind, kind)


def fields_table(schema: dict[str, Any]) -> str:
    """A model's fields as a table."""
    rows = ["| field | type | |", "|---|---|---|"]
    for name, field in schema.get("properties", {}).items():
        cells = [f"`{name}`", cell(type_of(field)), cell(_about(name, field, schema))]
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join([*rows, ""])


def _about(name: str, field: dict[str, Any], schema: dict[str, Any]) -> str:
    said = [str(field["description"])] if "description" in field else []
    if name in schema.get("required", ()):
        said.insert(0, "required.")
    elif field.get("default") not in (None, [], {}, ""):
        said.append(f"Default: `{json.dumps(field['default'])}`.")
    return " ".join(said)


def cell(text: str) -> str:
    """A text as one cell of a table."""
    return " ".join(text.split()).replace("|", "\\|")


def models_of(operations: Iterable[Any], schemas: dict[str, Any]) -> set[str]:
    """Every model that the routes speak of, and the models inside these; forms are left out."""
    found: set[str] = set()
    open_ends = [name for one in operations for name in _references(one)]
    while open_ends:
        name = open_ends.pop()
        if name not in found:
            found.add(name)
            open_ends += _references(schemas[name])
    return {name for name in found if name not in PRIVATE and not name.startswith("Body_")}


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref":
                yield str(value).rpartition("/")[2]
            else:
                yield from _references(value)
    elif isinstance(node, list):
        for value in node:
            yield from _references(value)
