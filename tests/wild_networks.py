"""Made-up graphs with everything that pairings read, and with what they must not count.

Unlike `pairings_facts` these begin with the graph: people whom the connector does not know, what
is closed, over or somebody else's business, and relationships that say a thing twice.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from random import Random
from typing import Any

from app.pairings.models import PairingSettings
from tests.graph.networks import DEFAULT_WORKSPACE, Edge, Network, NodeKey
from tests.pairings_facts import NOW, TODAY

CONNECTOR = ("Person", "connector")
PROFESSIONS, TRIGGERS, ORGANISATIONS, GROUPS, POOLS = 18, 8, 16, 6, 4
SPHERES = ["legal", "accounting", "finance", "insurance", "real_estate", "family_care", "health",
           "marketing", "people_it", "events", "building", "home", None, "own"]  # fmt: skip
REGIONS = ["*", "US", "us/ny", "US/NY/Kings", "US/NY/King", "US/NJ", "CA/ON", "CA"]
SEGMENTS = ["Families", "families", "FIRMS", "Seniors", "Founders"]
TOWNS = ["Rye", "RYE", "Peekskill", "Peeks"]


class _Wild:
    def __init__(self, seed: int, workspace: str) -> None:
        self.random = Random(seed)
        self.network = Network(workspace)
        self.count = 0
        self.practised: dict[NodeKey, list[NodeKey]] = {}

    def chance(self, of: float) -> bool:
        return self.random.random() < of

    def node(self, label: str, node_id: str | None = None, **properties: Any) -> NodeKey:
        self.count += 1
        key = (label, node_id or f"{label.lower()}-{self.count}")
        own = {"id": key[1]} | ({} if label == "Workspace" else {"workspace": self.workspace})
        present = {name: value for name, value in properties.items() if value is not None}
        self.network.nodes[key] = own | present
        return key

    def edge(self, start: NodeKey, kind: str, end: NodeKey, **properties: Any) -> None:
        if kind in ("KNOWS", "ACQUAINTED"):
            properties["pair"] = f"{self.workspace}|{start[1]}|{end[1]}"
        present = {name: value for name, value in properties.items() if value is not None}
        self.network.edges.append(Edge(start, kind, end, present))

    @property
    def workspace(self) -> str:
        return self.network.workspace

    def some(self, things: Sequence[NodeKey], most: int) -> list[NodeKey]:
        return self.random.sample(list(things), self.random.randint(0, min(most, len(things))))

    def likelihood(self) -> float:
        return self.random.choice([0.05, 0.1, 0.3, 0.55, 0.8, 1.0])

    def day(self, back: int = 400, ahead: int = 0) -> Any:
        return TODAY + timedelta(self.random.randint(-back, ahead))

    def moment(self, back: int = 400) -> datetime:
        hour = self.random.choice([0, 9, 23])
        return datetime.combine(self.day(back), time(hour, 30), NOW.tzinfo)

    def near(self, days: int) -> Any:
        """A day at, just before, or just after so many days ago: where limits are."""
        return TODAY - timedelta(days + self.random.choice([-1, 0, 0, 1]))


def wild_network(seed: int, workspace: str, contacts: int) -> Network:
    """A graph around one connector with so many contacts and a few strangers."""
    wild = _Wild(seed, workspace)
    wild.node("Workspace", workspace, **DEFAULT_WORKSPACE)
    professions, triggers = _catalog(wild)
    things = {
        "Organisation": [wild.node("Organisation", name="O") for _ in range(ORGANISATIONS)],
        "Group": [
            wild.node(
                "Group", name="G", meets_regularly=wild.random.choice([True, False, False, None])
            )
            for _ in range(GROUPS)
        ],
        "ProspectPool": [wild.node("ProspectPool", name="Q") for _ in range(POOLS)],
        "Profession": professions,
        "TriggerEvent": triggers,
    }
    wild.node(
        *CONNECTOR, name="C", role="partner", default_region=wild.random.choice([None, "US/NY"])
    )
    ids = [f"{wild.random.choice('abAB~-')}{n}" for n in range(contacts + 4)]
    people = [_person(wild, person_id) for person_id in ids]
    for person in [CONNECTOR, *people]:
        _relations(wild, person, things)
    wild.edge(CONNECTOR, "MEMBER_OF", things["Group"][0])
    for person in people[:contacts]:
        _known(wild, CONNECTOR, person, professions)
    for person in people:
        if wild.chance(0.4):
            _known(wild, person, CONNECTOR, professions)
    _ties(wild, people)
    _introductions(wild, people)
    _gifts(wild, [CONNECTOR, *people])
    _asks(wild, people, things)
    _occurrences(wild, [CONNECTOR, *people], things)
    return wild.network


def _catalog(wild: _Wild) -> tuple[list[NodeKey], list[NodeKey]]:
    professions = [
        wild.node(
            "Profession", f"f{n:02}", key=f"f{n:02}", name="F", sphere=SPHERES[n % len(SPHERES)],
            segments=wild.random.choice([None, ["private"], ["business"], ["Families", "private"]]),
            competes_with=_others(wild, n, 0.2),
            no_flow_to=_others(wild, n, 0.3),
        )
        for n in range(PROFESSIONS)
    ]  # fmt: skip
    triggers = [
        wild.node(
            "TriggerEvent", f"t{n}", key=f"t{n}", name="T",
            occasion=wild.random.choice([None, "t0", "other"]),
        )
        for n in range(TRIGGERS)
    ]  # fmt: skip
    for trigger in triggers:
        for profession in wild.random.sample(professions, 4):
            per_quarter = wild.random.choice([0.25, 1.0, 3.0])
            wild.edge(
                profession, "MEETS", trigger, per_quarter=per_quarter, source="judgement",
                day=wild.random.choice([None, None, -10, 5, 30]),
            )  # fmt: skip
        for profession in wild.random.sample(professions, 5):
            start = wild.random.choice([-30, 0, 20])
            wild.edge(
                trigger, "NEEDS", profession, likelihood=wild.likelihood(), from_day=start,
                to_day=start + wild.random.choice([0, 40]), rationale="r", source="judgement",
                open=wild.random.choice([None, None, 0.2, 1.0]),
            )  # fmt: skip
    return professions, triggers


def _others(wild: _Wild, number: int, chance: float) -> list[str] | None:
    if not wild.chance(chance):
        return None
    others = [n for n in range(PROFESSIONS) if n != number]
    return [f"f{n:02}" for n in wild.random.sample(others, 2)]


def _person(wild: _Wild, person_id: str) -> NodeKey:
    random = wild.random
    return wild.node(
        "Person",
        person_id,
        name=person_id,
        role=random.choices(["partner", "client", "prospect", "other"], [17, 1, 1, 1])[0],
        regions=random.choice([None, [], *([r] for r in REGIONS), random.sample(REGIONS[2:], 2)]),
        segments=random.choice([None, [], *(random.sample(SEGMENTS, n) for n in (1, 2, 3, 4))]),
        town=random.choice([None, None, *TOWNS]),
        opted_out=random.choices([None, False, True], [9, 9, 1])[0],
        away_until=wild.near(0) if wild.chance(0.08) else None,
    )


def _relations(wild: _Wild, person: NodeKey, things: dict[str, list[NodeKey]]) -> None:
    several = 2 if person == CONNECTOR else wild.random.choice([0, 1, 1, 1, 1, 1, 2, 3])
    wild.practised[person] = wild.random.sample(things["Profession"], several)
    for position, profession in reversed([*enumerate(wild.practised[person])]):
        wild.edge(person, "PRACTICES", profession, position=position)
    for trigger in wild.some(things["TriggerEvent"], 2) if wild.chance(0.2) else []:
        wild.edge(
            person, "MEETS", trigger, per_quarter=wild.random.choice([0.0, 2.5]), source="own"
        )
    for organisation in wild.some(things["Organisation"], 3) if wild.chance(0.7) else []:
        left = wild.random.choice([None, None, wild.day(4000), "both"])
        if left == "both":
            wild.edge(person, "WORKED_AT", organisation, to=wild.day(4000), title="before",
                      **_since(wild))  # fmt: skip
            left = None
        wild.edge(person, "WORKED_AT", organisation, to=left, **_since(wild))
    for school in wild.some(things["Organisation"], 2) if wild.chance(0.3) else []:
        wild.edge(person, "STUDIED_AT", school, **_since(wild))
        if wild.chance(0.2):
            wild.edge(person, "STUDIED_AT", school, to=wild.day(4000))
    for group in wild.some(things["Group"], 2) if wild.chance(0.5) else []:
        wild.edge(person, "MEMBER_OF", group)
    for pool in wild.some(things["ProspectPool"], 2) if wild.chance(0.3) else []:
        wild.edge(person, "SERVES", pool, weight=wild.likelihood())


def _since(wild: _Wild) -> dict[str, Any]:
    """Mostly nobody says since when."""
    return {"from": TODAY - timedelta(wild.random.randint(4000, 9000))} if wild.chance(0.6) else {}


def _known(wild: _Wild, one: NodeKey, other: NodeKey, professions: list[NodeKey]) -> None:
    near = list(dict.fromkeys([*wild.practised[other], wild.random.choice(professions)]))
    contexts = [key for _, key in wild.random.sample(near, len(near))] if wild.chance(0.4) else None
    long_ago = [wild.day(3000) for _ in range(5)]
    since = wild.random.choice([None, None, wild.near(90), wild.day(80), *long_ago])
    trust = wild.random.choice([None, None, 0.19, 0.2, 0.6, 0.6, 0.6, 0.9, 0.9, 1.0])
    wild.edge(
        one, "KNOWS", other, trust=trust, rated=trust is not None,
        context_keys=contexts,
        context_trust=contexts and [wild.random.choice([0.1, 0.5, 0.6, 0.95]) for _ in contexts],
        since=since,
        not_now_until=wild.near(0) if wild.chance(0.08) else None,
    )  # fmt: skip


def _ties(wild: _Wild, people: list[NodeKey]) -> None:
    for one in people:
        for other in people:
            if one != other and wild.chance(0.04):
                wild.edge(one, "KNOWS", other, rated=False)
            if one[1] < other[1] and wild.chance(0.06):
                wild.edge(one, "ACQUAINTED", other)
            if one != other and wild.chance(0.015):
                wild.edge(one, "DO_NOT_INTRODUCE", other)
            if one[1] < other[1] and wild.chance(0.06):
                connector = wild.random.choice([CONNECTOR[1], "somebody-else"])
                wild.node(
                    "Snooze", f"{connector}|{one[1]}|{other[1]}",
                    connector=connector, a=one[1], b=other[1], until=wild.near(0),
                )  # fmt: skip


def _introductions(wild: _Wild, people: list[NodeKey]) -> None:
    for _ in range(len(people) * 2):
        introduced = wild.random.choice([None, wild.moment(), wild.near(180), wild.near(90)])
        declined = wild.random.choice([None, None, wild.moment(), wild.near(180)])
        introduction = wild.node(
            "Introduction", state=wild.random.choice(["closed", "closed", "closed", "agreed"]),
            introduced_at=_time(introduced), declined_at=_time(declined),
        )  # fmt: skip
        maker, *pair = wild.random.sample(people, 3)
        maker = CONNECTOR if wild.chance(0.3) else maker
        wild.edge(maker, "MADE", introduction)
        for side, person in zip("ab", pair, strict=True):
            asked = wild.moment() if wild.chance(0.7) else None
            answer = wild.random.choice([None, "yes", "yes", "no", "not_now", "silent"])
            wild.edge(
                introduction, "INTRODUCES", person, side=side, asked_at=asked,
                answer=answer if asked else None,
                meet_again=wild.random.choice([None, True, True, False]),
                followed_up=wild.random.choice([None, True, False]),
            )  # fmt: skip


def _time(value: Any) -> Any:
    if value is None or isinstance(value, datetime):
        return value
    return datetime.combine(value, time(0, 0), NOW.tzinfo)


def _gifts(wild: _Wild, people: list[NodeKey]) -> None:
    for _ in range(len(people) * 3):
        giver, taker = wild.random.sample(people, 2)
        gift = wild.node(
            wild.random.choice(["Referral", "Favour"]),
            on=wild.random.choice([wild.near(90), wild.day()]),
            status="open",
        )
        wild.edge(giver, "GAVE", gift)
        wild.edge(gift, "TO", taker)
    for _ in range(len(people) // 2):
        meeting = wild.node("Meeting", on=wild.random.choice([wild.near(90), wild.day()]))
        for person in wild.some(people, 4):
            wild.edge(person, "ATTENDED", meeting)


def _asks(wild: _Wild, people: list[NodeKey], things: dict[str, list[NodeKey]]) -> None:
    for _ in range(len(people) // 2):
        ask = wild.node("Ask", status=wild.random.choice(["open", "open", "closed"]), text="x")
        wild.edge(wild.random.choice(people), "ASKS", ask)
        if wild.chance(0.2):
            wild.edge(ask, "FOR", wild.random.choice(people))
        for kind in ("Organisation", "Profession", "ProspectPool"):
            if wild.chance(0.3):
                for thing in wild.some(things[kind], 2):
                    wild.edge(ask, "FOR", thing)


def _occurrences(wild: _Wild, people: list[NodeKey], things: dict[str, list[NodeKey]]) -> None:
    for _ in range(len(people) * 2):
        occurrence = wild.node(
            "Occurrence",
            status=wild.random.choice(["open", "open", "open", "closed"]),
            on=wild.random.choice([wild.day(60, 40), wild.near(0), wild.near(20), wild.near(60)]),
            client_label="client",
        )
        wild.edge(occurrence, "OF", wild.random.choice(things["TriggerEvent"]))
        if wild.chance(0.7):
            wild.edge(wild.random.choice([CONNECTOR, *people]), "REPORTED", occurrence)
        for handler in wild.random.sample(people, wild.random.choice([0, 1, 1, 2])):
            wild.edge(handler, "HANDLES", occurrence)
        if wild.chance(0.1):
            wild.edge(CONNECTOR, "HANDLES", occurrence)
        for other in wild.some([CONNECTOR, *people[:2], *things["Group"]], 2):
            wild.edge(occurrence, "SHARED_WITH", other)


LENIENT = PairingSettings(weak_below=0.01)
"""The default constants, with more pairs to see their effect on."""


def changed_settings(field: str) -> PairingSettings:
    """The lenient constants with one of them changed."""
    value = getattr(LENIENT, field)
    chosen: dict[str, float | bool] = {
        "allow_competitors": True,
        "competitors_above_region_factor": 0.9,
        "segment_least": 0.6,
        "too_new_unless_trust": 0.5,
        "weak_below": 0.1,
    }
    changed = chosen.get(field, value * 2 if isinstance(value, int) else value * 0.5)
    return LENIENT.model_copy(update={field: changed})
