"""The reasons of a pairing: each component's evidence as data, with one true sentence each."""

from collections.abc import Callable, Iterator
from hashlib import blake2b

from app.pairings.models import (
    Component,
    ComponentName,
    Contact,
    Evidence,
    ExplainedPairing,
    Flow,
    Pairing,
    PairingPerson,
    Reason,
)
from app.pairings.rules import factors, phrasing
from app.pairings.rules.connections import (
    MOST_TRIGGERS,
    connections,
    needed_profession,
    top_triggers,
    who_meets,
)
from app.pairings.rules.exclusions import reasons
from app.pairings.rules.scoring import Profile, ScoredPair, Scorer


def explain(scorer: Scorer, scored: ScoredPair) -> Pairing:
    """A scored pair with every part, its evidence and the sentence that sums it up."""
    return Pairing(**_fields(scorer, scored))


def explain_in_full(scorer: Scorer, scored: ScoredPair) -> ExplainedPairing:
    """The same with the verdict: whether it may be proposed, and every reason against it."""
    against: list[Reason] = reasons(scorer, scored.a, scored.b)
    return ExplainedPairing(
        **_fields(scorer, scored),
        eligible=not against,
        reasons=tuple(against),
        connections=connections(scorer, scored.a, scored.b),
    )


def _fields(scorer: Scorer, scored: ScoredPair) -> dict[str, object]:
    a, b = scorer.profile(scored.a), scorer.profile(scored.b)
    return {
        "id": pairing_id(scorer.facts.workspace, scorer.facts.connector_id, scored.a, scored.b),
        "a": _person(a.contact),
        "b": _person(b.contact),
        "score": scored.score,
        "acceptance": scored.acceptance,
        "relationship": scored.relationship,
        "value": scored.value,
        "needs_rating": tuple(p.contact.id for p in (a, b) if not p.rated),
        "flow": Flow(a_to_b=scored.a_to_b, b_to_a=scored.b_to_a),
        "components": tuple(
            Component(
                name=name,
                value=value,
                weight=scorer.weights[name],
                evidence=tuple(_EVIDENCE[name](scorer, a, b)) if value > 0 else (),
            )
            for name, value in scored.components.items()
        ),
        "sentence": sentence(scorer, scored),
    }


def pairing_id(workspace: str, connector: str, a: str, b: str) -> str:
    """The same pairing of the same connector always has the same id."""
    key = "\n".join((workspace, connector, a, b)).encode()
    return blake2b(key, digest_size=10).hexdigest()


def _person(contact: Contact) -> PairingPerson:
    return PairingPerson(id=contact.id, name=contact.name, professions=contact.professions)


# ── the sentence ─────────────────────────────────────────────────────────────────────────────


def sentence(scorer: Scorer, scored: ScoredPair) -> str:
    """The leading reason for both, in one plain sentence."""
    a, b = scorer.profile(scored.a), scorer.profile(scored.b)
    leading = max(
        scored.components, key=lambda name: scored.components[name] * scorer.weights[name]
    )
    if leading in {"mutual_flow", "one_way_flow"}:
        return _flow_sentence(scorer, scored, a, b)
    both = f"{_introduced(scorer, a)} and {_introduced(scorer, b)}"
    first = next(iter(_EVIDENCE[leading](scorer, a, b)), None)
    return f"{both}: {first.text[:1].lower() + first.text[1:]}" if first else f"{both}."


def _who(scorer: Scorer, profile: Profile) -> str:
    names = [_profession(scorer, key) for key in profile.contact.professions]
    return f" ({phrasing.listed(names)})" if names else ""


def _flow_sentence(scorer: Scorer, scored: ScoredPair, a: Profile, b: Profile) -> str:
    """Who could name whom to how many clients, the larger flow first."""
    giver, taker = (a, b) if scored.a_to_b >= scored.b_to_a else (b, a)
    forth, back = (scored.a_to_b, scored.b_to_a)
    forth, back = max(forth, back), min(forth, back)
    top = top_triggers(scorer, giver, taker) + top_triggers(scorer, taker, giver)
    events = phrasing.listed(
        [_trigger(scorer, t) for t in list(dict.fromkeys(t for t, _ in top))[:2]]
    )
    named = (
        f"{_introduced(scorer, giver)} could name {_introduced(scorer, taker)} to "
        f"{phrasing.clients_a_quarter(forth)}"
    )
    if back:
        named += f", and be named to {phrasing.clients_a_quarter(back)} in return"
    return f"{named} ({events}; {phrasing.OUR_ESTIMATE})."


