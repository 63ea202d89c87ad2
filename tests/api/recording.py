"""What a service answered during the tests, held to what its description lists."""

import json
from typing import Any

from fastapi import FastAPI
from starlette.types import Message, Receive, Scope, Send

from app.api_description import codes_of, operations
from app.problem_details import MEDIA_TYPE

Answered = tuple[str, int, str]
"""`GET /path`, the status, and the code of a problem."""


class Recorder:
    """ASGI: passes requests on, and notes what each operation of the API answered.

    Only what was raised and is not listed counts. So any selection of tests may judge, and a code
    that no test raised does no harm.
    """

    def __init__(self, app: FastAPI) -> None:
        self.app = app
        self.answered: set[Answered] = set()
        self.without_location: set[tuple[str, int]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        status, is_problem, has_location, body = 0, False, False, b""

        async def send_noted(message: Message) -> None:
            nonlocal status, is_problem, has_location, body
            if message["type"] == "http.response.start":
                headers = dict(message["headers"])
                status = message["status"]
                is_problem = headers.get(b"content-type") == MEDIA_TYPE.encode()
                has_location = b"location" in headers
            elif message["type"] == "http.response.body" and is_problem:
                body += message.get("body", b"")
            await send(message)

        await self.app(scope, receive, send_noted)
        path = getattr(scope.get("route"), "path", None)
        if scope["type"] != "http" or path is None or scope["method"] == "HEAD":
            return
        code = json.loads(body)["code"] if body else ""
        name = f"{scope['method']} {path}"
        self.answered.add((name, status, code))
        if status in {201, 202} and not has_location:
            self.without_location.add((name, status))

    def faults(self) -> list[str]:
        """What was answered and is not listed, and what was made and has no address."""
        described = dict(operations(self.app.openapi()))
        unlisted = [
            f"{name} answered {status} {code}, which its description doesn’t list: see `refuses` "
            "in app/api_description.py"
            for name, status, code in sorted(self.answered)
            if name in described and not _is_listed(described[name], status, code)
        ]
        return unlisted + [
            f"{name} answered {status} without Location"
            for name, status in sorted(self.without_location)
            if name in described
        ]


def _is_listed(operation: dict[str, Any], status: int, code: str) -> bool:
    if not code:
        return str(status) in operation["responses"]
    # The router answers these before it knows which operation is meant.
    return code == "method_not_allowed" or codes_of(operation).get(code) == status
