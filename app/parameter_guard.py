"""What an address takes, by the API's own description: its methods and its query parameters."""

from typing import Any

from fastapi import HTTPException, Request
from starlette.routing import compile_path

from app.errors import FieldError, InvalidInput


def methods_of(description: dict[str, Any], path: str) -> frozenset[str]:
    """The methods that an address takes; none when it is not described.

    An address that is described by itself is no case of one with a place for an id.
    """
    paths = description["paths"]
    described = (
        [paths[path]]
        if path in paths
        else [paths[template] for template in paths if compile_path(template)[0].match(path)]
    )
    return frozenset(method.upper() for operations in described for method in operations)


async def refuse_undescribed(request: Request) -> None:
    """Refuse a word of the API as an id (405), and query parameters that a route does not have.

    `DELETE /v1/people/batch` would otherwise look for a person “batch”, and a parameter with a
    typing error would leave a list unfiltered.
    """
    description = request.app.openapi()
    if request.method not in methods_of(description, request.url.path):
        raise HTTPException(405, "Method Not Allowed")
    operation = description["paths"][request.scope["route"].path][request.method.lower()]
    known = {p["name"] for p in operation.get("parameters", ()) if p["in"] == "query"}
    message = "isn’t a parameter of this route" + (
        f"; it has {', '.join(sorted(known))}" if known else "; it has none"
    )
    unknown = [name for name in dict.fromkeys(request.query_params) if name not in known]
    if unknown:
        raise InvalidInput(
            "; ".join(f"?{name}: {message}" for name in unknown[:3]),
            errors=[FieldError(pointer=f"?{name}", message=message) for name in unknown],
        )
