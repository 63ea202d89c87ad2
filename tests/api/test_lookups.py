"""People by what identifies them, and connectors: as much as the caller may see anyway."""

import pytest

from tests.api.conftest import Api

ADA = {"id": "ada", "name": "Ada", "emails": ["ada@work.example"], "external_ids": {"crm": "7:1"}}


def found(api: Api, connector: str | None = None, **by: str) -> list[str]:
    answer = api.client("write", connector).get("/v1/people", params=by)
    assert answer.status_code == 200, answer.text
    return [person["id"] for person in answer.json()["items"]]


def test_a_person_is_found_by_each_of_their_identifiers(world: Api) -> None:
    world.client().post("/v1/people", json=ADA).raise_for_status()
    assert found(world, email="Ada@Work.example") == ["ada"]
    assert found(world, external_id="crm:7:1") == ["ada"]
    assert found(world, email="ada@work.example", external_id="crm:7:1") == ["ada"]
    assert found(world, email="ada@work.example", external_id="crm:8") == []
    assert found(world, email="no-one@work.example") == []
    assert found(world.elsewhere(), email="ada@work.example") == []


def test_who_may_not_see_an_address_finds_no_one_by_it(world: Api) -> None:
    dana = world.client("write", "dana")
    dana.post("/v1/people", json=ADA).raise_for_status()
    assert found(world, "dana", email="ada@work.example") == ["ada"]
    assert found(world, "eve", email="ada@work.example") == []
    known = {"items": [{"from": "eve", "to": "ada", "trust": 0.6}]}
    world.client().post("/v1/relationships/batch", json=known).raise_for_status()
    client = world.client("write", "eve")
    shown = client.get("/v1/people/ada").json()
    assert found(world, "eve", email="ada@work.example") == (["ada"] if shown["emails"] else [])


@pytest.mark.parametrize(
    ("by", "pointer"),
    [
        ({"email": "ada"}, "?email"),
        ({"external_id": "crm"}, "?external_id"),
        ({"email": "ada@work.example", "q": "ada"}, "?q"),
    ],
)
def test_a_lookup_that_cannot_be_done_says_why(api: Api, by: dict[str, str], pointer: str) -> None:
    answer = api.client().get("/v1/people", params=by)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input")
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_connectors_are_listed_as_far_as_one_sees_them(world: Api) -> None:
    def listed(connector: str | None) -> list[str]:
        answer = world.client("read", connector).get("/v1/connectors")
        return [one["id"] for one in answer.json()["items"]]

    assert listed(None) == ["dana", "eve"]
    assert listed("dana") == ["dana"]
    first = world.client("read").get("/v1/connectors", params={"limit": 1}).json()
    rest = {"cursor": first["next_cursor"]}
    second = world.client("read").get("/v1/connectors", params=rest).json()
    assert [one["id"] for one in first["items"] + second["items"]] == ["dana", "eve"]
