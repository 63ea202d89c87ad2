"""How tests plan a week over HTTP."""

from typing import Any

import httpx

from tests.patience import wait_until


def plan(client: httpx.Client, **body: Any) -> dict[str, Any]:
    """The plan, once it is made: an answer that says it is still running is asked for again."""

    def look() -> dict[str, Any] | None:
        answer = client.post("/v1/plans", json=body)
        assert answer.status_code in (200, 202), answer.text
        planned: dict[str, Any] = answer.json()
        return planned if answer.status_code == 200 else None

    planned = wait_until(look)
    assert planned is not None
    return planned
