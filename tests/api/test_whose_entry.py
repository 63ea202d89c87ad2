"""What a key bound to one connector may not change of others, though it knows them."""

from tests.api.conftest import Api


def prepared(api: Api) -> None:
    people = [
        {"id": "dana", "name": "Dana", "connector": True},
        {"id": "gloria", "name": "Gloria", "connector": True},
        {"id": "lee", "name": "Lee", "preferences": {"opted_out": True}},
    ]
    known = [{"from": "dana", "to": other} for other in ("gloria", "lee")]
    client = api.client()
    client.post("/v1/people/batch", json={"items": people}).raise_for_status()
    client.post("/v1/relationships/batch", json={"items": known}).raise_for_status()


def test_a_fellow_connectors_entry_is_theirs(api: Api) -> None:
    prepared(api)
    dana = api.client("write", "dana")
    change = {"town": "Elsewhere"}
    assert dana.patch("/v1/people/gloria", json=change).status_code == 403
    assert dana.delete("/v1/people/gloria").status_code == 403
    row = dana.post("/v1/people/batch", json={"items": [{"id": "gloria", **change}]})
    assert row.json()["results"][0]["status"] == "refused"
    assert api.client().get("/v1/people/gloria").json()["town"] is None


def test_notes_and_details_of_a_fellow_connector_are_ones_own(api: Api) -> None:
    prepared(api)
    dana = api.client("write", "dana")
    own = {"emails": ["gloria@example.com"], "notes": "Likes tea"}
    assert dana.patch("/v1/people/gloria", json=own).status_code == 200
    shown = api.client("write", "gloria").get("/v1/people/gloria").json()
    assert (shown["emails"], shown["notes"]) == ([], None)


def test_what_somebody_wants_with_introductions_is_theirs_to_say(api: Api) -> None:
    prepared(api)
    dana = api.client("write", "dana")
    wish = {"preferences": {"opted_out": False}}
    assert dana.patch("/v1/people/lee", json=wish).status_code == 403
    assert dana.patch("/v1/people/lee", json={"town": "Rye"}).status_code == 200
    assert api.client().get("/v1/people/lee").json()["preferences"]["opted_out"] is True


def test_ones_own_entry_and_wishes_are_ones_own(api: Api) -> None:
    prepared(api)
    gloria = api.client("write", "gloria")
    answer = gloria.patch("/v1/people/gloria", json={"preferences": {"opted_out": True}})
    assert answer.status_code == 200
