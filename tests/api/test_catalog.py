"""The catalog over HTTP: read by every key, changed by administrators, never left inconsistent."""

from typing import Any

import httpx
import pytest

from app.catalog.repository.files import load_catalog
from tests.api.conftest import Api
from tests.api.importing import brought_in

CATALOG = load_catalog()
BAGPIPER: dict[str, Any] = {
    "key": "bagpiper",
    "name": "Bagpiper",
    "sphere": "events",
    "aliases": ["wedding piper"],
    "onet_codes": ["27-2042.00"],
}
UNSAID: dict[str, Any] = {"segments": [], "competes_with": [], "no_flow_to": []}
"""What is answered of a profession of which no one has said it."""
PARTY: dict[str, Any] = {
    "key": "golden_wedding",
    "name": "Golden wedding",
    "sphere": "family",
    "occasion": "golden_wedding",
    "theme": "life",
    "day_zero": "the anniversary",
    "when_clients": "when a couple celebrates fifty years",
    "clients": "couples married for fifty years",
    "client": "a couple married for fifty years",
    "meets": [{"profession": "caterer", "per_quarter": 2, "day": -200, "source": "judgement"}],
    "needs": [
        {
            "profession": "photographer",
            "likelihood": 0.5,
            "open": 0.6,
            "from_day": -60,
            "to_day": 0,
            "rationale": "The whole family is there once",
            "source": "parties.example/survey",
            "denominator": "couples who celebrate",
            "quote": "half of them hired a photographer",
        }
    ],
}


@pytest.fixture
def admin(api: Api) -> httpx.Client:
    return api.client("admin")


def all_of(client: httpx.Client, path: str, limit: int) -> list[dict[str, Any]]:
    """Every item of a list, page by page."""
    items: list[dict[str, Any]] = []
    cursor: str | None = None
    while True:
        sent = {"limit": limit} | ({"cursor": cursor} if cursor else {})
        page = client.get(path, params=sent).json()
        assert len(page["items"]) <= limit
        items += page["items"]
        cursor = page["next_cursor"]
        if cursor is None:
            return items


def test_a_new_workspace_has_the_whole_shipped_catalog(api: Api) -> None:
    client = api.client("read")
    professions = all_of(client, "/v1/professions", 40)
    assert {p["key"]: p for p in professions} == {
        p.key: p.model_dump(mode="json") for p in CATALOG.professions
    }
    assert [p["key"] for p in professions] == sorted(p["key"] for p in professions)
    events = all_of(client, "/v1/trigger-events", 20)
    assert {e["key"]: e for e in events} == {
        e.key: e.model_dump(mode="json") for e in CATALOG.trigger_events
    }


def test_a_profession_is_created_then_replaced_as_a_whole(admin: httpx.Client) -> None:
    created = admin.put("/v1/professions/bagpiper", json=BAGPIPER)
    assert created.status_code == 201
    assert created.json() == {**BAGPIPER, "aliases_by_country": {"*": ["wedding piper"]}, **UNSAID}
    assert admin.get("/v1/professions/bagpiper").headers["ETag"] == created.headers["ETag"]
    plain = {"key": "bagpiper", "name": "Master bagpiper", "sphere": "events"}
    replaced = admin.put("/v1/professions/bagpiper", json=plain)
    assert replaced.status_code == 200
    assert replaced.json() == {
        **plain,
        "aliases": [],
        "aliases_by_country": {},
        "onet_codes": [],
        **UNSAID,
    }
    assert admin.get("/v1/professions/bagpiper").json() == replaced.json()


def test_what_is_read_can_be_put_back_unchanged(admin: httpx.Client) -> None:
    for path in ("/v1/professions/realtor", "/v1/trigger-events/divorce"):
        read = admin.get(path).json()
        assert admin.put(path, json=read).status_code == 200
        assert admin.get(path).json() == read


def test_a_trigger_event_is_created_then_replaced_with_its_figures(admin: httpx.Client) -> None:
    created = admin.put("/v1/trigger-events/golden_wedding", json=PARTY)
    assert (created.status_code, created.json()) == (201, PARTY)
    without = {**PARTY, "meets": [], "needs": [{**PARTY["needs"][0], "profession": "caterer"}]}
    assert admin.put("/v1/trigger-events/golden_wedding", json=without).status_code == 200
    assert admin.get("/v1/trigger-events/golden_wedding").json() == without


