"""A workspace with one of everything that can be held about a person, made as users make it.

What a test cannot bring about over HTTP (a session, mail that waits) is written by the program's
own queries.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from app.digest.repository import keep_letter
from app.jobs.repository import create_job, create_part
from app.outbox.repository import note_done, put_entry
from app.plans.rules.weeks import week_of
from app.sign_in.repository import create_link, create_session
from tests.api.conftest import Api
from tests.api.importing import brought_in
from tests.api.introducing import do, token
from tests.api.planning import plan
from tests.engines import Engine

NOW = datetime.now(UTC)
TODAY = NOW.date()
WEEK = week_of((NOW + timedelta(7)).date())
PERSON, NAME, ADDRESS = "nora-k7x2", "Nora Quillfeather", "nora@quillfeather.example"
"""Whom everything is about: words that stand in nothing else."""
OTHERS_TRUST, OTHERS_REASON = 0.8125, "bad_blood"
"""What others think of them."""
NORA: dict[str, Any] = {
    "id": PERSON,
    "name": NAME,
    "connector": True,
    "emails": [ADDRESS],
    "phones": ["+1 212 555 0142"],
    "profiles": ["https://www.linkedin.com/in/nora-quillfeather"],
    "external_ids": {"hubspot": "77"},
    "professions": ["divorce_attorney"],
    "organisation": "Quillfeather & Co",
    "title": "Attorney",
    "town": "Rye",
    "regions": ["US/NY/Westchester"],
    "segments": ["owners of restaurants"],
    "groups": ["chamber"],
    "time_zone": "America/New_York",
    "default_region": "US/NY",
    "work": [
        {"organisation": "Old & Co", "title": "Clerk", "from": "2001-01-01", "to": "2005-01-01"}
    ],
    "education": [{"school": "Fordham", "from": "1998-01-01", "to": "2001-01-01"}],
    "meets": [{"trigger_event": "divorce", "per_quarter": 5}],
    "card": {
        "one_line": "Divorces without war",
        "ideal_client": "Parents",
        "listen_for": "We can't go on",
        "not_for": "Lottery winners",
        "how_to_introduce": "By email",
        "help_wanted": "A bookkeeper",
    },
    "preferences": {
        "opted_out": False,
        "bridge": True,
        "max_per_week": 5,
        "away_until": "2020-01-01",
        "consents_without_asking": True,
        "shares_details": True,
    },
    "notes": "Talks too much",
}
OTHERS = [
    {"id": "dana", "name": "Dana", "connector": True, "emails": ["dana@work.example"]},
    {"id": "eve", "name": "Eve", "connector": True},
    {"id": "lee", "name": "Lee", "professions": ["mortgage_broker"], "regions": ["US/NY"]},
    {"id": "kim", "name": "Kim", "professions": ["realtor"], "regions": ["US/NY"]},
    {
        "id": "zed",
        "name": "Zed of Ost",
        "professions": ["forensic_accountant"],
        "regions": ["US/NY"],
    },
]
LONG_AGO = {"since": "2019-01-01", "last_contact": "2019-01-01"}
KNOWN = [
    {"from": "dana", "to": PERSON, "trust": OTHERS_TRUST, "contexts": {"divorce_attorney": 0.9}},
    {"from": "dana", "to": "lee", "trust": 0.9, **LONG_AGO},
    {"from": "dana", "to": "kim", "trust": 0.9, **LONG_AGO},
    {"from": "eve", "to": PERSON, "trust": OTHERS_TRUST},
    {"from": "eve", "to": "zed", "trust": 0.9},
    {"from": PERSON, "to": "kim", "trust": 0.9, **LONG_AGO},
    {"from": PERSON, "to": "zed", "trust": 0.9, **LONG_AGO},
]


def fill(api: Api, engine: Engine) -> None:
    """Fill a workspace."""
    everybody, nora = api.client(), _people(api)
    _plans(everybody)
    _introductions(api, engine)
    _wishes(everybody)
    _hours(everybody)
    _programs(api, nora)
    _mail(api)
    _job(api)


def _ok(answer: httpx.Response) -> Any:
    assert answer.status_code < 300, answer.text
    return answer.json() if answer.content else None


def _people(api: Api) -> httpx.Client:
    client = api.client()
    _ok(client.put("/v1/groups/chamber", json={"name": "Chamber"}))
    saved = _ok(client.post("/v1/people/batch", json={"items": [NORA, *OTHERS]}))
    assert not (faults := [row["errors"] for row in saved["results"] if row["errors"]]), faults
    saved = _ok(client.post("/v1/relationships/batch", json={"items": KNOWN}))
    assert not (faults := [row["errors"] for row in saved["results"] if row["errors"]]), faults
    _ok(client.post("/v1/relationships/known", json={"a": PERSON, "b": "zed"}))
    for addresses in ([ADDRESS, f"former.{ADDRESS}"], [ADDRESS]):
        _ok(client.patch(f"/v1/people/{PERSON}", json={"emails": addresses}))
    return api.client(connector=PERSON)


def _plans(client: httpx.Client) -> None:
    """Dana's plan proposes Nora, Eve's leaves her out, and she has one herself."""
    made = plan(client, week=WEEK)
    plans = {own["connector_id"]: own for own in made["connectors"]}
    assert plans.keys() == {"dana", "eve", PERSON}, made
    assert PERSON in str(plans["dana"]["pairings"]), made
    assert PERSON in str(plans["eve"]["left_out"]), made


def _introductions(api: Api, engine: Engine) -> None:
    """One by Dana that went all the way, two by Nora herself, and one that she is not in."""
    client = api.client()
    body = {"id": "hers", "connector_id": "dana", "a": PERSON, "b": "lee", "plan_week": WEEK}
    _ok(client.post("/v1/introductions", json=body))
    do(client, "hers", "ask")
    do(client, "hers", "answer", side="b", answer="yes")
    link = token(engine, api.workspace, "hers", "a")
    page = api.with_key(None)
    assert page.post(f"/r/{link}", data={"answer": "yes"}).status_code == 303
    do(client, "hers", "introduce")
    do(client, "hers", "met")
    said = {"meet_again": "yes", "followed_up": "no"}
    assert page.post(f"/r/{link}/feedback", data=said).status_code == 303
    do(client, "hers", "follow-up")
    do(client, "hers", "outcome", outcome="referral")
    body = {"id": "own", "connector_id": PERSON, "a": "kim", "b": "zed"}
    once = {"Idempotency-Key": "one"}
    _ok(client.post("/v1/introductions", json=body, headers=once))
    do(client, "own", "withdraw", note="Too early")
    _ok(client.post("/v1/introductions", json=body | {"id": "again"}))
    do(client, "again", "ask")
    do(client, "again", "pause", until=str(TODAY + timedelta(30)))
    others = {"id": "others", "connector_id": "dana", "a": "lee", "b": "kim"}
    _ok(client.post("/v1/introductions", json=others))
    do(client, "others", "ask")
    do(client, "others", "answer", side="b", answer="no")


def _wishes(client: httpx.Client) -> None:
    until = {"until": str(TODAY + timedelta(30))}
    _ok(client.put(f"/v1/connectors/{PERSON}/snoozes/kim/zed", json=until))
    _ok(client.put(f"/v1/connectors/dana/snoozes/{PERSON}/lee", json=until))
    _ok(client.put(f"/v1/connectors/{PERSON}/not-now/zed", json=until))
    never = {"reason": OTHERS_REASON}
    _ok(client.put(f"/v1/people/{PERSON}/do-not-introduce/zed", json=never))
    _ok(client.put(f"/v1/people/zed/do-not-introduce/{PERSON}", json=never))


def _hours(client: httpx.Client) -> None:
    goal = {"per": "week", "introductions": 2}
    _ok(client.put(f"/v1/connectors/{PERSON}/goals", json=goal))
    for connector, other in ((PERSON, "dana"), ("dana", PERSON)):
        body = {"connector_id": connector, "kind": "event", "on": str(TODAY), "hours": 2}
        more = {"people": [other], "group": "chamber", "note": "Long"}
        _ok(client.post("/v1/gatherings", json=body | more))


def _programs(api: Api, nora: httpx.Client) -> None:
    """A key, a calendar feed, an import, a look by an administrator, a link and a session."""
    _ok(nora.post(f"/v1/connectors/{PERSON}/calendar"))
    brought_in(nora, "name\nMay Lin\n", connector=PERSON)
    reason = {"Intros-Break-Glass": "a complaint by Lee"}
    _ok(api.client("admin").get(f"/v1/people/{PERSON}/contacts", headers=reason))
    link = {"id": "l1", "hash": "h", "scope": "write", "expires_at": NOW + timedelta(1)}
    session = link | {"id": "s1"}
    api.graph.write(api.workspace, lambda tx: tx.one(create_link, connector=PERSON, **link))
    api.graph.write(
        api.workspace, lambda tx: tx.do(create_session, connector=PERSON, created_at=NOW, **session)
    )


def _mail(api: Api) -> None:
    """What waits to her and about her, what is done, and a week's letter."""
    payload = f'{{"to":"{ADDRESS}","to_name":"{NAME}","connector":"{PERSON}"}}'
    waiting = (f"mail|monday|{PERSON}|{WEEK}", "mail|introduction|hers|bridge|lee")
    for entry in waiting:
        values = {"id": entry, "kind": "mail", "payload": payload, "due": NOW, "now": NOW}
        api.graph.write(api.workspace, lambda tx, v=values: tx.do(put_entry, **v))  # type: ignore[misc]
    done = {"ids": [f"mail|introduction|hers|ask|{PERSON}"], "kind": "mail", "outcome": "by_hand"}
    api.graph.write(api.workspace, lambda tx: tx.do(note_done, now=NOW, **done))
    letter = {"id": f"{PERSON}|{WEEK}", "connector": PERSON, "period": WEEK, "at": NOW}
    api.graph.write(api.workspace, lambda tx: tx.do(keep_letter, **letter))


def _job(api: Api) -> None:
    """Something that is to be done for her."""
    payload = f'{{"connector":"{PERSON}"}}'
    values = {"kind": "x", "payload": payload, "lane": "x", "principal": payload, "created_at": NOW}
    part = {"job": "j1", "id": "j1|0", "n": 0, "data": "eJw="}
    api.graph.write(api.workspace, lambda tx: tx.do(create_job, id="j1", values=values))
    api.graph.write(api.workspace, lambda tx: tx.do(create_part, **part))
