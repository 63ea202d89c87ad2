"""What a connector is told about their own security, and at which addresses."""

import httpx
import pytest

from app.security.tokens import unsubscribe_token
from tests.api.conftest import Posted, TimedApi
from tests.engines import Engine
from tests.patience import wait_until

REASON = {"Intros-Break-Glass": "a complaint by Lee"}
OLD, NEW = "dana.old@{}.example", "aaa@{}.example"
CHANGED = "Your email address in Intros was changed"
ENDED = "You no longer use Intros"
LOOKED = "An administrator can see your private data for an hour"
KEY = "An API key can act as you"


def addresses(world: TimedApi) -> tuple[str, str]:
    return OLD.format(world.workspace), NEW.format(world.workspace)


@pytest.fixture
def admin(posted: Posted) -> httpx.Client:
    """Of a workspace in which Dana has an address on file."""
    old, _ = addresses(posted.world)
    dana = posted.world.client(connector="dana")
    dana.patch("/v1/people/dana", json={"emails": [old]}).raise_for_status()
    return posted.world.client("admin")


def look(client: httpx.Client) -> None:
    client.get("/v1/people/dana/contacts", headers=REASON).raise_for_status()


def subjects(posted: Posted, client: httpx.Client, address: str) -> list[str]:
    """Of what has come to an address, once everything has been sent."""
    wait_until(lambda: client.get("/v1/outbox?state=waiting").json()["items"] == [])
    assert client.get("/v1/outbox?state=parked").json()["items"] == []
    return sorted(str(mail["Subject"]) for mail in posted.mails.to(address))


@pytest.mark.parametrize("by", ["admin", "write"])
def test_notices_reach_the_address_that_someone_else_replaced(
    posted: Posted, admin: httpx.Client, by: str
) -> None:
    old, new = addresses(posted.world)
    other = posted.world.client("admin" if by == "admin" else "write")
    other.patch("/v1/people/dana", json={"emails": [new]}).raise_for_status()
    look(admin)
    admin.post("/v1/keys", json={"name": "K", "connector": "dana"}).raise_for_status()
    assert subjects(posted, admin, old) == sorted([CHANGED, LOOKED, KEY])
    assert subjects(posted, admin, new) == sorted([LOOKED, KEY])
    (first,) = [mail for mail in posted.mails.to(old) if mail["Subject"] == CHANGED]
    assert str(other.headers["Authorization"]).split("_")[1] in first.get_content()
    assert new not in first.get_content()


def test_an_address_that_is_added_takes_no_notice_away(posted: Posted, admin: httpx.Client) -> None:
    old, new = addresses(posted.world)
    rows = [{"id": "dana", "emails": [new, old]}]
    answer = admin.post("/v1/people/batch", json={"items": rows})
    assert answer.json()["results"][0]["status"] == "updated"
    look(admin)
    assert subjects(posted, admin, old) == sorted([CHANGED, LOOKED])


def test_ending_the_role_first_hides_no_change(posted: Posted, admin: httpx.Client) -> None:
    old, new = addresses(posted.world)
    for change in ({"connector": False}, {"emails": [new]}, {"connector": True}):
        admin.patch("/v1/people/dana", json=change).raise_for_status()
    look(admin)
    assert subjects(posted, admin, old) == sorted([ENDED, LOOKED])


def test_an_own_change_is_told_once_to_the_address_before(
    posted: Posted, admin: httpx.Client
) -> None:
    old, new = addresses(posted.world)
    dana = posted.world.client(connector="dana")
    dana.patch("/v1/people/dana", json={"emails": [new]}).raise_for_status()
    look(admin)
    assert subjects(posted, admin, old) == [CHANGED]
    assert subjects(posted, admin, new) == [LOOKED]


@pytest.mark.parametrize("wish", ["do-not-introduce", "known"])
def test_a_connector_is_told_when_a_program_withdraws_their_wish(
    posted: Posted, admin: httpx.Client, wish: str
) -> None:
    old, _ = addresses(posted.world)
    dana, program = posted.world.client(connector="dana"), posted.world.client()
    path, pair = "/v1/people/ann/do-not-introduce/lee", {"a": "ann", "b": "lee"}
    if wish == "known":
        dana.post("/v1/relationships/known", json=pair).raise_for_status()
        program.delete("/v1/relationships/known/ann/lee").raise_for_status()
    else:
        dana.put(path).raise_for_status()
        program.delete(path).raise_for_status()
    (subject,) = subjects(posted, admin, old)
    assert "withdrawn" in subject
    (mail,) = posted.mails.to(old)
    assert f"key {str(program.headers['Authorization']).split('_')[1]}" in mail.get_content()


def test_no_one_is_told_of_a_wish_that_they_withdrew_or_that_a_program_stated(
    posted: Posted, admin: httpx.Client
) -> None:
    old, _ = addresses(posted.world)
    dana, program = posted.world.client(connector="dana"), posted.world.client()
    path = "/v1/people/ann/do-not-introduce/lee"
    for client in (dana, program):
        client.put(path).raise_for_status()
        client.delete(path).raise_for_status()
    assert subjects(posted, admin, old) == []


def test_connectors_are_told_once_when_programs_may_act_for_them(
    posted: Posted, admin: httpx.Client
) -> None:
    old, _ = addresses(posted.world)
    for value in (False, True, True):
        switch = {"integrations_act_for_connectors": value}
        admin.put("/v1/settings", json=switch).raise_for_status()
    (subject,) = subjects(posted, admin, old)
    assert subject == "Programs can act for you in Intros now"


def test_after_a_month_the_address_before_is_forgotten(posted: Posted, admin: httpx.Client) -> None:
    old, new = addresses(posted.world)
    admin.patch("/v1/people/dana", json={"emails": [new]}).raise_for_status()
    posted.world.clock.advance(days=31)
    look(admin)
    assert subjects(posted, admin, old) == [CHANGED]


def test_who_has_unsubscribed_gets_notices_all_the_same(
    posted: Posted, admin: httpx.Client, engine: Engine
) -> None:
    old, _ = addresses(posted.world)
    secret = engine.settings.signing_secret()
    token = unsubscribe_token(secret, posted.world.workspace, old)
    posted.world.with_key(None).post(f"/u/{token}").raise_for_status()
    look(admin)
    assert subjects(posted, admin, old) == [LOOKED]
    (mail,) = posted.mails.to(old)
    assert mail["List-Unsubscribe"] is None


def test_the_access_log_tells_administrators_and_the_connector_of_it(
    posted: Posted, admin: httpx.Client
) -> None:
    _, new = addresses(posted.world)
    admin.patch("/v1/people/dana", json={"emails": [new]}).raise_for_status()
    admin.patch("/v1/people/dana", json={"connector": False}).raise_for_status()
    admin.patch("/v1/people/dana", json={"connector": True}).raise_for_status()
    dana, eve = (posted.world.client(connector=one) for one in ("dana", "eve"))
    for client in (dana, admin):
        items = client.get("/v1/audit").raise_for_status().json()["items"]
        told = [(i["kind"], i["op"]) for i in items if i["about"] == ["dana"]]
        assert told == [("role", "deleted"), ("address", "updated"), ("address", "updated")]
    assert eve.get("/v1/audit").json()["items"] == []
