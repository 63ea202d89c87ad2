"""A scored pair as it is told: every part of the score, its evidence and its sentence."""

from hashlib import blake2b

from app.pairings.models import (
    Component,
    Contact,
    Evidence,
    ExplainedPairing,
    Flow,
    MayKnow,
    MayKnowReason,
    Pairing,
    PairingPerson,
    Reason,
)
from app.pairings.rules.acquaintance import told
from app.pairings.rules.components import Component as Part
from app.pairings.rules.components import TwoContacts
from app.pairings.rules.connections import connections
from app.pairings.rules.exclusions import reasons
from app.pairings.rules.scoring import FORMULA_VERSION, ScoredPair, Scorer


def explain(scorer: Scorer, scored: ScoredPair, *, lasting: bool = False) -> Pairing:
    """A scored pair with every part, its evidence and the sentence that sums it up.

    `lasting`: it is kept, and so names no one but the two.
    """
    return Pairing(**_fields(scorer, scored, lasting=lasting))


def explain_in_full(scorer: Scorer, scored: ScoredPair) -> ExplainedPairing:
    """The same with the verdict: whether it may be proposed, and every reason against it.

    It says the same whichever of the connector's other contacts were read with the two.
    """
    against: list[Reason] = reasons(scorer, scored.a, scored.b)
    return ExplainedPairing(
        **_fields(scorer, scored, lasting=True),
        eligible=not against,
        reasons=tuple(against),
        connections=connections(scorer, scored.a, scored.b),
    )


def _fields(scorer: Scorer, scored: ScoredPair, *, lasting: bool = False) -> dict[str, object]:
    two = scorer.pair(scored.a, scored.b)
    values = scored.components
    leading = max(scorer.components, key=lambda one: values[one.name] * one.weight)
    return {
        "id": pairing_id(scorer.facts.workspace, scorer.facts.connector_id, scored.a, scored.b),
        "a": _person(scorer, two.a.contact),
        "b": _person(scorer, two.b.contact),
        "score": scored.score,
        "acceptance": scored.acceptance,
        "relationship": scored.relationship,
        "value": scored.value,
        "formula": FORMULA_VERSION,
        "may_know": MayKnow(
            value=scored.may_know,
            ask=scored.may_know >= scorer.settings.ask_known_from > 0,
            reasons=tuple(
                MayKnowReason(code=code, text=text)
                for code, text in told(scored.may_know_reasons, two.a.contact, two.b.contact)
            ),
        ),
        "introduction_id": scorer.facts.under_way.get((scored.a, scored.b)),
        "needs_rating": tuple(p.contact.id for p in (two.a, two.b) if not p.rated),
        "flow": Flow(a_to_b=scored.a_to_b, b_to_a=scored.b_to_a),
        "components": tuple(
            Component(
                name=one.name,
                value=values[one.name],
                weight=one.weight,
                evidence=_evidence(one, two, lasting=lasting) if values[one.name] > 0 else (),
            )
            for one in scorer.components
        ),
        "sentence": leading.sentence(two) if values[leading.name] > 0 else two.unconnected,
    }


def _evidence(part: Part, two: TwoContacts, *, lasting: bool) -> tuple[Evidence, ...]:
    return tuple(part.lasting_evidence(two) if lasting else part.evidence(two))


def pairing_id(workspace: str, connector: str, a: str, b: str) -> str:
    """The same pairing of the same connector always has the same id."""
    key = "\n".join((workspace, connector, a, b)).encode()
    return blake2b(key, digest_size=10).hexdigest()


def _person(scorer: Scorer, contact: Contact) -> PairingPerson:
    return PairingPerson(
        id=contact.id,
        name=contact.name,
        professions=contact.professions,
        work=scorer.work(contact),
    )
