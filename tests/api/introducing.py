"""How tests introduce people over HTTP: Dana and Eve both know Ann and Lee."""

from typing import Any

import httpx

from app.introductions.models import Side
from app.security.tokens import answer_link
from tests.engines import Engine

PEOPLE = [
    {"id": "dana", "name": "Dana Whitfield", "connector": True},
    {"id": "eve", "name": "Eve Moss", "connector": True},
    {"id": "ann", "name": "Ann Osei", "professions": ["divorce_attorney"], "regions": ["US/NY"]},
    {"id": "lee", "name": "Lee Park", "professions": ["realtor"], "regions": ["US/NY"]},
]
BODY = {"connector_id": "dana", "a": "ann", "b": "lee"}


def begin(client: httpx.Client, **more: Any) -> str:
    answer = client.post("/v1/introductions", json=BODY | more)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def do(client: httpx.Client, made: str, action: str, **body: Any) -> dict[str, Any]:
    answer = client.post(f"/v1/introductions/{made}/{action}", json=body or None)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def token(engine: Engine, workspace: str, made: str, side: Side) -> str:
    return answer_link(engine.settings.signing_secret(), workspace, made, side).text


def codes(client: httpx.Client, connector: str = "dana") -> list[str]:
    told = client.get(f"/v1/connectors/{connector}/pairings/ann/lee").json()
    return [reason["code"] for reason in told["reasons"]]