def _introduced(scorer: Scorer, profile: Profile) -> str:
    return f"{profile.contact.name}{_who(scorer, profile)}"


# ── the components' evidence ─────────────────────────────────────────────────────────────────


def _flows(scorer: Scorer, a: Profile, b: Profile) -> Iterator[Evidence]:
    for giver, taker in ((a, b), (b, a)):
        for trigger, _ in top_triggers(scorer, giver, taker):
            yield _flow_evidence(scorer, giver, taker, trigger)


def _larger_flow(scorer: Scorer, a: Profile, b: Profile) -> Iterator[Evidence]:
    forth, back = scorer.flow(a, b), scorer.flow(b, a)
    giver, taker = (a, b) if forth >= back else (b, a)
    for trigger, _ in top_triggers(scorer, giver, taker):
        yield _flow_evidence(scorer, giver, taker, trigger)


def _flow_evidence(scorer: Scorer, giver: Profile, taker: Profile, trigger: str) -> Evidence:
    catalog, contact = scorer.facts.catalog, giver.contact
    beyond = [p for p in taker.contact.professions if p not in contact.professions]
    key = needed_profession(scorer, beyond, trigger)
    need, event = catalog.needs[trigger][key], _trigger(scorer, trigger)
    profession = _profession(scorer, key)
    met_by, met, ref = who_meets(scorer, contact, trigger)
    who = f"{met_by} {'sees' if trigger in contact.own_meets else 'typically see'}"
    text = (
        f"{event[:1].upper()}{event[1:]}: {who} {phrasing.a_quarter(met.per_quarter)} "
        f"{phrasing.cited(met.source)}, and {phrasing.share(need.likelihood)} of those need "
        f"{phrasing.article(profession)} {phrasing.when(need)} {phrasing.cited(need.source)}. "
        f"{taker.contact.name} is one{_where(contact, taker.contact)}."
    )
    sources = dict.fromkeys(phrasing.source(s) for s in (met.source, need.source))
    refs = (ref, f"TriggerEvent:{trigger}", f"Profession:{key}", f"Person:{taker.contact.id}")
    return Evidence(text=text, source=" and ".join(sources), refs=refs)


def _where(a: Contact, b: Contact) -> str:
    """A region that both serve, as an ending of a sentence; nothing where none is certain."""
    for mine in a.regions:
        for theirs in b.regions:
            one, other = mine.casefold(), theirs.casefold()
            if factors.EVERYWHERE in (one, other):
                continue
            if one == other or one.startswith(f"{other}/") or other.startswith(f"{one}/"):
                # The longer path is the narrower place; of two spellings, the one with capitals.
                narrow = max(mine, theirs, key=lambda r: (len(r), sum(map(str.isupper, r))))
                return f", and both serve {narrow.rsplit('/', 1)[-1]}"
    return ""


def _shared_pool(scorer: Scorer, a: Profile, b: Profile) -> Iterator[Evidence]:
    pools = sorted(a.contact.pools.keys() & b.contact.pools.keys())
    if pools:
        names = [a.contact.labels.get(p) or b.contact.labels.get(p) or p for p in pools]
        yield Evidence(
            text=f"Both serve the same prospects: {phrasing.listed(names)}.",
            source="recorded in this workspace",
            refs=tuple(f"ProspectPool:{p}" for p in pools),
        )
    common = a.likelihoods.keys() & b.likelihoods.keys()
    both = {t: min(a.likelihoods[t], b.likelihoods[t]) for t in common}
    ranked = sorted(both, key=lambda t: (-both[t], t))[:MOST_TRIGGERS]
    if ranked:
        events = phrasing.listed([_trigger(scorer, t) for t in ranked])
        yield Evidence(
            text=f"The same clients need both: {events}.",
            source=phrasing.OUR_ESTIMATE,
            refs=tuple(f"TriggerEvent:{t}" for t in ranked),
        )


