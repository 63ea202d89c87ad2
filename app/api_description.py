"""The API's description of itself, made complete for clients that are generated from it.

Every operation says each status that it answers with, and each code. What a route may refuse
follows from its key, its body and its headers; what its service refuses beyond that, the route
says itself, with `refuses`.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from app.dependencies import BREAK_GLASS, Requiring
from app.errors import (
    BodyTooLarge,
    BodyTooSlow,
    BreakGlassRequired,
    Conflict,
    EngineFailed,
    Forbidden,
    GraphBusy,
    GraphUnavailable,
    IdempotencyMismatch,
    IdempotencyRefused,
    IdempotencyRunning,
    IntrosError,
    InvalidInput,
    MalformedBody,
    NotFound,
    Unauthenticated,
    UnsupportedMediaType,
    VersionMismatch,
)
from app.graph.migration_files import MigrationError
from app.parameter_guard import FORM
from app.problem_details import MEDIA_TYPE, Problem

REFUSES = "x-refuses"
CODES = "x-codes"
Errors = tuple[type[IntrosError], ...]
PROBLEM = {MEDIA_TYPE: {"schema": {"$ref": f"#/components/schemas/{Problem.__name__}"}}}
ALWAYS: Errors = (IntrosError,)
WITH_THE_GRAPH: Errors = (GraphUnavailable, GraphBusy, EngineFailed, MigrationError)
WITH_A_KEY: Errors = (Unauthenticated, Forbidden, InvalidInput)
WITH_A_BODY: Errors = (
    MalformedBody,
    BodyTooLarge,
    BodyTooSlow,
    UnsupportedMediaType,
    InvalidInput,
)
WHEN_IT_WRITES: Errors = (Conflict,)
WITH_HEADER: dict[str, Errors] = {
    "if-match": (VersionMismatch,),
    "idempotency-key": (IdempotencyRunning, IdempotencyMismatch),
}
WITHOUT_THE_GRAPH = ("/healthz",)


def refuses(*errors: type[IntrosError]) -> dict[str, Any]:
    """For a route's `openapi_extra`: what its service refuses beyond what follows from the rest."""
    return {REFUSES: {error.code: error.status for error in errors}}


def install(app: FastAPI) -> None:
    """Make the application's description complete, the first time that it is asked for."""
    describe = app.openapi

    def complete() -> dict[str, Any]:
        if app.openapi_schema is None:
            _complete(describe(), scopes_of(app))
        assert app.openapi_schema is not None  # noqa: S101 (`describe` has just made it)
        return app.openapi_schema

    app.openapi = complete  # type: ignore[method-assign]


def operations(description: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """`GET /path` and the description of each operation, in the order of the application."""
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def codes_of(operation: dict[str, Any]) -> dict[str, int]:
    """Each code that an operation answers with, and its status."""
    return {
        code: int(status)
        for status, response in operation["responses"].items()
        for code in response.get(CODES, ())
    }


def _complete(description: dict[str, Any], scopes: dict[str, str]) -> None:
    for name, operation in operations(description):
        errors = dict(_errors_of(name, operation, scopes.get(name)))
        if BreakGlassRequired.code not in errors:
            parameters = operation.get("parameters", [])
            operation["parameters"] = [p for p in parameters if p["name"] != BREAK_GLASS]
        by_status: dict[str, list[str]] = defaultdict(list)
        for code, status in errors.items():
            by_status[str(status)].append(code)
        responses = operation["responses"]
        responses.pop("default", None)
        for number, codes in sorted(by_status.items()):
            said = ", ".join(f"`{code}`" for code in codes)
            responses[number] = {"description": said, "content": PROBLEM, CODES: codes}
    schemas = description["components"]["schemas"]
    _name_rows(schemas)
    for schema in schemas.values():
        _drop_defaults(schema, only_null=True)
    for name in _bodies_of_patches(description):
        _drop_defaults(schemas[name])
    for _, operation in operations(description):
        form = operation.get("requestBody", {}).get("content", {}).get(FORM)
        for name in _references(form):
            schemas[name]["additionalProperties"] = False


def _errors_of(
    name: str, operation: dict[str, Any], scope: str | None
) -> Iterator[tuple[str, int]]:
    method, _, path = name.partition(" ")
    parameters = operation.get("parameters", ())
    headers = {one["name"].lower() for one in parameters if one["in"] == "header"}
    errors = [*ALWAYS]
    if path not in WITHOUT_THE_GRAPH:
        errors += WITH_THE_GRAPH
    if scope:
        errors += WITH_A_KEY
    if scope and method != "GET":
        errors += WHEN_IT_WRITES
    if "requestBody" in operation:
        errors += WITH_A_BODY
    if parameters:
        errors.append(InvalidInput)
    if any(one["in"] == "path" for one in parameters):
        errors.append(NotFound)
    for header in headers & WITH_HEADER.keys():
        errors += WITH_HEADER[header]
    if method == "POST" and "idempotency-key" not in headers:
        errors.append(IdempotencyRefused)
    yield from ((error.code, error.status) for error in errors)
    if any(one["in"] == "path" for one in parameters):
        # A word of another address, in the place of an id.
        yield "method_not_allowed", 405
    yield from operation.pop(REFUSES, {}).items()


def scopes_of(app: FastAPI) -> dict[str, str]:
    """`GET /path` and the scope that it asks of a key; routes without a key are left out."""
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


def _name_rows(schemas: dict[str, Any]) -> None:
    """Have lists refer to the schema of their rows, which is written out where no row is checked.

    A client would otherwise have two types for one thing: alone, and as a row of a batch.
    """
    for schema in [*schemas.values()]:
        for field in schema.get("properties", {}).values():
            row = field.get("items", {})
            if "properties" in row:
                schemas.setdefault(row["title"], row)
                field["items"] = {"$ref": f"#/components/schemas/{row['title']}"}


def _bodies_of_patches(description: dict[str, Any]) -> set[str]:
    """The schemas that a PATCH takes, with all that they are made of.

    A client that sent the default of a field would change what no one asked it to.
    """
    schemas = description["components"]["schemas"]
    waiting = [op["requestBody"] for n, op in operations(description) if n.startswith("PATCH")]
    found: set[str] = set()
    while waiting:
        new = _references(waiting.pop()) - found
        found |= new
        waiting += [schemas[name] for name in new]
    return found


def _references(part: Any) -> set[str]:
    if isinstance(part, list):
        return {name for each in part for name in _references(each)}
    if not isinstance(part, dict):
        return set()
    own = {part["$ref"].rpartition("/")[2]} if isinstance(part.get("$ref"), str) else set[str]()
    return own | _references(list(part.values()))


def _drop_defaults(schema: dict[str, Any], *, only_null: bool = False) -> None:
    """Leave out what a field is when it is not sent; a default of null says nothing anyway."""
    for field in schema.get("properties", {}).values():
        if "default" in field and (not only_null or field["default"] is None):
            del field["default"]
