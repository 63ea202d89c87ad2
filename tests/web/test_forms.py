"""Forms: who may send them, what becomes of bad input, of a second tab and of a second click."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import httpx
import pytest

from app.relationships.facts import load_facts
from app.sign_in import service as sessions
from tests.patience import request
from tests.web.conftest import Site, new_site

HIDDEN = re.compile(r'name="(csrf|version|wishes)" value="([^"]+)"')


def hidden(client: httpx.Client, path: str) -> dict[str, str]:
    found = HIDDEN.findall(client.get(path).text)
    return {name: unescape(value) for name, value in found}


def test_a_link_signs_in_once_and_looking_at_it_uses_nothing_up(site: Site) -> None:
    link = site.link()
    for _ in range(3):
        assert request("GET", link).status_code == 200
    first = request("POST", link)
    assert first.status_code == 303
    assert "httponly" in first.headers["set-cookie"].lower()
    assert "samesite=lax" in first.headers["set-cookie"].lower()
    second = request("POST", link)
    assert second.status_code == 410
    assert "set-cookie" not in second.headers


@pytest.mark.parametrize("token", ["x", "0" * 16 + "_" + "A" * 43, "%00", "a_b"])
def test_a_link_that_nobody_made_opens_nothing(site: Site, token: str) -> None:
    assert request("POST", f"{site.address}/sign-in/{token}").status_code == 410


def test_a_link_with_another_secret_opens_nothing(site: Site) -> None:
    link = site.link()
    assert request("POST", f"{link[:-1]}{'A' if link[-1] != 'A' else 'B'}").status_code == 410
    assert request("POST", link).status_code == 303


def test_a_link_whose_time_is_over_opens_nothing(site: Site) -> None:
    token = sessions.create_link(site.session, "dana", lasts=timedelta(seconds=-1))
    assert request("POST", f"{site.address}/sign-in/{token}").status_code == 410


def test_whoever_is_not_signed_in_is_sent_to_the_sign_in(site: Site) -> None:
    for path in ("/pairings", "/people", "/rate", "/catalog", "/bring-in"):
        answer = request("GET", site.address + path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in"), path


def test_a_session_ends_when_one_signs_out(site: Site) -> None:
    client = site.signed_in()
    cookie = client.cookies["intros_session"]
    client.post("/sign-out", data=hidden(client, "/people"))
    again = request("GET", f"{site.address}/people", cookies={"intros_session": cookie})
    assert again.headers["location"] == "/sign-in"


def test_a_session_ends_with_the_person(site: Site) -> None:
    client = site.signed_in()
    assert site.api().delete("/v1/people/dana").status_code == 204
    assert client.get("/people").headers["location"] == "/sign-in"


def shown_setting(client: httpx.Client, key: str) -> str:
    """What the field of a setting holds."""
    text = client.get("/settings").text
    (field,) = re.findall(rf'<input[^>]* id="{key}"[^>]*>', text)
    return unescape(re.findall(r'value="([^"]*)"', field)[0])


def test_a_group_of_settings_is_saved_together_and_an_empty_field_is_the_default(
    site: Site,
) -> None:
    admin = site.signed_in(admin=True)
    known = hidden(admin, "/settings")
    typed = {
        "plan_goal": "5",
        "plan_max_per_week": "1",
        "plan_most_shown": "",
        "plan_rest_days": "",
    }
    answer = admin.post("/settings", data={**known, "group": "week", **typed})
    assert (answer.status_code, answer.headers["location"]) == (303, "/settings?saved=1")
    assert [shown_setting(admin, key) for key in typed] == ["5", "1", "4", "60"]
    late = admin.post("/settings", data={**known, "group": "week", **typed, "plan_goal": "6"})
    assert late.status_code == 412
    assert "Someone changed the settings" in late.text
    for again in ({"reset": "plan_goal"}, {"reset-group": "week"}):
        assert admin.post("/settings", data=hidden(admin, "/settings") | again).is_redirect
    assert [shown_setting(admin, key) for key in typed] == ["3", "2", "4", "60"]


def test_a_bad_setting_is_named_at_its_field_and_nothing_is_saved(site: Site) -> None:
    admin = site.signed_in(admin=True)
    typed = {"group": "week", "plan_goal": "5", "plan_max_per_week": "many", "plan_rest_days": "-1"}
    answer = admin.post("/settings", data=hidden(admin, "/settings") | typed)
    assert answer.status_code == 422
    assert 'id="plan_max_per_week-fault">must be a whole number between 0 and 50<' in answer.text
    assert 'id="plan_rest_days-fault">must be a whole number between 0 and 36,500<' in answer.text
    assert 'value="many"' in answer.text
    assert shown_setting(admin, "plan_goal") == "3"
    weights = {"group": "weights", "weight_ask": "0.5"}
    answer = admin.post("/settings", data=hidden(admin, "/settings") | weights)
    assert answer.status_code == 422
    assert "The weights must add up to 1; they add up to 1.4. Some settings" in answer.text


def test_a_switch_is_on_when_it_is_sent(site: Site) -> None:
    admin = site.signed_in(admin=True)
    for sent, on in (({"allow_competitors": "yes"}, True), ({}, False)):
        known = hidden(admin, "/settings")
        assert admin.post("/settings", data={**known, "group": "people", **sent}).is_redirect
        found = site.api("admin").get("/v1/settings").json()["items"]
        assert [one["value"] for one in found if one["key"] == "allow_competitors"] == [on]


def test_settings_are_for_administrators(site: Site) -> None:
    client = site.signed_in()
    assert client.get("/settings").status_code == 403
    assert 'href="/settings"' not in client.get("/people").text
    known = hidden(client, "/people")
    assert client.post("/settings", data=known | {"reset": "plan_goal"}).status_code == 403
    assert 'href="/settings"' in site.signed_in(admin=True).get("/people").text


def test_a_form_without_its_token_or_with_somebody_elses_changes_nothing(site: Site) -> None:
    site.bring_in_contacts()
    dana, other = site.signed_in(), site.signed_in()
    foreign = hidden(other, "/people")["csrf"]
    person = first_contact(site)
    for csrf in ("", "x", foreign):
        data = {"csrf": csrf, "word": "vouch for"}
        assert dana.post(f"/people/{person}/knows", data=data).status_code == 403
    assert site.api().get("/v1/people/dana/contacts?limit=1").json()["items"][0]["trust"] is None


def first_contact(site: Site) -> str:
    contacts = site.api().get("/v1/people/dana/contacts?limit=1").json()
    return str(contacts["items"][0]["id"])


def test_what_was_typed_stays_and_the_field_says_what_is_wrong(site: Site) -> None:
    client = site.signed_in()
    data = hidden(client, "/people/new/form") | {
        "name": "Lee Quill",
        "role": "partner",
        "emails": "lee@quill.example\nnot an address",
        "away_until": "2026-13-40",
        "notes": "met at <b>the fair</b>",
    }
    wrong_day = client.post("/people/new/form", data=data)
    wrong_mail = client.post("/people/new/form", data=data | {"away_until": "2026-12-24"})
    for answer in (wrong_day, wrong_mail):
        assert answer.status_code == 422
        assert 'value="Lee Quill"' in answer.text
        assert "not an address" in answer.text
        assert "&lt;b&gt;the fair&lt;/b&gt;" in answer.text
    assert "must be a day of the calendar" in wrong_day.text
    assert 'id="emails-fault-1">2: ' in wrong_mail.text
    assert client.get("/people?q=Quill").text.count("Lee Quill") == 0


def test_a_form_sent_twice_makes_one_person(site: Site) -> None:
    client = site.signed_in()
    data = hidden(client, "/people/new/form") | {"name": "Lee Quill", "role": "partner"}
    first, second = (client.post("/people/new/form", data=data) for _ in range(2))
    assert first.status_code == second.status_code == 303
    assert first.headers["location"] == second.headers["location"]
    assert len(site.api().get("/v1/people?q=Lee Quill").json()["items"]) == 1


def test_of_two_tabs_the_second_loses_nothing(site: Site) -> None:
    client = site.signed_in()
    data = hidden(client, "/people/new/form") | {"name": "Lee Quill", "role": "partner"}
    there = client.post("/people/new/form", data=data).headers["location"].partition("?")[0]
    one, two = (hidden(client, f"{there}/form") for _ in range(2))
    typed = {"name": "Lee Quill", "role": "partner"}
    assert client.post(f"{there}/form", data=one | typed | {"town": "Rye"}).status_code == 303
    late = client.post(f"{there}/form", data=two | typed | {"town": "Cork"})
    assert late.status_code == 409
    assert 'value="Cork"' in late.text
    assert site.api().get(f"/v1{there}").json()["town"] == "Rye"


def test_a_page_asks_whether_to_use_an_address_that_someone_else_put_in(site: Site) -> None:
    api = site.api(connector=None)
    eve = {"id": "eve", "name": "Eve", "connector": True}
    lee = {"id": "lee", "name": "Lee", "emails": ["lee@old.example"]}
    api.post("/v1/people/batch", json={"items": [eve, lee]}).raise_for_status()
    known = [{"from": one, "to": "lee"} for one in ("dana", "eve")]
    api.post("/v1/relationships/batch", json={"items": known}).raise_for_status()
    new = {"emails": ["lee@new.example"]}
    site.api(connector="eve").patch("/v1/people/lee", json=new).raise_for_status()
    client = site.signed_in()
    page = client.get("/people/lee").text
    assert "Eve replaced the address lee@old.example." in page
    assert "lee@new.example" not in page
    used = client.post("/people/lee/address", data=hidden(client, "/people/lee") | {"use": "yes"})
    assert used.status_code == 303
    page = client.get("/people/lee").text
    assert "lee@new.example" in page
    assert "replaced the address" not in page


def test_names_are_shown_as_text_whatever_they_hold(site: Site) -> None:
    name = "<script>alert(1)</script>\"'&"
    key = site.api()
    assert key.post("/v1/people", json={"id": "x1", "name": name}).status_code == 201
    client = site.signed_in()
    for path in ("/people", "/people/x1", "/people/x1/form", "/rate"):
        assert "<script>alert" not in client.get(path).text, path


def test_people_of_another_workspace_are_not_there(site: Site) -> None:
    site.bring_in_contacts()
    person = first_contact(site)
    client = new_site(site.address, site.graph, site.stack).signed_in()
    for path in (f"/people/{person}", f"/people/{person}/form", f"/pairings/{person}/dana"):
        assert client.get(path).status_code == 404, path
    csrf = hidden(client, "/people")["csrf"]
    data = {"csrf": csrf, "word": "vouch for"}
    assert client.post(f"/people/{person}/knows", data=data).status_code == 404


def test_only_administrators_change_the_catalog(site: Site) -> None:
    path = "/catalog/trigger-events/divorce/form"
    connector, admin = site.signed_in(), site.signed_in(admin=True)
    assert connector.get(path).status_code == 403
    assert connector.post(path, data=hidden(connector, "/catalog")).status_code == 403
    data = hidden(admin, path) | {
        "name": "Divorce",
        "day_zero": "petition filed",
        "meets-0-profession": "Divorce attorney",
        "meets-0-per_year": "30",
        "meets-0-source": "judgement",
        "needs-3-profession": "Realtor",
        "needs-3-likelihood": "55",
        "needs-3-from_day": "-10",
        "needs-3-to_day": "90",
        "needs-3-rationale": "The house is sold",
        "needs-3-source": "judgement",
    }
    wrong = admin.post(path, data=data | {"needs-3-likelihood": "155"})
    assert wrong.status_code == 422
    assert 'value="155"' in wrong.text
    assert admin.post(path, data=data).status_code == 303
    event = site.api().get("/v1/trigger-events/divorce").json()
    assert [(m["profession"], m["per_quarter"]) for m in event["meets"]] == [
        ("divorce_attorney", 7.5)
    ]
    assert [(n["profession"], n["likelihood"]) for n in event["needs"]] == [("realtor", 0.55)]
    assert admin.post(path, data=data).status_code == 409


def test_only_administrators_change_the_words_and_a_fault_keeps_what_was_typed(site: Site) -> None:
    path = "/words/opt_in_question"
    connector, admin = site.signed_in(), site.signed_in(admin=True)
    assert "Preview</h2>" in connector.get(path).text
    refused = hidden(connector, "/people") | {"do": "save", "subject": "A", "text": "B"}
    assert connector.post(path, data=refused).status_code == 403
    own = hidden(admin, path) | {"subject": "May I?", "text": "Hi {first_name}: {other}? {link}"}
    for fault, said in (
        ({"text": "Hi {nmae}: {other}? {link}"}, "isn’t a placeholder"),
        ({"text": "Hi {first_name}: {other}?"}, "{link} is missing"),
        ({"subject": ""}, "subject-fault-1"),
    ):
        wrong = admin.post(path, data=own | fault | {"do": "save"})
        assert wrong.status_code == 422
        assert said in wrong.text
        assert 'aria-invalid="true"' in wrong.text
    looked = admin.post(path, data=own | {"do": "preview"})
    assert "Hi Ann: Lee Park?" in looked.text
    texts = {text["key"]: text for text in site.api().get("/v1/texts").json()["items"]}
    assert texts["opt_in_question"]["is_default"]
    assert admin.post(path, data=own | {"do": "save"}).status_code == 303
    assert "· edited" in connector.get("/words").text
    assert admin.post(path, data=hidden(admin, path) | {"do": "reset"}).status_code == 303
    assert "· edited" not in connector.get("/words").text


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere", "x\r\ny"]
)
def test_a_form_never_leads_elsewhere(site: Site, back: str) -> None:
    client = site.signed_in()
    data = hidden(client, "/people") | {"back": back}
    assert client.post("/rate", data=data).headers["location"].startswith("/rate?")


def test_what_is_put_aside_rests_as_long_as_was_chosen(site: Site) -> None:
    site.bring_in_contacts()
    client, key = site.signed_in(), site.api()
    pair = key.get("/v1/connectors/dana/pairings?limit=1").json()["items"][0]
    path = f"/pairings/{pair['a']['id']}/{pair['b']['id']}"
    csrf = hidden(client, "/people")
    assert client.post(f"{path}/not-now", data=csrf | {"days": "36500"}).status_code == 422
    assert client.post(f"{path}/not-now", data=csrf | {"days": "90"}).status_code == 303
    until = datetime.now(UTC).date() + timedelta(90)
    explained = key.get(f"/v1/connectors/dana{path}").json()
    assert [r["code"] for r in explained["reasons"]] == ["snoozed"]
    row = site.graph.read(
        site.workspace, lambda tx: tx.one(load_facts, connector="dana", only=None)
    )
    assert [snoozed.until for snoozed in row.snoozed] == [until]
