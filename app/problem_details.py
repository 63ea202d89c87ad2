"""Errors over HTTP: RFC 9457 problem documents with a stable code."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from app.errors import FieldError, IntrosError, InvalidInput, MalformedBody
from app.idempotency import Replayed
from app.parameter_guard import methods_of

MEDIA_TYPE = "application/problem+json"
CODES = {
    HTTPStatus.NOT_FOUND: "not_found",
    HTTPStatus.METHOD_NOT_ALLOWED: "method_not_allowed",
    HTTPStatus.BAD_REQUEST: "malformed_body",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "body_too_large",
}


class Problem(BaseModel):
    """RFC 9457, with `code` as the stable name of what happened."""

    type: str = Field(examples=["urn:intros:error:not_found"])
    title: str
    status: int
    code: str
    detail: str
    errors: list[FieldError] = []


PROBLEM_RESPONSES: dict[int | str, dict[str, Any]] = {
    "default": {
        "description": "What went wrong, with a stable `code`",
        "model": Problem,
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
}


def install(app: FastAPI) -> None:
    """Make every error of the application a problem document."""
    app.add_exception_handler(IntrosError, _known)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Replayed, _replayed)


def render(error: IntrosError) -> JSONResponse:
    return _problem(
        error.status,
        error.code,
        error.title,
        detail=error.public_detail,
        errors=error.errors,
        headers=error.headers,
    )


def _problem(
    status: int,
    code: str,
    title: str,
    *,
    detail: str,
    errors: tuple[FieldError, ...] = (),
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    problem = Problem(
        type=f"urn:intros:error:{code}",
        title=title,
        status=status,
        code=code,
        detail=detail,
        errors=[FieldError(pointer=e.pointer, message=e.message) for e in errors],
    )
    return JSONResponse(
        problem.model_dump(), status_code=status, headers=headers, media_type=MEDIA_TYPE
    )


async def _known(_: Request, error: Exception) -> Response:
    assert isinstance(error, IntrosError)  # noqa: S101 (registered for this type only)
    return render(error)


async def _invalid(_: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    faults = error.errors()
    if any(fault["type"] == "json_invalid" for fault in faults):
        return render(MalformedBody("Check the JSON, and send it as UTF-8."))
    fields = tuple(
        FieldError(pointer=_pointer(fault["loc"]), message=_readable(fault["msg"]))
        for fault in faults
    )
    detail = "; ".join(f"{field.pointer}: {field.message}" for field in fields[:3])
    return render(InvalidInput(detail, errors=fields))


def _pointer(location: tuple[int | str, ...]) -> str:
    """The JSON pointer of a body's field; a parameter is named by `?name`."""
    origin, *path = location or ("body",)
    escaped = [str(part).replace("~", "~0").replace("/", "~1") for part in path]
    if origin == "body":
        return "/" + "/".join(escaped) if escaped else ""
    return "?" + ".".join(escaped) if origin == "query" else "/".join([str(origin), *escaped])


def _readable(message: str) -> str:
    text = message.removeprefix("Value error, ")
    return text.encode("utf-8", "backslashreplace").decode()


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101
    if isinstance(error.__cause__, IntrosError):
        # Raised while the body was read, which the framework calls a malformed body.
        return render(error.__cause__)
    status = HTTPStatus(error.status_code)
    code = CODES.get(status, status.phrase.lower().replace(" ", "_"))
    headers = dict(error.headers or {})
    if status is HTTPStatus.METHOD_NOT_ALLOWED:
        # The router names the methods of the first route that it finds, not all of the address.
        methods = methods_of(request.app.openapi(), request.url.path)
        headers |= {"Allow": ", ".join(sorted(methods))} if methods else {}
    return _problem(int(status), code, status.phrase, detail=str(error.detail), headers=headers)


async def _replayed(request: Request, answer: Exception) -> Response:
    assert isinstance(answer, Replayed)  # noqa: S101
    headers = answer.headers | {"Idempotency-Replayed": "true"}
    if answer.status == HTTPStatus.CREATED or request.url.path == "/v1/imports":
        headers["Location"] = f"{request.url.path}/{json.loads(answer.body)['id']}"
    media_type = "application/json" if answer.body else None
    return Response(answer.body, answer.status, headers, media_type)
