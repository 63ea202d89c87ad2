"""Made-up facts as a graph, so that loading them gives the same facts again."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from app.pairings.models import STILL, Contact, Facts, Said, Years
from tests.graph.networks import DEFAULT_WORKSPACE, Edge, Network
from tests.pairings_facts import NOW, TODAY

LONGER_THAN_ACTIVITY_DAYS = 91


class NetworkBuilder:
    """Adds nodes and relationships to a network, a node only once."""

    def __init__(self, workspace: str) -> None:
        self.network = Network(workspace)

    def node(self, label: str, node_id: str, **properties: Any) -> tuple[str, str]:
        key = (label, node_id)
        present = {name: value for name, value in properties.items() if value is not None}
        base = {"id": node_id} if label == "Workspace" else {
            "workspace": self.network.workspace, "id": node_id
        }  # fmt: skip
        self.network.nodes.setdefault(key, base | present)
        return key

    def edge(
        self, start: tuple[str, str], kind: str, end: tuple[str, str], **properties: Any
    ) -> None:
        present = {name: value for name, value in properties.items() if value is not None}
        if kind in ("KNOWS", "ACQUAINTED"):
            present["pair"] = f"{self.network.workspace}|{start[1]}|{end[1]}"
        self.network.edges.append(Edge(start, kind, end, present))


def network_of(facts: Facts, settings: dict[str, str] | None = None) -> Network:
    """The graph that gives these facts when it is loaded for their connector."""
    build = NetworkBuilder(facts.workspace)
    own = settings or {}
    stored = {"setting_keys": list(own), "setting_values": list(own.values())}
    build.node("Workspace", facts.workspace, **(DEFAULT_WORKSPACE | stored))
    _catalog(build, facts)
    connector = _person(build, facts.connector_id, "Connector", default_region=facts.default_region)
    for position, key in enumerate(facts.connector_professions):
        build.edge(connector, "PRACTICES", ("Profession", key), position=position)
    for group in sorted(facts.connector_groups):
        build.edge(connector, "MEMBER_OF", _group(build, group))
    for contact in facts.contacts:
        _contact(build, contact, connector)
    _pairs(build, facts)
    _asks_and_occurrences(build, facts, connector)
    _circles(build, facts)
    return build.network


def _catalog(build: NetworkBuilder, facts: Facts) -> None:
    for key, name in facts.catalog.profession_names.items():
        catalog = facts.catalog
        build.node(
            "Profession", key, key=key, name=name, sphere=catalog.spheres.get(key),
            segments=_listed(catalog.segments.get(key)),
            competes_with=_listed(catalog.competes_with.get(key)),
            no_flow_to=_listed(catalog.no_flow_to.get(key)),
        )  # fmt: skip
    for key, name in facts.catalog.trigger_names.items():
        occasion = facts.catalog.occasions.get(key)
        clause = facts.catalog.clauses.get(key)
        build.node("TriggerEvent", key, key=key, name=name, occasion=occasion, when_clients=clause)
    for profession, met in facts.catalog.meets.items():
        for trigger, frequency in met.items():
            build.edge(
                ("Profession", profession), "MEETS", ("TriggerEvent", trigger),
                per_quarter=float(frequency.per_quarter), day=frequency.day,
                source=frequency.source,
            )  # fmt: skip
    for trigger, needs in facts.catalog.needs.items():
        for profession, need in needs.items():
            build.edge(
                ("TriggerEvent", trigger), "NEEDS", ("Profession", profession),
                likelihood=need.likelihood, from_day=need.from_day, to_day=need.to_day,
                rationale=need.rationale, source=need.source, open=need.open,
            )  # fmt: skip


def _listed(keys: Iterable[str] | None) -> list[str] | None:
    return None if keys is None else list(keys)


def _person(build: NetworkBuilder, person: str, name: str, **properties: Any) -> tuple[str, str]:
    return build.node("Person", person, name=name, name_key=name.casefold(), **properties)


def _group(build: NetworkBuilder, group: str) -> tuple[str, str]:
    return build.node("Group", group, name=group, meets_regularly=group in ("g1", "g2"))


def _contact(build: NetworkBuilder, contact: Contact, connector: tuple[str, str]) -> None:
    person = _person(
        build, contact.id, contact.name, role=contact.role, town=contact.town,
        regions=list(contact.regions), segments=list(contact.segments),
        opted_out=contact.opted_out or None, away_until=contact.away_until,
    )  # fmt: skip
    contexts = sorted(contact.trust_by_context.items())
    build.edge(
        connector, "KNOWS", person, trust=contact.trust, since=contact.since,
        not_now_until=contact.not_now_until,
        context_keys=[key for key, _ in contexts] or None,
        context_trust=[trust for _, trust in contexts] or None,
    )  # fmt: skip
    if contact.trust_in_connector is not None:
        build.edge(person, "KNOWS", connector, trust=contact.trust_in_connector)
    for position, key in enumerate(contact.professions):
        build.edge(person, "PRACTICES", ("Profession", key), position=position)
    for trigger, own in contact.own_meets.items():
        build.edge(
            person, "MEETS", ("TriggerEvent", trigger),
            per_quarter=own.per_quarter, source=own.source,
        )  # fmt: skip
    long_ago = {"to": TODAY - timedelta(400)}
    for organisations, otherwise in (
        (contact.current_organisations, {}),
        (contact.past_organisations, long_ago),
    ):
        for organisation in organisations:
            node = build.node("Organisation", organisation, name=organisation)
            known = contact.worked.get(organisation, ())
            there = tuple(one for one in known if (one[1] == STILL) == (not otherwise))
            for times in _times(there) or [otherwise]:
                build.edge(person, "WORKED_AT", node, **times)
    for school in contact.schools:
        node = build.node("Organisation", school, name=school)
        for times in _times(contact.studied.get(school, ())) or [{}]:
            build.edge(person, "STUDIED_AT", node, **times)
    for group in contact.groups:
        build.edge(person, "MEMBER_OF", _group(build, group))
    for pool, weight in contact.pools.items():
        build.edge(person, "SERVES", build.node("ProspectPool", pool, name=pool), weight=weight)
    for number in range(contact.activity):
        favour = build.node("Favour", f"{contact.id}-favour-{number}", on=TODAY - timedelta(number))
        build.edge(person, "GAVE", favour)
    _answers(build, contact, person, connector)


def _times(years: tuple[Years, ...]) -> list[dict[str, Any]]:
    return [
        {"from": date(first, 3, 1), "to": None if last == STILL else date(last, 9, 1)}
        for first, last in years
    ]


def _answers(
    build: NetworkBuilder, contact: Contact, person: tuple[str, str], connector: tuple[str, str]
) -> None:
    answers = ["yes"] * int(contact.accepted) + ["no"] * int(contact.asked - contact.accepted)
    answers += ["silent"] if contact.asked % 1 else []
    for number, answer in enumerate(answers):
        introduction = build.node("Introduction", f"{contact.id}-asked-{number}", state="asked")
        build.edge(connector, "MADE", introduction)
        build.edge(introduction, "INTRODUCES", person, side="a", answer=answer, asked_at=NOW)
    somebody = build.node("Person", "somebody-met", name="Somebody")
    for number in range(max(contact.kept[1], contact.glad[1])):
        introduction = build.node("Introduction", f"{contact.id}-met-{number}", state="closed")
        build.edge(connector, "MADE", introduction)
        sides = "ab" if number % 2 else "ba"
        for side, one, said in (
            (sides[0], person, {"meet_again": _answer(contact.glad, number)}),
            (sides[1], somebody, {"followed_up": _answer(contact.kept, number)}),
        ):
            build.edge(introduction, "INTRODUCES", one, side=side, **said)


def _answer(said: Said, number: int) -> bool | None:
    yes, of = said
    return number < yes if number < of else None


def _pairs(build: NetworkBuilder, facts: Facts) -> None:
    for number, (a, b) in enumerate(sorted(facts.connected)):
        if number % 2:
            build.edge(("Person", a), "ACQUAINTED", ("Person", b))
        else:
            build.edge(("Person", b), "KNOWS", ("Person", a))
    for a, b in sorted(facts.do_not_introduce):
        build.edge(("Person", b), "DO_NOT_INTRODUCE", ("Person", a))
    for (a, b), day in sorted(facts.cooling_since.items()):
        moment = datetime.combine(day, time(15), tzinfo=UTC)
        # An introduction of the last 90 days would count as activity too; a declined one does not.
        old = (TODAY - day).days > LONGER_THAN_ACTIVITY_DAYS
        introduction = build.node(
            "Introduction", f"cool-{a}-{b}", state="closed",
            introduced_at=moment if old else None, declined_at=None if old else moment,
        )  # fmt: skip
        for side, person in (("a", a), ("b", b)):
            build.edge(introduction, "INTRODUCES", ("Person", person), side=side)
    for (a, b), own in sorted(facts.under_way.items()):
        introduction = build.node("Introduction", own, state="draft")
        build.edge(("Person", facts.connector_id), "MADE", introduction)
        for side, person in (("a", a), ("b", b)):
            build.edge(introduction, "INTRODUCES", ("Person", person), side=side)
    for (a, b), until in sorted(facts.snoozed_until.items()):
        connector = facts.connector_id
        build.node("Snooze", f"{connector}|{a}|{b}", connector=connector, a=a, b=b, until=until)


def _asks_and_occurrences(build: NetworkBuilder, facts: Facts, connector: tuple[str, str]) -> None:
    for ask in facts.asks:
        node = build.node("Ask", ask.id, status="open", text=ask.text)
        build.edge(("Person", ask.by), "ASKS", node)
        for person in ask.persons:
            build.edge(node, "FOR", ("Person", person))
        for organisation in ask.organisations:
            build.edge(node, "FOR", build.node("Organisation", organisation, name=organisation))
        for profession in ask.professions:
            build.edge(node, "FOR", ("Profession", profession))
        for pool in ask.pools:
            build.edge(node, "FOR", build.node("ProspectPool", pool, name=pool))
    for occurrence in facts.live:
        node = build.node("Occurrence", occurrence.id, status="open", on=occurrence.on)
        build.edge(connector, "REPORTED", node)
        build.edge(("Person", occurrence.handled_by), "HANDLES", node)
        build.edge(node, "OF", ("TriggerEvent", occurrence.trigger_event))


def _circles(build: NetworkBuilder, facts: Facts) -> None:
    """Others who know contacts; what contacts know of each other is written already."""
    by_contacts: dict[str, set[str]] = defaultdict(set)
    for a, b in facts.connected:
        by_contacts[a].add(b)
        by_contacts[b].add(a)
    for number in range(max(map(int.bit_length, facts.circles.values()), default=0)):
        known = {person for person, bits in facts.circles.items() if bits >> number & 1}
        if known in by_contacts.values():
            continue
        other = _person(build, f"other-{number}", "Other")
        for at, person in enumerate(sorted(known)):
            if at % 2:
                build.edge(other, "KNOWS", ("Person", person))
            else:
                build.edge(("Person", person), "ACQUAINTED", other)
