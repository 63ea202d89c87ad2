"""The outbox over HTTP: administrators see what waits, and nothing of its content."""

from datetime import UTC, datetime, timedelta

from pydantic import BaseModel

from app.outbox.models import Entry, Permanent
from app.outbox.service import put
from app.session import Session
from tests.api.conftest import Api
from tests.workers import TimedWorker

NOW = datetime.now(UTC)


class Letter(BaseModel):
    to: str


def put_letters(api: Api, *keys: str, due: datetime = NOW) -> None:
    for key in keys:
        api.graph.write(
            api.workspace,
            lambda tx, key=key: put(  # type: ignore[misc]
                tx, "letter_of_ann", key, Letter(to="ann@secret.example"), due
            ),
        )


def refuse(_: Session, __: Entry) -> None:
    raise Permanent("refused (550)")


def test_what_waits_is_listed_page_by_page_without_its_content(api: Api) -> None:
    put_letters(api, "a", "b", "c", due=NOW + timedelta(days=1))
    admin = api.client("admin")
    first = admin.get("/v1/outbox", params={"state": "waiting", "limit": 2})
    second = admin.get(
        "/v1/outbox", params={"state": "waiting", "cursor": first.json()["next_cursor"]}
    )
    assert [item["id"] for item in first.json()["items"] + second.json()["items"]] == [
        "letter_of_ann|a",
        "letter_of_ann|b",
        "letter_of_ann|c",
    ]
    assert second.json()["next_cursor"] is None
    assert "secret.example" not in first.text
    assert admin.get("/v1/outbox").json()["items"] == []


def test_what_is_parked_says_why_and_can_be_tried_again(api: Api) -> None:
    put_letters(api, "a")
    TimedWorker(api.graph, {"letter_of_ann": refuse}).run_once()
    admin = api.client("admin")
    (item,) = admin.get("/v1/outbox").json()["items"]
    assert (item["state"], item["last_error"]) == ("parked", "refused (550)")
    assert len(item["attempted_at"]) == 1
    assert admin.post(f"/v1/outbox/{item['id']}/retry").status_code == 204
    assert admin.get("/v1/outbox").json()["items"] == []
    (waiting,) = admin.get("/v1/outbox?state=waiting").json()["items"]
    assert waiting["attempts"] == 0


def test_what_is_not_there_cannot_be_tried_again(api: Api) -> None:
    answer = api.client("admin").post("/v1/outbox/letter_of_ann|x/retry")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
