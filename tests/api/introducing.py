"""How tests introduce people over HTTP: Dana and Eve both know Ann and Lee."""

from datetime import date
from typing import Any

import httpx

from app.graph import Graph
from app.introductions import service
from app.introductions.models import Answer, SaidHere, Side
from app.introductions.service.answers import Question
from app.security.tokens import answer_link
from tests.engines import Engine
from tests.sessions import installed

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


def say(
    engine: Engine,
    graph: Graph,
    link: str,
    answer: Answer,
    until: date | None = None,
    *,
    browser: str | None = None,
) -> None:
    """Answer by a link: always in the same browser, unless another is named."""
    here = SaidHere(browser or f"the browser of {link}")
    service.record_answer(installed(graph), engine.settings, link, answer, until, here=here)


def look(engine: Engine, graph: Graph, link: str, *, browser: str | None = None) -> Question:
    """What a link shows in the browser in which `say` answers, unless another is named."""
    seen_in = browser or f"the browser of {link}"
    return service.load_question(installed(graph), engine.settings, link, seen_in)
