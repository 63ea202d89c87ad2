"""Who a connector should introduce, and why: load the facts, rank, explain."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from itertools import islice
from typing import Any

from app.errors import FieldError, InvalidInput, NotFound, UnknownProfession
from app.field_types import unknown
from app.graph import Reader
from app.introductions.rules.lifecycle import OPEN
from app.pairings import repository
from app.pairings.models import (
    ExplainedPairing,
    Facts,
    Pairing,
    PairingList,
    PairingSettings,
    ToRate,
)
from app.pairings.rules.evidence import explain, explain_in_full
from app.pairings.rules.exclusions import reasons
from app.pairings.rules.ranking import rank_by
from app.pairings.rules.rating import unrated, whom_to_rate
from app.pairings.rules.scoring import Scorer
from app.pairings.rules.variety import Variety
from app.security import Principal, policy
from app.session import Session

FEW_PROFESSIONALS = 10
PAIRS_LOOKED_AT = 100
"""So many of the best pairs decide who is worth rating first."""


def list_pairings(
    session: Session,
    connector_id: str,
    *,
    limit: int = 10,
    max_per_person: int | None = None,
    profession: str | None = None,
    context: str | None = None,
) -> PairingList:
    """The best pairings of a connector, best first, no two alike (`rules.variety`).

    `max_per_person`: how often a person may be in it; None: as the workspace has it; 0: pairs
    may be as alike as they are.
    Raises `Forbidden` for another's connector, `NotFound` when there is no such person.
    """
    facts, settings, listing = session.read(
        lambda tx: (
            *_load_in(tx, session.principal, connector_id),
            repository.read_list_settings(tx),
        )
    )
    _refuse_unknown(facts, profession=profession, context=context)
    scorer = Scorer(facts, settings, context)
    most = listing.list_max_per_person if max_per_person is None else max_per_person
    variety = Variety(most, listing.list_max_per_kind) if most else None
    ranked = rank_by(scorer, limit=limit, variety=variety, profession=profession)
    items = tuple(explain(scorer, scored) for scored in ranked)
    return PairingList(items=items, note=None if items else what_would_help(facts))


def explain_pairing(
    session: Session,
    connector_id: str,
    one: str,
    other: str,
    *,
    context: str | None = None,
) -> ExplainedPairing:
    """Why two of a connector's contacts should meet, or every reason against it.

    Raises `NotFound` when one of them is not a contact.
    """
    _, pairing = session.read(
        lambda tx: consider(tx, session.principal, connector_id, one, other, context)
    )
    return pairing


def consider(
    tx: Reader,
    principal: Principal,
    connector_id: str,
    one: str,
    other: str,
    context: str | None = None,
) -> tuple[Facts, ExplainedPairing]:
    """The same inside a transaction, with the facts of the two, for one who decides by it."""
    if one == other:
        raise InvalidInput("These are the same person. Choose two.")
    facts, settings = _load_in(tx, principal, connector_id, only=(one, other))
    _refuse_unknown(facts, context=context)
    scorer = Scorer(facts, settings, context)
    for person in (one, other):
        if person not in scorer.contacts:
            raise NotFound(f"“{person}” is not among the contacts of “{connector_id}”.")
    return facts, explain_in_full(scorer, scorer.score(one, other))


def list_unrated(session: Session, connector_id: str, *, limit: int = 30) -> ToRate:
    """Who a connector should rate next: first those the best pairings wait for."""
    facts, settings = _load(session, connector_id)
    best = rank_by(Scorer(facts, settings), limit=PAIRS_LOOKED_AT)
    return ToRate(
        items=whom_to_rate(facts, best, limit),
        rated=sum(not unrated(contact) for contact in facts.contacts),
        contacts=len(facts.contacts),
    )


def list_partners(
    session: Session, connector_id: str, person: str, *, limit: int = 5
) -> tuple[Pairing, ...]:
    """Who one contact should meet, best first; empty for someone who is no contact."""
    facts, settings = _load(session, connector_id)
    scorer = Scorer(facts, settings)
    if person not in scorer.contacts:
        return ()
    scored = (scorer.score(person, other) for other in scorer.contacts if other != person)
    promising = sorted(
        (pair for pair in scored if pair.value >= settings.weak_below), key=lambda p: p.rank_key
    )
    may = (pair for pair in promising if not reasons(scorer, pair.a, pair.b))
    return tuple(explain(scorer, pair) for pair in islice(may, limit))


def _refuse_unknown(facts: Facts, **professions: str | None) -> None:
    """Raise `UnknownProfession` naming the parameter, and the nearest profession there is."""
    known = facts.catalog.profession_names
    errors = [
        FieldError(pointer=f"?{parameter}", message=unknown("profession", key, known))
        for parameter, key in professions.items()
        if key is not None and key not in known
    ]
    if errors:
        raise UnknownProfession("; ".join(error.message for error in errors), errors=errors)


def as_cypher(
    session: Session, connector_id: str, *, limit: int = 10, context: str | None = None
) -> str:
    """The whole formula as one statement with its parameters, to paste into Neo4j Browser."""
    policy.demand(session.principal, "see_private", connector_id)
    settings, _ = session.read(repository.read_settings)
    parameters = oracle_parameters(
        session.workspace, connector_id, settings, session.now(), limit=limit, context=context
    )
    lines = [f":param {name} => {repository.literal(value)};" for name, value in parameters.items()]
    return "\n".join([*lines, "", repository.oracle_statement()])


def oracle_parameters(
    workspace: str,
    connector_id: str,
    settings: PairingSettings,
    now: datetime,
    *,
    limit: int,
    context: str | None = None,
) -> dict[str, Any]:
    """What `cypher/oracle/introduce_these_two.cypher` takes."""
    since = repository.activity_since(now, settings)
    resting = datetime.combine(
        now.date() - timedelta(settings.cooling_down_days - 1), time(), tzinfo=UTC
    )
    return {
        "workspace": workspace,
        "connector": connector_id,
        "today": now.date(),
        "settings": settings.model_dump(),
        "since": since,
        "since_day": since.date(),
        "resting_since": resting,
        "open": list(OPEN),
        "context": context,
        "limit": limit,
    }


def _load(session: Session, connector_id: str) -> tuple[Facts, PairingSettings]:
    return session.read(lambda tx: _load_in(tx, session.principal, connector_id))


def _load_in(
    tx: Reader, principal: Principal, connector_id: str, *, only: Iterable[str] | None = None
) -> tuple[Facts, PairingSettings]:
    policy.demand(principal, "see_private", connector_id)
    settings, catalog_seq = repository.read_settings(tx)
    facts = repository.load_facts(tx, connector_id, tx.now, settings, catalog_seq, only=only)
    if facts is None:
        raise NotFound(f"No person “{connector_id}” here.")
    return facts, settings


def what_would_help(facts: Facts) -> str:
    """What to do when no pairing is good enough."""
    partners = [c for c in facts.contacts if c.role == "partner" and c.professions]
    if not facts.contacts:
        return "No contacts yet. Import your contacts to see suggestions."
    if len(partners) < FEW_PROFESSIONALS:
        return (
            f"Only {len(partners)} of your {len(facts.contacts)} contacts have a profession here. "
            "Add professions to the others, or import more."
        )
    return (
        "No strong match right now. Rate more of your contacts and add where they work, or check "
        "again when snoozed pairs return."
    )