def test_a_replacement_of_something_older_is_refused(admin: httpx.Client) -> None:
    for path, body in (
        ("/v1/professions/bagpiper", BAGPIPER),
        ("/v1/trigger-events/golden_wedding", PARTY),
    ):
        old = admin.put(path, json=body).headers["ETag"]
        new = admin.put(path, json={**body, "name": "New"}, headers={"If-Match": old})
        assert new.status_code == 200
        late = admin.put(path, json={**body, "name": "Late"}, headers={"If-Match": old})
        assert (late.status_code, late.json()["code"]) == (412, "version_mismatch")
        assert admin.get(path).json()["name"] == "New"
        assert admin.get(path).headers["ETag"] == new.headers["ETag"]


def test_a_trigger_event_with_an_unknown_profession_is_refused_with_the_nearest(
    admin: httpx.Client,
) -> None:
    needs = [PARTY["needs"][0], {**PARTY["needs"][0], "profession": "fotographer"}]
    body = {**PARTY, "meets": [{**PARTY["meets"][0], "profession": "xyzzy"}], "needs": needs}
    answer = admin.put("/v1/trigger-events/golden_wedding", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "unknown_profession")
    assert answer.json()["errors"] == [
        {"pointer": "/meets/0/profession", "message": "no profession called “xyzzy”"},
        {
            "pointer": "/needs/1/profession",
            "message": "no profession called “fotographer”; did you mean “photographer”?",
        },
    ]
    assert admin.get("/v1/trigger-events/golden_wedding").status_code == 404


def test_what_is_not_said_has_a_default(admin: httpx.Client) -> None:
    said = {"key", "name", "sphere", "theme", "day_zero"}
    bare = {name: value for name, value in PARTY.items() if name in said}
    need = {"profession": "dj", "likelihood": 0.5, "from_day": 0, "to_day": 0, "rationale": "Music"}
    figures = {
        "meets": [{"profession": "caterer", "per_quarter": 2, "source": "judgement"}],
        "needs": [{**need, "source": "judgement"}],
    }
    created = admin.put("/v1/trigger-events/golden_wedding", json={**bare, **figures}).json()
    assert created["occasion"] == "golden_wedding"
    assert [created[name] for name in ("when_clients", "clients", "client")] == [None] * 3
    assert created["meets"][0]["day"] is None
    assert [created["needs"][0][name] for name in ("open", "denominator", "quote")] == [None] * 3
    assert admin.get("/v1/trigger-events/golden_wedding").json() == created


def test_events_share_an_occasion_and_none_goes_in_a_circle(admin: httpx.Client) -> None:
    def put(key: str, occasion: str) -> httpx.Response:
        body = {**PARTY, "key": key, "occasion": occasion}
        return admin.put(f"/v1/trigger-events/{key}", json=body)

    assert put("golden_wedding", "golden_wedding").status_code == 201
    assert put("golden_party", "golden_wedding").status_code == 201
    assert put("golden_ball", "ballroom").status_code == 201
    for key, occasion, words in (
        ("golden_wedding", "golden_party", "that would be circular"),
        ("golden_lunch", "golden_party", "name “golden_wedding”"),
        ("golden_wedding", "ballroom", "is the occasion of “golden_party”"),
        ("ballroom", "golden_party", "name “golden_wedding”"),
        ("ballroom", "golden_wedding", "is the occasion of “golden_ball”"),
    ):
        answer = put(key, occasion)
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input")
        (error,) = answer.json()["errors"]
        assert error["pointer"] == "/occasion"
        assert words in error["message"]
    assert admin.get("/v1/trigger-events/golden_wedding").json()["occasion"] == "golden_wedding"
    assert admin.get("/v1/trigger-events/ballroom").status_code == 404


