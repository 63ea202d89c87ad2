"""Keeping in touch over HTTP: who is listed, and that one was in touch."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from tests.api.conftest import Api

TODAY = datetime.now(UTC).date()


@pytest.fixture
def dana(api: Api) -> httpx.Client:
    """Dana, who has not heard of Ann, whom she vouches for, nor of Lee, whom she knows of."""
    everybody = api.client()
    people = [
        {"id": one, "name": one.capitalize(), "connector": one == "dana"}
        for one in ("ann", "dana", "lee", "mo")
    ]
    everybody.post("/v1/people/batch", json={"items": people}).raise_for_status()
    known = [
        {"from": "dana", "to": person, "trust": trust, "last_contact": str(TODAY - timedelta(100))}
        for person, trust in (("ann", 0.9), ("lee", 0.3))
    ]
    known.append({"from": "dana", "to": "mo", "trust": 0.9})
    everybody.post("/v1/relationships/batch", json={"items": known}).raise_for_status()
    return api.client(connector="dana")


def overdue(client: httpx.Client) -> list[tuple[str, int]]:
    items = client.get("/v1/connectors/dana/keep-in-touch").json()["items"]
    return [(item["person_id"], item["every_days"]) for item in items]


def test_whoever_was_not_heard_of_for_their_tiers_time_is_listed_until_one_was_in_touch(
    dana: httpx.Client,
) -> None:
    assert overdue(dana) == [("ann", 30)]
    assert dana.post("/v1/connectors/dana/keep-in-touch/ann").status_code == 204
    assert overdue(dana) == []
    contact = dana.get("/v1/people/dana/contacts").json()["items"][0]
    assert (contact["id"], contact["trust"]) == ("ann", 0.9)
    assert abs((datetime.fromisoformat(contact["last_contact"]).date() - TODAY).days) <= 1


def test_a_stranger_is_no_contact(dana: httpx.Client, api: Api) -> None:
    assert dana.post("/v1/connectors/dana/keep-in-touch/nobody").status_code == 404
    assert dana.post("/v1/connectors/ann/keep-in-touch/lee").status_code == 403
    assert api.client().get("/v1/connectors/nobody/keep-in-touch").status_code == 404
