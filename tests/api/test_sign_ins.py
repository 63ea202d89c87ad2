"""Sign-ins: listed and ended by their owner and by an administrator, and ended with the role."""

import re

import httpx
import pytest

from app.errors import Forbidden, NotFound
from app.sign_in import service
from app.sign_in.models import SignIn
from tests.api.conftest import Api
from tests.patience import wait_until
from tests.sessions import acting


def sign_in(world: Api, person: str = "dana", scope: str = "write") -> httpx.Client:
    """A browser in which someone is signed in."""
    session = acting(world.graph, world.workspace)
    link = service.create_link(session, person, scope=scope)  # type: ignore[arg-type]
    browser = world.with_key(None)
    assert browser.post(f"/sign-in/{link}").status_code == 303
    return browser


def is_in(browser: httpx.Client) -> bool:
    return browser.get("/week").status_code == 200


def press(browser: httpx.Client, page: str, action: str, **fields: str) -> httpx.Response:
    """Send a form of a page."""
    text = browser.get(page).text
    assert f'action="{action}"' in text
    csrf = re.search(r'name="csrf" value="(\w+)"', text)
    assert csrf
    return browser.post(action, data={"csrf": csrf[1], **fields}, follow_redirects=True)


def listed(world: Api, person: str | None = None) -> tuple[SignIn, ...]:
    session = acting(world.graph, world.workspace, "admin")
    return service.list_sign_ins(session, person).items


def test_one_ends_another_of_ones_own_browsers(world: Api) -> None:
    laptop, phone = sign_in(world), sign_in(world)
    ids = re.findall(r'action="(/sign-ins/\w+/end)"', laptop.get("/sign-ins").text)
    assert len(ids) == 2
    (own,) = re.findall(r"This browser.*?action=\"(.*?)\"", laptop.get("/sign-ins").text, re.DOTALL)
    (other,) = {*ids} - {own}
    assert "Signed out there." in press(laptop, "/sign-ins", other).text
    assert (is_in(laptop), is_in(phone)) == (True, False)
    assert "sign-in" in str(press(laptop, "/sign-ins", own).url)
    assert not is_in(laptop)


def test_no_one_sees_or_ends_what_is_anothers(world: Api) -> None:
    dana, eve = sign_in(world), sign_in(world, "eve")
    (hers,) = listed(world, "eve")
    page = dana.get("/sign-ins").text
    assert hers.id not in page
    assert "Eve Moss" not in page
    session = acting(world.graph, world.workspace, "write", "dana")
    with pytest.raises(Forbidden):
        service.end_sign_in(session, hers.id)
    with pytest.raises(Forbidden):
        service.list_sign_ins(session, "eve")
    with pytest.raises(Forbidden):
        service.list_sign_ins(session, None)
    with pytest.raises(NotFound):
        service.end_sign_in(acting(world.elsewhere().graph, world.elsewhere().workspace), hers.id)
    assert is_in(eve)


def test_an_administrator_ends_anyones(world: Api) -> None:
    administrator, eve = sign_in(world, scope="admin"), sign_in(world, "eve")
    (hers,) = listed(world, "eve")
    assert "Eve Moss" in administrator.get("/sign-ins").text
    press(administrator, "/sign-ins", f"/sign-ins/{hers.id}/end")
    assert (is_in(administrator), is_in(eve)) == (True, False)


def test_who_is_no_connector_any_longer_is_signed_out_for_good(world: Api) -> None:
    eve, client = sign_in(world, "eve"), world.client()
    waiting = service.create_link(acting(world.graph, world.workspace), "eve")
    assert client.patch("/v1/people/eve", json={"connector": False}).is_success
    assert not is_in(eve)
    assert listed(world) == ()
    assert client.patch("/v1/people/eve", json={"connector": True}).is_success
    assert not is_in(eve)
    assert world.with_key(None).post(f"/sign-in/{waiting}").status_code == 410


def test_a_batch_that_ends_the_role_ends_the_sign_ins_too(world: Api) -> None:
    eve = sign_in(world, "eve")
    rows = {"items": [{"id": "eve", "connector": False}]}
    world.client().post("/v1/people/batch", json=rows).raise_for_status()
    person = world.client().get("/v1/people/eve").json()
    assert is_in(eve) == person["connector"]


def test_who_is_deleted_is_signed_out(world: Api) -> None:
    eve = sign_in(world, "eve")
    world.client().delete("/v1/people/eve").raise_for_status()
    assert not is_in(eve)


def test_only_connectors_get_a_link(world: Api) -> None:
    with pytest.raises(NotFound, match="Only connectors"):
        service.create_link(acting(world.graph, world.workspace), "ann")


def test_a_sign_in_tells_when_it_was_last_used(world: Api) -> None:
    browser = sign_in(world)
    (own,) = listed(world)
    assert (own.created_at is not None, own.last_used_at) == (True, None)
    assert is_in(browser)
    wait_until(lambda: listed(world)[0].last_used_at is not None)


def test_one_sees_and_revokes_the_keys_that_act_as_oneself(world: Api) -> None:
    dana = sign_in(world)
    hers, eves = world.client("write", "dana"), world.client("write", "eve")
    key_id = hers.get("/v1/me").json()["key"]["id"]
    others = eves.get("/v1/me").json()["key"]["id"]
    assert others not in dana.get("/sign-ins").text
    answer = press(dana, "/sign-ins", f"/sign-ins/keys/{key_id}/revoke")
    assert "API key revoked." in answer.text
    assert hers.get("/v1/me").status_code == 401
    csrf = re.search(r'name="csrf" value="(\w+)"', dana.get("/week").text)
    assert csrf
    refused = dana.post(f"/sign-ins/keys/{others}/revoke", data={"csrf": csrf[1]})
    assert refused.status_code == 404
    assert eves.get("/v1/me").is_success


def test_an_administrator_makes_and_revokes_keys_on_their_page(world: Api) -> None:
    administrator = sign_in(world, scope="admin")
    fields = {"name": "CRM sync", "scope": "write", "connector": "dana", "expires_at": "2999-01-31"}
    page = press(administrator, "/keys", "/keys", **fields).text
    shown = re.search(r"<code>(in_\w{16}_[\w-]+)</code>", page)
    assert shown
    me = world.with_key(shown[1]).get("/v1/me").json()
    assert (me["connector"], me["key"]["name"]) == ("dana", "CRM sync")
    assert me["key"]["expires_at"] == "2999-02-01T00:00:00Z"
    assert shown[1] not in administrator.get("/keys").text
    press(administrator, "/keys", f"/keys/{me['key']['id']}/revoke")
    assert world.with_key(shown[1]).get("/v1/me").status_code == 401


def test_a_key_that_cannot_be_made_says_why_at_its_field(world: Api) -> None:
    administrator = sign_in(world, scope="admin")
    for fields, said in (
        ({"name": "", "scope": "read"}, "Some fields need attention"),
        ({"name": "Sync", "scope": "read", "expires_at": "2020-01-31"}, "must be in the future"),
        ({"name": "Sync", "scope": "read", "connector": "nobody"}, "nobody"),
    ):
        answer = press(administrator, "/keys", "/keys", **fields)
        assert answer.status_code in {404, 422}
        assert said in answer.text
