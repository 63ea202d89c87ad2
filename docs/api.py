"""`api.md`: every route of the API, from the application's own description of itself."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from app.dependencies import Requiring
from app.main import create_app
from app.settings import Settings
from docs.schemas import cell, fields_table, models_of, type_of

INTRODUCTION = """\
# API

Every route, generated from the application by `make docs`. The running service describes itself
for programs at `/openapi.json` (OpenAPI 3.1). Start with the
[guide for developers](guide-developer.md). [Errors](errors.md) says what to do about each code.

- *Needs* is the least scope of the key in `Authorization: Bearer <key>`. `admin` can do what
  `write` can, and `write` what `read` can. A connector's key acts and sees as that person.
- *Errors* are those of the route itself. Every route may also answer `graph_unavailable`,
  `engine_failed`, `migrations_do_not_fit`, `method_not_allowed` and `internal_error`.
- A field marked *required* must be sent, and every answer has it. Fields that aren't listed are
  refused.
"""
BREAK_GLASS = "Intros-Break-Glass"
ALWAYS_WITH_A_KEY = ("unauthenticated", "forbidden")
WITH_A_BODY = ("malformed_body", "body_too_large", "invalid_input")
WITH_HEADER = {
    "if-match": ("version_mismatch",),
    "idempotency-key": ("idempotency_key_running", "idempotency_key_reused", "invalid_input"),
}
OF_ITS_OWN = {
    "GET /metrics": ("unauthenticated", "forbidden"),
    "PUT /v1/trigger-events/{key}": ("unknown_profession",),
    "DELETE /v1/professions/{key}": ("in_use",),
    "DELETE /v1/trigger-events/{key}": ("in_use",),
    "POST /v1/people": ("already_exists", "identifier_taken", "suppressed", "unknown_profession",
                        "unknown_trigger_event"),
    "PATCH /v1/people/{person_id}": ("identifier_taken", "suppressed", "unknown_profession",
                                     "unknown_trigger_event"),
    "PUT /v1/people/{person_id}/knows/{other_id}": ("unknown_profession",),
    "GET /v1/people/{person_id}/contacts": ("break_glass_required",),
    "GET /v1/connectors/{connector_id}/pairings": ("break_glass_required", "unknown_profession"),
    "GET /v1/connectors/{connector_id}/pairings/{a}/{b}": (
        "break_glass_required", "unknown_profession",
    ),
}  # fmt: skip
"""What a route's service may refuse beyond what follows from its key, body and headers."""


def scopes(app: FastAPI) -> dict[str, str]:
    """`GET /path` → the scope that the route asks of a key; routes without a key are left out."""
    return {
        f"{method} {context.path}": scope
        for context in iter_route_contexts(app.routes)
        if (scope := _scope_of(getattr(context, "dependant", None)))
        for method in context.methods or ()
    }


def _scope_of(dependant: Any) -> str:
    if dependant is None:
        return ""
    if isinstance(dependant.call, Requiring):
        return dependant.call.scope
    return next(filter(None, map(_scope_of, dependant.dependencies)), "")


def operations(described: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """`GET /path` and the description of each route, in the order of the application."""
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def parameters_of(route: str, operation: dict[str, Any]) -> list[dict[str, Any]]:
    """The parameters that make a difference to a route: breaking the glass does so to few."""
    sealed = "break_glass_required" not in OF_ITS_OWN.get(route, ())
    return [
        one
        for one in operation.get("parameters", [])
        if not (sealed and one["name"] == BREAK_GLASS)
    ]


def errors_of(route: str, operation: dict[str, Any], scope: str) -> list[str]:
    """The codes that a route may answer with, besides those of every route."""
    parameters = parameters_of(route, operation)
    codes = list(ALWAYS_WITH_A_KEY if scope else ())
    if "requestBody" in operation:
        codes += WITH_A_BODY
    elif parameters:
        codes.append("invalid_input")
    creates = route.startswith("PUT") and route in PUT_CREATES
    if any(one["in"] == "path" for one in parameters) and not creates:
        codes.append("not_found")
    for one in parameters:
        codes += WITH_HEADER.get(one["name"].lower(), ())
    return list(dict.fromkeys([*codes, *OF_ITS_OWN.get(route, ())]))


PUT_CREATES = frozenset(
    f"PUT /v1/{path}" for path in ("professions/{key}", "trigger-events/{key}", "groups/{group_id}")
)


def page() -> str:
    app = create_app(Settings.model_construct(**_defaults()))
    described, needs = app.openapi(), scopes(app)
    schemas = described["components"]["schemas"]
    parts = [INTRODUCTION]
    found = list(operations(described))
    for tag, of_tag in groupby(found, lambda one: one[1]["tags"][0]):
        parts.append(f"## {tag.capitalize()}\n")
        parts.extend(_section(*one, needs.get(one[0], ""), schemas) for one in of_tag)
    parts.append("## Models\n")
    used = models_of([operation for _, operation in found], schemas)
    for name in sorted(used):
        words = schemas[name].get("description", "")
        parts.append("\n".join(filter(None, [f"### {name}\n", words and f"{words}\n"])))
        parts.append(fields_table(schemas[name]))
    return "\n".join(parts)


def _defaults() -> dict[str, Any]:
    """The settings as they come: the person who regenerates the pages may have their own."""
    return {name: field.get_default(call_default_factory=True)
            for name, field in Settings.model_fields.items()}  # fmt: skip


def _section(route: str, operation: dict[str, Any], scope: str, schemas: dict[str, Any]) -> str:
    codes = ", ".join(f"`{code}`" for code in errors_of(route, operation, scope))
    lines = [f"### {route}\n", operation["description"], ""]
    lines.append(f"- needs: {f'`{scope}`' if scope else 'no scope'}")
    lines += [f"- body: {_content(operation['requestBody'])}"] if "requestBody" in operation else []
    lines.append(f"- answers: {', '.join(_answers(operation))}")
    lines += [f"- errors: {codes}"] if codes else []
    lines.append("")
    parameters = parameters_of(route, operation)
    if parameters:
        lines += ["| parameter | in | type | meaning |", "|---|---|---|---|"]
        lines += [_parameter(one) for one in parameters]
        lines.append("")
    form = operation.get("requestBody", {}).get("content", {}).get("multipart/form-data")
    if form:
        lines.append(fields_table(schemas[form["schema"]["$ref"].rpartition("/")[2]]))
    return "\n".join(lines)


def _parameter(one: dict[str, Any]) -> str:
    required = "required. " if one["required"] and one["in"] != "path" else ""
    default = one["schema"].get("default")
    said = f" Default: `{default}`." if default is not None else ""
    kind = cell(type_of(one["schema"]))
    meaning = cell(f"{required}{one.get('description', '')}{said}")
    name = one["name"].title() if one["in"] == "header" else one["name"]
    return f"| `{name}` | {one['in']} | {kind} | {meaning} |"


def _content(body: dict[str, Any]) -> str:
    kind, content = next(iter(body["content"].items()))
    return "a form (`multipart/form-data`), see below" if "form" in kind else type_of(
        content["schema"]
    )  # fmt: skip


def _answers(operation: dict[str, Any]) -> Iterator[str]:
    for status, answer in operation["responses"].items():
        if status in ("default", "422"):
            continue
        schemas = [content.get("schema") for content in answer.get("content", {}).values()]
        yield f"{status} {type_of(schemas[0])}" if schemas and schemas[0] else status
