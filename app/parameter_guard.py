"""What an address takes, by the API's own description: methods, parameters, bodies and headers."""

from typing import Any

from fastapi import HTTPException, Request
from starlette.routing import compile_path

from app.errors import FieldError, IdempotencyRefused, InvalidInput, UnsupportedMediaType

FORM = "multipart/form-data"


def methods_of(description: dict[str, Any], path: str) -> frozenset[str]:
    """The methods that an address takes; none when it is not described.

    An address that is described by itself is no case of one with a place for an id. What answers
    GET answers HEAD too.
    """
    paths = description["paths"]
    described = (
        [paths[path]]
        if path in paths
        else [paths[template] for template in paths if compile_path(template)[0].match(path)]
    )
    methods = {method.upper() for operations in described for method in operations}
    return frozenset(methods | ({"HEAD"} if "GET" in methods else set()))


async def refuse_undescribed(request: Request) -> None:
    """Refuse what a route does not have, so that nothing that is sent is quietly left out.

    A word of the API as an id (405): `DELETE /v1/people/batch` would otherwise look for a person
    “batch”. Query parameters and fields of a form: one with a typing error would leave a list
    unfiltered. A body in another form, and an Idempotency-Key that no one would remember.
    """
    description = request.app.openapi()
    method, path = request.method.lower(), request.scope["route"].path
    # An address that is described by itself is not this route's, which only has a place for an id.
    if method not in description["paths"].get(request.url.path, (method,)):
        raise HTTPException(405, "Method Not Allowed")
    operation = description["paths"][path][method]
    known = {p["name"] for p in operation.get("parameters", ()) if p["in"] == "query"}
    _refuse_others(request.query_params, known, "parameter", "route", "?")
    headers = {p["name"] for p in operation.get("parameters", ()) if p["in"] == "header"}
    _refuse_idempotency_key(request, headers)
    if body := operation.get("requestBody"):
        await _refuse_other_content(request, body["content"], description)


def _refuse_others(sent: Any, known: set[str], kind: str, place: str, mark: str) -> None:
    message = f"isn’t a {kind} of this {place}" + (
        f"; it has {', '.join(sorted(known))}" if known else "; it has none"
    )
    unknown = [name for name in dict.fromkeys(sent) if name not in known]
    if unknown:
        raise InvalidInput(
            "; ".join(f"{mark}{name}: {message}" for name in unknown[:3]),
            errors=[FieldError(pointer=f"{mark}{name}", message=message) for name in unknown],
        )


def _refuse_idempotency_key(request: Request, headers: set[str]) -> None:
    if (
        request.method == "POST"
        and "Idempotency-Key" in request.headers
        and "Idempotency-Key" not in headers
    ):
        raise IdempotencyRefused(
            "This route doesn’t remember its answers. Leave out Idempotency-Key."
        )


async def _refuse_other_content(
    request: Request, content: dict[str, Any], description: dict[str, Any]
) -> None:
    """Refuse a body of another content type, and unknown fields of a form."""
    headers = request.headers
    if headers.get("content-length", "0") == "0" and "transfer-encoding" not in headers:
        return
    wanted = next(iter(content))
    sent = headers.get("content-type", "").partition(";")[0].strip().lower()
    if sent != wanted and not (sent.endswith("+json") and wanted.endswith("/json")):
        raise UnsupportedMediaType(f"Send `Content-Type: {wanted}`.")
    if wanted == FORM:
        name = content[FORM]["schema"]["$ref"].rpartition("/")[2]
        known = set(description["components"]["schemas"][name]["properties"])
        _refuse_others(await request.form(), known, "field", "form", "/")