def test_a_competitor_that_is_not_there_is_refused_with_the_nearest(admin: httpx.Client) -> None:
    body = {**BAGPIPER, "competes_with": ["caterer", "florists"], "no_flow_to": ["xyzzy"]}
    answer = admin.put("/v1/professions/bagpiper", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "unknown_profession")
    assert answer.json()["errors"] == [
        {
            "pointer": "/competes_with/1",
            "message": "no profession called “florists”; did you mean “florist”?",
        },
        {"pointer": "/no_flow_to/0", "message": "no profession called “xyzzy”"},
    ]
    assert admin.get("/v1/professions/bagpiper").status_code == 404


def test_whom_a_profession_serves_and_whom_it_avoids_is_kept(admin: httpx.Client) -> None:
    said = {"segments": ["private"], "competes_with": ["caterer"], "no_flow_to": ["dj", "florist"]}
    admin.put("/v1/professions/bagpiper", json={**BAGPIPER, **said})
    read = admin.get("/v1/professions/bagpiper").json()
    assert {name: read[name] for name in said} == said
    answer = admin.put(
        "/v1/professions/cook", json={**BAGPIPER, "key": "cook", "no_flow_to": ["bagpiper"]}
    )
    assert answer.status_code == 201
    assert admin.delete("/v1/professions/bagpiper").json()["code"] == "in_use"


