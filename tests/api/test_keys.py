"""Keys over HTTP: who am I, and what administrators do with keys."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from structlog.testing import capture_logs

from app.logs import configure_logs
from tests.api.conftest import Api, Posted, TimedApi
from tests.patience import wait_until

SYNC = {"name": "CRM sync", "scope": "write"}


def test_a_key_says_who_it_stands_for(world: Api) -> None:
    me = world.client("write", "dana").get("/v1/me").json()
    assert (me["workspace"], me["connector"]) == (world.workspace, "dana")
    assert me["scopes"] == ["read", "write"]
    assert me["key"]["name"] == "write key for dana"
    reader = world.client("read").get("/v1/me").json()
    assert (reader["scopes"], reader["connector"]) == (["read"], None)


def test_a_new_key_is_shown_once_and_works(world: Api) -> None:
    admin = world.client("admin")
    answer = admin.post("/v1/keys", json=SYNC | {"connector": "dana"})
    made = answer.json()
    assert answer.status_code == 201
    assert answer.headers["location"] == f"/v1/keys/{made['id']}"
    assert world.with_key(made["key"]).get("/v1/me").json()["key"]["name"] == "CRM sync"
    there = admin.get(answer.headers["location"]).json()
    assert there == {name: value for name, value in made.items() if name != "key"} | {
        "last_used_at": there["last_used_at"]
    }
    assert made["key"] not in admin.get("/v1/keys").text


def test_a_key_tells_when_it_was_last_used(world: Api) -> None:
    admin = world.client("admin")
    made = admin.post("/v1/keys", json=SYNC).json()
    where = f"/v1/keys/{made['id']}"
    assert admin.get(where).json()["last_used_at"] is None
    # Used is also a key that is refused something.
    assert world.with_key(made["key"]).get("/v1/settings").status_code == 403
    wait_until(lambda: admin.get(where).json()["last_used_at"] is not None)


def test_a_revoked_key_opens_nothing_and_stays_on_the_list(world: Api) -> None:
    admin = world.client("admin")
    made = admin.post("/v1/keys", json=SYNC).json()
    holder = world.with_key(made["key"])
    assert holder.get("/v1/me").is_success
    assert admin.delete(f"/v1/keys/{made['id']}").status_code == 204
    assert holder.get("/v1/me").status_code == 401
    listed = {key["id"]: key for key in admin.get("/v1/keys").json()["items"]}
    assert listed[made["id"]]["revoked_at"]
    assert admin.delete("/v1/keys/0000000000000000").status_code == 404


def test_a_key_ends_when_it_was_said(timed_world: TimedApi) -> None:
    admin = timed_world.client("admin")
    ends = timed_world.clock.at + timedelta(days=1)
    made = admin.post("/v1/keys", json=SYNC | {"expires_at": ends.isoformat()}).json()
    holder = timed_world.with_key(made["key"])
    assert holder.get("/v1/me").json()["key"]["expires_at"]
    timed_world.clock.advance(days=1)
    assert holder.get("/v1/me").status_code == 401
    late = admin.post("/v1/keys", json=SYNC | {"expires_at": ends.isoformat()})
    assert late.json()["errors"] == [{"pointer": "/expires_at", "message": "must be in the future"}]


def test_a_log_line_names_key_and_workspace_and_no_person(world: Api) -> None:
    dana = world.client("write", "dana")
    key_id = dana.get("/v1/me").json()["key"]["id"]
    configure_logs(as_json=False)  # A command that was tested before may have wanted silence.
    with capture_logs() as logged:
        dana.get("/v1/people/ann")
        wait_until(lambda: any(of_ann(line) for line in logged))
    (line,) = [line for line in logged if of_ann(line)]
    assert (line["key"], line["workspace"]) == (key_id, world.workspace)
    assert set(line) == {
        *("event", "log_level", "method", "route", "status", "ms", "key", "workspace")
    }


def of_ann(line: Mapping[str, Any]) -> bool:
    return line.get("route") == "/v1/people/{person_id}"


def test_a_connector_is_told_of_a_key_that_someone_else_made_to_act_as_them(posted: Posted) -> None:
    world, own = posted.world, f"dana@{posted.world.workspace}.example"
    dana, admin = world.client(connector="dana"), world.client("admin")
    dana.patch("/v1/people/dana", json={"emails": [own]}).raise_for_status()
    for new in (SYNC, SYNC | {"connector": "dana", "name": "For the audit"}):
        admin.post("/v1/keys", json=new).raise_for_status()
    wait_until(lambda: bool(posted.mails.to(own)))
    wait_until(lambda: admin.get("/v1/outbox?state=waiting").json()["items"] == [])
    (mail,) = posted.mails.to(own)
    assert "For the audit" in mail.get_content()
    assert "/sign-ins" in mail.get_content()


def test_no_one_is_told_of_a_key_that_they_made_themselves(posted: Posted) -> None:
    world, own = posted.world, f"dana@{posted.world.workspace}.example"
    dana = world.client("admin", "dana")
    dana.patch("/v1/people/dana", json={"emails": [own]}).raise_for_status()
    dana.post("/v1/keys", json=SYNC | {"connector": "dana"}).raise_for_status()
    assert dana.get("/v1/outbox").json()["items"] == []


def test_a_key_to_act_as_a_connector_ends_with_the_role_and_does_not_come_back(world: Api) -> None:
    admin, dana = world.client("admin"), world.client(connector="dana")
    assert dana.get("/v1/me").is_success
    for connector in (False, True):
        admin.patch("/v1/people/dana", json={"connector": connector}).raise_for_status()
        assert dana.get("/v1/me").status_code == 401
    listed = admin.get("/v1/keys", params={"limit": 200}).json()["items"]
    assert [key for key in listed if key["connector"] == "dana"] == []