def _shared_sources(scorer: Scorer, a: Profile, b: Profile) -> Iterator[Evidence]:
    common = a.sources.keys() & b.sources.keys()
    own = {*a.contact.professions, *b.contact.professions}
    seeing_both = [p for p in common if a.sources[p] * b.sources[p] > 0]
    ranked = sorted(
        [p for p in seeing_both if p not in own] or seeing_both,
        key=lambda p: (-a.sources[p] * b.sources[p], p),
    )[:MOST_TRIGGERS]
    if ranked:
        names = phrasing.listed([phrasing.plural(_profession(scorer, p)) for p in ranked])
        yield Evidence(
            text=f"The same people are in a position to refer clients to both: {names}.",
            source=phrasing.OUR_ESTIMATE,
            refs=tuple(f"Profession:{p}" for p in ranked),
        )


def _networkers(scorer: Scorer, a: Profile, b: Profile) -> Iterator[Evidence]:
    days = scorer.settings.activity_days
    counts = f"{a.contact.name} {a.contact.activity}, {b.contact.name} {b.contact.activity}"
    yield Evidence(
        text=f"Both are active: introductions, referrals, favours and meetings in the last "
        f"{days} days: {counts}.",
        source="recorded in this workspace",
        refs=(f"Person:{a.contact.id}", f"Person:{b.contact.id}"),
    )


def _ask(scorer: Scorer, a: Profile, b: Profile) -> Iterator[Evidence]:
    for one, other in ((a.contact, b.contact), (b.contact, a.contact)):
        for ask in scorer.asks_by.get(one.id, ()):
            if factors.ask_fits(ask, other):
                said = f": “{ask.text}”" if ask.text else ""
                yield Evidence(
                    text=f"{other.name} fits what {one.name} is looking for{said}.",
                    source="recorded in this workspace",
                    refs=(f"Ask:{ask.id}", f"Person:{other.id}"),
                )


def _live(scorer: Scorer, a: Profile, b: Profile) -> Iterator[Evidence]:
    for one, other in ((a.contact, b.contact), (b.contact, a.contact)):
        for occurrence in scorer.live_by.get(one.id, ()):
            needed = {p: scorer.need_now(occurrence.id, p) for p in other.professions}
            best = max(needed, key=lambda p: needed[p], default=None)
            if best is None or not needed[best]:
                continue
            need = scorer.facts.catalog.needs[occurrence.trigger_event][best]
            event = _trigger(scorer, occurrence.trigger_event)
            yield Evidence(
                text=f"A client of {one.name} ({event}, {occurrence.on:%B %Y}) may need "
                f"{phrasing.article(_profession(scorer, best))} about now; {other.name} is one.",
                source=phrasing.source(need.source),
                refs=(f"Occurrence:{occurrence.id}", f"Person:{other.id}"),
            )


def _ground(_: Scorer, a: Profile, b: Profile) -> Iterator[Evidence]:
    kinds = (
        ("School", "Both studied at {}."),
        ("Organisation", "Both have worked at {}."),
        ("Group", "Both belong to {}."),
        ("Town", "Both are in {}."),
    )
    labels = {**a.contact.labels, **b.contact.labels}
    for (label, text), shared in zip(
        kinds, factors.shared_ground(a.contact, b.contact), strict=True
    ):
        if shared:
            names = phrasing.listed(sorted(labels.get(thing, thing) for thing in shared))
            node = {"School": "Organisation", "Town": "Person"}.get(label, label)
            refs = [a.contact.id, b.contact.id] if label == "Town" else sorted(shared)
            yield Evidence(
                text=text.format(names),
                source="recorded in this workspace",
                refs=tuple(f"{node}:{ref}" for ref in refs),
            )


def _profession(scorer: Scorer, key: str) -> str:
    return phrasing.in_sentence(scorer.facts.catalog.profession_names.get(key, key))


def _trigger(scorer: Scorer, key: str) -> str:
    return phrasing.in_sentence(scorer.facts.catalog.trigger_names.get(key, key))


_EVIDENCE: dict[ComponentName, Callable[[Scorer, Profile, Profile], Iterator[Evidence]]] = {
    "mutual_flow": _flows,
    "one_way_flow": _larger_flow,
    "shared_pool": _shared_pool,
    "shared_sources": _shared_sources,
    "networkers": _networkers,
    "ask": _ask,
    "live": _live,
    "ground": _ground,
}
