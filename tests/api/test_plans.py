"""The weekly plan over HTTP."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from neo4j import Driver

from app.plans.repository import put_plans
from app.plans.rules.weeks import week_of
from tests.api import planning
from tests.api.conftest import Api
from tests.graph.networks import read_back

NOW = datetime.now(UTC)
NEXT = week_of((NOW + timedelta(7)).date())
LATER = week_of((NOW + timedelta(14)).date())
LAST = week_of((NOW - timedelta(14)).date())
PEOPLE: list[dict[str, Any]] = [
    {"id": "dana", "name": "Dana", "connector": True},
    {"id": "mike", "name": "Mike", "connector": True},
    {"id": "lonely", "name": "Lonely", "connector": True},
    *(
        {"id": key, "name": name, "professions": [profession], "regions": ["US/NY/Kings"]}
        for key, name, profession in [
            ("ann", "Ann Osei", "divorce_attorney"),
            ("lee", "Lee Park", "mortgage_broker"),
            ("mia", "Mia Diaz", "divorce_mediator"),
            ("rob", "Rob Roy", "residential_real_estate_agent"),
            ("tax", "Tax Ray", "accountant"),
            ("sue", "Sue Fay", "financial_advisor"),
        ]
    ),
]


def people(known: set[str]) -> list[dict[str, Any]]:
    """The people, those professions left out that the catalog lacks."""
    return [
        person | {"professions": [p for p in person.get("professions", []) if p in known]}
        for person in PEOPLE
    ]


@pytest.fixture
def client(api: Api) -> httpx.Client:
    """A client for the whole workspace, in which Dana and Mike know the same people."""
    client = api.client("write")
    catalog = client.get("/v1/professions", params={"limit": 200}).json()["items"]
    items = people({entry["key"] for entry in catalog})
    added = client.post("/v1/people/batch", json={"items": items}).json()
    assert {row["status"] for row in added["results"]} == {"created"}
    knows = [
        {"from": c, "to": p["id"], "trust": trust, "since": "2020-01-01"}
        for c, trust in (("dana", 0.9), ("mike", 0.6))
        for p in PEOPLE[3:]
    ]
    rated = client.post("/v1/relationships/batch", json={"items": knows}).json()
    assert {row["status"] for row in rated["results"]} == {"created"}
    return client


def plan(client: httpx.Client, week: str = NEXT, **fields: Any) -> dict[str, Any]:
    return planning.plan(client, week=week, **fields)


def pairs(planned: dict[str, Any]) -> list[tuple[str, str]]:
    return [(p["a"]["id"], p["b"]["id"]) for c in planned["connectors"] for p in c["pairings"]]


def test_a_week_is_planned_for_all_connectors_at_once(client: httpx.Client) -> None:
    planned = plan(client)
    assert planned["status"] == "done"
    assert [c["connector_id"] for c in planned["connectors"]] == ["dana", "lonely", "mike"]
    assert 0 < planned["objective"] <= planned["bound"]
    assert planned["gap"] == 0
    chosen = pairs(planned)
    assert len(set(chosen)) == len(chosen) > 1
    people = [person for pair in chosen for person in pair]
    assert max(people.count(person) for person in people) <= 2
    for own in planned["connectors"]:
        assert len(own["pairings"]) <= 3
        taken = {p[side]["id"] for p in own["pairings"] for side in "ab"}
        left = {one["person_id"] for one in own["left_out"]}
        known = set() if own["connector_id"] == "lonely" else {p["id"] for p in PEOPLE[3:]}
        assert taken | left == known
        assert not taken & left
        assert all(one["text"] and one["code"] for one in own["left_out"])


def test_a_week_is_not_planned_for_who_is_no_connector_any_more(client: httpx.Client) -> None:
    for said, planned_for in ((False, ["dana", "lonely"]), (True, ["dana", "lonely", "mike"])):
        client.patch("/v1/people/mike", json={"connector": said}).raise_for_status()
        assert client.get("/v1/people/mike").json()["connector"] is said
        planned = plan(client, dry_run=True)
        assert [c["connector_id"] for c in planned["connectors"]] == planned_for


def test_a_second_run_gives_the_same_plan_and_writes_nothing(
    api: Api, client: httpx.Client, driver: Driver
) -> None:
    first = plan(client)
    before = read_back(driver, api.workspace).comparable()
    assert plan(client) == first
    assert plan(client, dry_run=True) == first | {"dry_run": True}
    assert read_back(driver, api.workspace).comparable() == before


def without_jobs(driver: Driver, workspace: str) -> dict[str, Any]:
    """The graph but for jobs, which are soon forgotten, and the number of the last write."""
    network = read_back(driver, workspace)
    network.nodes = {key: p for key, p in network.nodes.items() if not key[0].startswith("Job")}
    network.edges = [edge for edge in network.edges if edge.type != "HAS_PART"]
    network.nodes["Workspace", workspace].pop("seq")
    return network.comparable()


def test_a_dry_run_changes_nothing_and_tells_what_would_be_saved(
    api: Api, client: httpx.Client, driver: Driver
) -> None:
    before = without_jobs(driver, api.workspace)
    tried = plan(client, dry_run=True)
    assert without_jobs(driver, api.workspace) == before
    assert client.get(f"/v1/connectors/dana/plans/{NEXT}").status_code == 404
    saved = plan(client)
    assert (tried["dry_run"], saved["dry_run"]) == (True, False)
    assert tried["connectors"] == saved["connectors"]


def test_a_saved_plan_is_read_again_when_facts_have_changed(client: httpx.Client) -> None:
    planned = plan(client)
    assert client.patch("/v1/people/ann", json={"name": "Ann Other"}).status_code == 200
    read = client.get(f"/v1/connectors/dana/plans/{NEXT}").json()
    assert read["connectors"] == planned["connectors"][:1]


def made_before(api: Api, plan: str, age: timedelta, **more: object) -> None:
    """As if a plan were as old."""
    rows = [{"id": plan, "values": {"created_at": datetime.now(UTC) - age} | more}]
    api.graph.write(api.workspace, lambda tx: tx.do(put_plans, rows=rows))


def test_a_plan_that_proposed_nobody_can_be_asked_for_when_its_week_is_over(
    api: Api, client: httpx.Client
) -> None:
    empty = plan(client, connectors=["lonely"])["connectors"][0]
    known = {
        "connector": "lonely", "week": LAST, "run": "r", "objective": 0.0, "run_objective": 0.0,
        "run_bound": 0.0, "seconds": 0.1, "left_out": [], "left_out_codes": [], "seq": 1,
    }  # fmt: skip
    made_before(api, f"lonely|{LAST}", timedelta(days=9), **known)
    assert plan(client, LAST, connectors=["lonely"])["connectors"] == [empty | {"left_out": []}]
    read = client.get(f"/v1/connectors/lonely/plans/{LAST}").json()
    assert read["connectors"][0]["connector_id"] == "lonely"


def test_a_plan_that_proposed_nobody_is_made_anew_when_contacts_have_come(
    api: Api, client: httpx.Client
) -> None:
    assert pairs(plan(client, connectors=["lonely"])) == []
    knows = [{"from": "lonely", "to": p["id"], "trust": 0.9} for p in PEOPLE[3:]]
    client.post("/v1/relationships/batch", json={"items": knows}).raise_for_status()
    assert pairs(plan(client, connectors=["lonely"])) == []
    made_before(api, f"lonely|{NEXT}", timedelta(minutes=2))
    tried = plan(client, connectors=["lonely"], dry_run=True)
    kept = plan(client, connectors=["lonely"])
    assert pairs(kept) == pairs(tried) != []
    read = client.get(f"/v1/connectors/lonely/plans/{NEXT}").json()
    assert read["connectors"] == kept["connectors"]


def test_saved_plans_of_others_use_up_caps_and_pairs(client: httpx.Client) -> None:
    danas = plan(client, connectors=["dana"])
    mikes = plan(client, connectors=["mike"])
    chosen = pairs(danas) + pairs(mikes)
    assert len(set(chosen)) == len(chosen)
    people = [person for pair in chosen for person in pair]
    assert max(people.count(person) for person in people) <= 2
    codes = {one["code"] for one in mikes["connectors"][0]["left_out"]}
    assert codes & {"cap_reached", "given_to_another", "partners_full"}


def test_two_runs_at_once_make_one_plan(api: Api, client: httpx.Client, driver: Driver) -> None:
    asked = [["dana"], ["dana", "mike"], ["mike"], ["dana"]]
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda connectors: plan(client, connectors=connectors), asked))
    both = plan(client, connectors=["dana", "mike"])
    by_connector = {own["connector_id"]: own for own in both["connectors"]}
    for one in found:
        for own in one["connectors"]:
            assert own == by_connector[own["connector_id"]]
    nodes = read_back(driver, api.workspace).nodes
    assert sorted(i for label, i in nodes if label == "Plan") == [f"dana|{NEXT}", f"mike|{NEXT}"]


def test_a_pair_that_was_shown_in_vain_gives_way_to_fresh_ones(client: httpx.Client) -> None:
    first, second = plan(client), plan(client, LATER)
    fresh = set(pairs(second)) - set(pairs(first))
    assert second["objective"] < first["objective"]
    assert fresh or set(pairs(second)) == set(pairs(first))


@pytest.mark.parametrize(
    ("week", "said"),
    [("2027-W53", "52 weeks"), ("2026-W00", "no week"), (LAST, "is over"), ("2099-W01", "ahead"),
     ("next", "")],
)  # fmt: skip
def test_a_week_that_cannot_be_planned_is_refused(
    client: httpx.Client, week: str, said: str
) -> None:
    answer = client.post("/v1/plans", json={"week": week})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_input")
    assert answer.json()["errors"][0]["pointer"] == "/week"
    assert said in answer.text


def test_who_is_not_there_has_no_plan(client: httpx.Client) -> None:
    assert (
        client.post("/v1/plans", json={"week": NEXT, "connectors": ["nobody"]}).status_code == 404
    )
    assert client.get(f"/v1/connectors/dana/plans/{NEXT}").status_code == 404
    assert client.get("/v1/connectors/dana/plans/2027-W53").status_code == 422


def test_a_bound_key_plans_for_its_own_connector(api: Api, client: httpx.Client) -> None:
    mike = api.client("write", "mike")
    assert [c["connector_id"] for c in plan(mike)["connectors"]] == ["mike"]
    refused = mike.post("/v1/plans", json={"week": NEXT, "connectors": ["dana"]})
    assert refused.status_code == 403
    assert mike.get(f"/v1/connectors/dana/plans/{NEXT}").status_code == 403


def test_an_administrator_plans_for_no_one(api: Api, client: httpx.Client) -> None:
    admin = api.client("admin")
    for body in ({"week": NEXT}, {"week": NEXT, "connectors": ["dana"], "dry_run": True}):
        refused = admin.post("/v1/plans", json=body)
        assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")


def test_who_is_deleted_leaves_the_plans(api: Api, client: httpx.Client, driver: Driver) -> None:
    planned = plan(client)
    (a, b), *_ = pairs(planned)
    name = next(p["name"] for p in PEOPLE if p["id"] == a)
    assert client.delete(f"/v1/people/{a}").status_code == 204
    assert (a, b) not in pairs(plan(client))
    kept = read_back(driver, api.workspace)
    assert not any(name in str(edge.properties) for edge in kept.edges)


def test_deleting_a_connector_deletes_their_plans(client: httpx.Client) -> None:
    plan(client)
    assert client.delete("/v1/people/dana").status_code == 204
    assert client.get(f"/v1/connectors/dana/plans/{NEXT}").status_code == 404


def test_a_person_who_wants_no_introductions_that_week_is_in_none(client: httpx.Client) -> None:
    until = (NOW + timedelta(60)).date().isoformat()
    for person, preferences in (("ann", {"max_per_week": 0}), ("lee", {"away_until": until})):
        answer = client.patch(f"/v1/people/{person}", json={"preferences": preferences})
        assert answer.status_code == 200, answer.text
    planned = plan(client)
    assert not {"ann", "lee"} & {person for pair in pairs(planned) for person in pair}
    codes = {one["person_id"]: one["code"] for one in planned["connectors"][0]["left_out"]}
    assert (codes["ann"], codes["lee"]) == ("cap_reached", "away")