@pytest.mark.parametrize(
    ("path", "body", "pointer"),
    [
        ("/v1/professions/bagpiper", {**BAGPIPER, "key": "cook"}, "/key"),
        ("/v1/professions/bagpiper", {**BAGPIPER, "colour": "red"}, "/colour"),
        ("/v1/professions/bagpiper", {**BAGPIPER, "name": " "}, "/name"),
        ("/v1/professions/bagpiper", {**BAGPIPER, "aliases": ["ok", "a\nb"]}, "/aliases/1"),
        ("/v1/professions/bagpiper", {**BAGPIPER, "onet_codes": ["51-3011"]}, "/onet_codes/0"),
        ("/v1/professions/bagpiper", {**BAGPIPER, "segments": ["rich"]}, "/segments/0"),
        ("/v1/professions/bagpiper", {**BAGPIPER, "competes_with": ["bagpiper"]}, ""),
        ("/v1/professions/bagpiper", {**BAGPIPER, "no_flow_to": ["bagpiper"]}, ""),
        ("/v1/professions/bagpiper", {**BAGPIPER, "competes_with": ["dj", "dj"]}, ""),
        ("/v1/trigger-events/golden_wedding", {**PARTY, "theme": "other"}, "/theme"),
        ("/v1/trigger-events/golden_wedding", {**PARTY, "occasion": ""}, "/occasion"),
        (
            "/v1/trigger-events/golden_wedding",
            {**PARTY, "needs": [{**PARTY["needs"][0], "open": 1.5}]},
            "/needs/0/open",
        ),
        (
            "/v1/trigger-events/golden_wedding",
            {**PARTY, "needs": [{**PARTY["needs"][0], "likelihood": 1.5}]},
            "/needs/0/likelihood",
        ),
        (
            "/v1/trigger-events/golden_wedding",
            {**PARTY, "needs": [{**PARTY["needs"][0], "to_day": -61}]},
            "/needs/0",
        ),
        (
            "/v1/trigger-events/golden_wedding",
            {**PARTY, "meets": [{**PARTY["meets"][0], "per_quarter": "many"}]},
            "/meets/0/per_quarter",
        ),
        ("/v1/trigger-events/golden_wedding", {**PARTY, "needs": PARTY["needs"] * 2}, ""),
    ],
)
def test_a_fault_is_named_and_changes_nothing(
    admin: httpx.Client, path: str, body: dict[str, Any], pointer: str
) -> None:
    answer = admin.put(path, json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input")
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert admin.get(path).status_code == 404


def test_what_others_refer_to_cannot_be_deleted(api: Api, admin: httpx.Client) -> None:
    admin.put("/v1/professions/bagpiper", json=BAGPIPER)
    admin.put("/v1/trigger-events/golden_wedding", json=PARTY)
    ada = {
        "id": "ada",
        "name": "Ada",
        "professions": ["bagpiper"],
        "meets": [{"trigger_event": "golden_wedding", "per_quarter": 1}],
    }
    assert api.client().post("/v1/people", json=ada).status_code == 201
    for path in (
        "/v1/professions/bagpiper",
        "/v1/professions/photographer",
        "/v1/trigger-events/golden_wedding",
    ):
        answer = admin.delete(path)
        assert (answer.status_code, answer.json()["code"]) == (409, "in_use")
        assert admin.get(path).status_code == 200


def test_what_nobody_refers_to_is_deleted_once(admin: httpx.Client) -> None:
    admin.put("/v1/professions/bagpiper", json=BAGPIPER)
    admin.put("/v1/trigger-events/golden_wedding", json=PARTY)
    for path in ("/v1/professions/bagpiper", "/v1/trigger-events/golden_wedding"):
        assert admin.delete(path).status_code == 204
        assert admin.get(path).status_code == 404
        assert admin.delete(path).status_code == 404


def test_a_change_stays_in_its_workspace(api: Api, admin: httpx.Client) -> None:
    elsewhere = api.elsewhere().client("admin")
    admin.put("/v1/professions/realtor", json={**BAGPIPER, "key": "realtor"})
    assert elsewhere.get("/v1/professions/realtor").json()["name"] == "Realtor"


def test_only_administrators_change_the_catalog(api: Api) -> None:
    writer = api.client("write")
    answer = writer.put("/v1/professions/bagpiper", json=BAGPIPER)
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")
    assert writer.get("/v1/professions/bagpiper").status_code == 404


def test_changed_figures_change_the_pairings(api: Api, admin: httpx.Client) -> None:
    client = api.client()
    people = [
        {"id": "dana", "name": "Dana", "connector": True},
        {"id": "ann", "name": "Ann", "professions": ["jeweller"]},
        {"id": "lee", "name": "Lee", "professions": ["turnaround_adviser"]},
    ]
    known = [{"from": "dana", "to": other, "trust": 0.9} for other in ("ann", "lee")]
    client.post("/v1/people/batch", json={"items": people})
    client.post("/v1/relationships/batch", json={"items": known})
    pair = "/v1/connectors/dana/pairings/ann/lee"
    assert client.get(pair).json()["flow"] == {"a_to_b": 0, "b_to_a": 0}
    body = {
        **PARTY,
        "meets": [{"profession": "jeweller", "per_quarter": 8, "source": "judgement"}],
        "needs": [{**PARTY["needs"][0], "profession": "turnaround_adviser", "likelihood": 0.25}],
    }
    assert admin.put("/v1/trigger-events/golden_wedding", json=body).status_code == 201
    # Four quarters, a third of the names, a jeweler's voice, those who are open; whose area isn't
    # known, of whom one serves people and the other businesses.
    flow = 4 / 3 * 0.4 * 8 * 0.25 * body["needs"][0]["open"] * 0.7 * 0.2
    assert client.get(pair).json()["flow"]["a_to_b"] == pytest.approx(flow)


def test_imports_recognise_a_title_by_the_workspaces_own_words(
    api: Api, admin: httpx.Client
) -> None:
    admin.put(
        "/v1/professions/bagpiper", json={**BAGPIPER, "aliases_by_country": {"US": ["sonneur"]}}
    )
    client = api.client()
    file = "id,name,title\nada,Ada,Sonneur at Acme\nbob,Bob,Wedding Piper\n"
    brought_in(client, file)
    assert client.get("/v1/people/ada").json()["professions"] == ["bagpiper"]
    assert client.get("/v1/people/bob").json()["professions"] == ["bagpiper"]


def test_two_spheres_have_a_line_of_caution(api: Api) -> None:
    client = api.client("read")
    whole = client.get("/v1/cautions").json()
    assert len(whole["items"]) >= 15
    assert "isn't legal advice" in whole["note"]
    for pair in (
        {"sphere": "legal", "other_sphere": "health"},
        {"sphere": "health", "other_sphere": "legal"},
    ):
        (line,) = client.get("/v1/cautions", params=pair).json()["items"]
        assert line.keys() == {"spheres", "text", "source"}
        assert set(line["spheres"]) == {"legal", "health"}
    nothing = {"sphere": "marketing", "other_sphere": "building"}
    assert client.get("/v1/cautions", params=nothing).json()["items"] == []
    wrong = client.get("/v1/cautions", params={"sphere": "Legal!"})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "invalid_input")
