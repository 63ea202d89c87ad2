"""What lists and look-ups cost as a workspace grows: 5,000 people, 50,000, 200,000.

Each figure is compared with its own at 5,000 people, taken from a small workspace in the same run
and in turns with it. A flat line is a ratio of one.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from secrets import token_hex
from typing import Any

from neo4j import Session as BareSession

from app.clock import sortable
from app.idempotency import IdempotentRequest
from app.introductions.service import list_current, list_introductions
from app.keys.service import create_key, identify
from app.people.models import NewPerson
from app.people.repository import find_identified
from app.people.rules.list_keys import list_keys
from app.people.service import get_person, list_people
from app.people.service.changing import create_person
from app.session import Session
from app.settings import MailSettings
from app.sign_in.service import create_link, sign_in
from app.workers import chores
from benchmarks.bench import DATABASE, Bench, new_workspace
from benchmarks.results import Result, Target, times
from benchmarks.timing import in_turns
from tests.sessions import acting, installed

SIZES = (5_000, 50_000, 200_000)
QUICK = (1_000, 10_000)
BATCH = 2_000
MOST = 1.5
WORKSPACES = 1_000
MINUTE = 1_000.0
"""Milliseconds that one minute of the clock may take."""
SATURDAY = datetime(2026, 11, 28, 12, tzinfo=UTC)
"""No weekly email is due then."""
SECRET = b"benchmark" * 4
CONNECTOR = "p0000000"
CONTACTS = 500
"""People for each connector, who has made 100 introductions, a fifth of them open."""
STATES = ("asked", "declined", "closed", "expired", "withdrawn")
PROFESSIONS = ("realtor", "divorce_attorney", "accountant", "mortgage_broker")
CREATE_PEOPLE = "UNWIND $rows AS row CREATE (p:Person) SET p = row"
CREATE_IDENTIFIERS = (
    "UNWIND $rows AS row MATCH (p:Person {workspace: $workspace, id: row.person}) "
    "CREATE (:Identifier {workspace: $workspace, id: 'email:' + row.value, kind: 'email', "
    "value: row.value})-[:IDENTIFIES]->(p)"
)
CREATE_PRACTICES = (
    "UNWIND $rows AS row MATCH (p:Person {workspace: $workspace, id: row.person}) "
    "MATCH (f:Profession {workspace: $workspace, id: row.profession}) "
    "CREATE (p)-[:PRACTICES {position: 0}]->(f)"
)
CREATE_INTRODUCTIONS = (
    "UNWIND $rows AS row MATCH (c:Person {workspace: $workspace, id: row.c}) "
    "MATCH (a:Person {workspace: $workspace, id: row.a}) "
    "MATCH (b:Person {workspace: $workspace, id: row.b}) "
    "CREATE (c)-[:MADE]->(i:Introduction) SET i = row.properties "
    "CREATE (i)-[:INTRODUCES {side: 'a'}]->(a) CREATE (i)-[:INTRODUCES {side: 'b'}]->(b)"
)
CREATE_RECORDS = "UNWIND $rows AS row CREATE (r:IdempotencyRecord) SET r = row"
CREATE_WORKSPACES = (
    "UNWIND $rows AS row CREATE (w:Workspace {id: row.id, name: row.id, country: 'US', "
    "currency: 'USD', time_zone: 'America/New_York', seq: 1, facts_seq: 1, catalog_seq: 1, "
    "setting_keys: [], setting_values: [], created_at: $created_at}) "
    "CREATE (p:Person {workspace: row.id, id: 'dana', name: 'Dana', connector: true}) "
    "CREATE (:Identifier {workspace: row.id, id: 'email:d@x.example', kind: 'email', "
    "value: 'd@x.example'})-[:IDENTIFIES]->(p)"
)


def measure(bench: Bench) -> list[Result]:
    sizes = QUICK if bench.quick else SIZES
    workspaces = {size: _fill(bench, size) for size in sizes}
    rounds = 5 if bench.quick else 21
    results = []
    for what in _subjects(acting(bench.graph, workspaces[sizes[0]])):
        took = in_turns(
            {str(size): _subjects(acting(bench.graph, one))[what]
             for size, one in workspaces.items()},
            rounds,
        )  # fmt: skip
        base = took[str(sizes[0])].median
        results += [
            times(f"{what}: {size:,} people, times {sizes[0]:,}", bench.name,
                  took[str(size)].median, base, target=Target(MOST, "most"))
            for size in sizes[1:]
        ]  # fmt: skip
    return [*results, _clock(bench)]


def _subjects(session: Session) -> dict[str, Callable[[], object]]:
    """What is asked of one workspace."""
    numbers, key = count(), create_key(session, "read").key
    place = installed(session.graph)

    def named(**filters: str) -> Callable[[], object]:
        wanted = dict.fromkeys(("q", "organisation", "profession", "group", "role")) | filters
        return lambda: list_people(session, filters=wanted, limit=50)

    def next_page() -> object:
        wanted = dict.fromkeys(("q", "organisation", "profession", "group", "role"))
        return list_people(session, filters=wanted, limit=50, cursor=first.next_cursor)

    def write() -> None:
        number = f"{id(numbers)}-{next(numbers)}"
        once = IdempotentRequest("bench", "POST /v1/people", number, b"", SECRET)
        create_person(session, NewPerson(id=f"new-{number}", name="New Person"), once)

    first = list_people(session, filters=dict.fromkeys(("q",)), limit=50)
    return {
        "people by name, the first page": named(),
        "people by name, the next page": next_page,
        "people by the beginning of a name": named(q="m"),
        "people by profession": named(profession="realtor"),
        "a person by email": lambda: session.read(
            lambda tx: tx.one(find_identified, identifiers=["email:p0000100@x.example"])
        ),
        "a person": lambda: get_person(session, "p0000100"),
        "introductions due and open": lambda: list_current(session, CONNECTOR, 50),
        "introductions in one state": lambda: list_introductions(
            session, connector=CONNECTOR, state="asked", limit=50
        ),
        "an idempotent write": write,
        "a key": lambda: identify(place, key),
        "a sign-in": lambda: sign_in(place, create_link(session, CONNECTOR)),
    }


def _fill(bench: Bench, size: int) -> str:
    """A workspace with so many people, and as much else as that many would leave behind."""
    workspace, random = new_workspace(bench.graph), Random(size)
    people = [_person(workspace, number, random) for number in range(size)]
    ids = [person["id"] for person in people]
    records = [
        {"workspace": workspace, "id": token_hex(16), "fingerprint": "f", "answer": "",
         "at": SATURDAY, "at_key": sortable(SATURDAY)}
        for _ in range(size // 2)
    ]  # fmt: skip
    with bench.driver.session(database=DATABASE) as session:
        _write(session, CREATE_PEOPLE, people)
        _write(session, CREATE_IDENTIFIERS, [
            {"person": one, "value": f"{one}@x.example"} for one in ids[1:]
        ], workspace)  # fmt: skip
        _write(session, CREATE_PRACTICES, [
            {"person": one, "profession": random.choice(PROFESSIONS)} for one in ids
        ], workspace)  # fmt: skip
        _write(session, CREATE_INTRODUCTIONS, [
            _introduction(workspace, ids, number) for number in range(size // 5)
        ], workspace)  # fmt: skip
        _write(session, CREATE_RECORDS, records)
    return workspace


def _person(workspace: str, number: int, random: Random) -> dict[str, Any]:
    first = "".join(random.choices("abcdefghijklmnopqrstuvwxyz", k=6))
    name, firm = f"{first} person {number:07}", f"firm {number // 10:06}"
    person = {"workspace": workspace, "id": f"p{number:07}", "name": name.title(), "name_key": name,
              "organisation_key": firm, "role": "partner", "version": 1}  # fmt: skip
    if number % CONTACTS == 0:
        person["connector"] = True
    return person | list_keys(workspace, str(person["id"]), person)


def _introduction(workspace: str, ids: list[str], number: int) -> dict[str, Any]:
    made = SATURDAY - timedelta(minutes=number)
    state = STATES[number // (len(ids) // CONTACTS) % len(STATES)]
    properties = {
        "workspace": workspace, "id": f"i{number}", "state": state, "purpose": "other",
        "opt_in": "both", "why_a": "", "why_b": "", "shown": [], "version": 1, "created_at": made,
    }  # fmt: skip
    if state == "asked":
        due = SATURDAY + timedelta(days=9)
        properties |= {"due": due, "due_key": sortable(due), "asked_at": made}
    a, b = ids[number + 1], ids[-number - 2]
    return {"c": ids[CONTACTS * number % len(ids)], "a": a, "b": b, "properties": properties}


def _write(
    session: BareSession, statement: str, rows: list[dict[str, Any]], workspace: str = ""
) -> None:
    for start in range(0, len(rows), BATCH):
        given = {"rows": rows[start : start + BATCH], "workspace": workspace}
        session.execute_write(lambda tx, given=given: tx.run(statement, given).consume())  # type: ignore[misc]


def _clock(bench: Bench) -> Result:
    """One minute of the clock with a thousand workspaces more, against the minute without them."""
    settings = bench.engine.settings.model_copy(update={"mail": MailSettings(host="localhost")})
    place = installed(bench.graph, SATURDAY)

    def minute() -> None:
        for chore in chores(settings):
            chore(place)

    name, rounds = "one minute of the clock", 5
    before = in_turns({name: minute}, rounds)[name].median
    rows = [{"id": f"bench-{token_hex(6)}"} for _ in range(WORKSPACES)]
    with bench.driver.session(database=DATABASE) as session:
        session.execute_write(
            lambda tx: tx.run(CREATE_WORKSPACES, rows=rows, created_at=SATURDAY).consume()
        )
    after = in_turns({name: minute}, rounds)[name].median
    return times(f"{name} with {WORKSPACES:,} workspaces more, times without", bench.name, after,
                 before, target=Target(MINUTE, "most", "value"))  # fmt: skip
