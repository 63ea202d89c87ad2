"""`api.md`: every route of the API, from the application's own description of itself."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from app.api_description import ALWAYS, WITH_THE_GRAPH, codes_of, operations, scopes_of
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
  `graph_busy`, `engine_failed`, `migrations_do_not_fit` and `internal_error`, and an address
  `method_not_allowed`. In `/openapi.json` each status of an operation lists its codes (`x-codes`).
- A field marked *required* must be sent, and every answer has it. Fields that aren't listed are
  refused.
"""
OF_EVERY_ROUTE = {error.code for error in (*ALWAYS, *WITH_THE_GRAPH)}
"""Said once, at the beginning."""


def page() -> str:
    app = create_app(Settings.model_construct(**_defaults()))
    described, needs = app.openapi(), scopes_of(app)
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
    codes = ", ".join(f"`{code}`" for code in codes_of(operation) if code not in OF_EVERY_ROUTE)
    lines = [f"### {route}\n", operation["description"], ""]
    lines.append(f"- needs: {f'`{scope}`' if scope else 'no scope'}")
    lines += [f"- body: {_content(operation['requestBody'])}"] if "requestBody" in operation else []
    lines.append(f"- answers: {', '.join(_answers(operation))}")
    lines += [f"- errors: {codes}"] if codes else []
    lines.append("")
    parameters = operation.get("parameters", ())
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
        if status[0] not in "23":
            continue
        schemas = [content.get("schema") for content in answer.get("content", {}).values()]
        yield f"{status} {type_of(schemas[0])}" if schemas and schemas[0] else status
