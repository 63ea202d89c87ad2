"""From a pairing to an introduction: the connector's first act."""

from secrets import token_hex

from app.clock import sortable
from app.errors import AlreadyExists, NotEligible
from app.graph import IdempotencyGuard, Writer
from app.introductions import repository
from app.introductions.models import Introduction, NewIntroduction
from app.introductions.rules.clock import days_later
from app.introductions.rules.disclosure import reason_for
from app.introductions.rules.lifecycle import OPEN
from app.introductions.service.reading import read_settings, shown, zone_of
from app.introductions.service.steps import write_event
from app.pairings.models import ExplainedPairing, Facts, ReasonCode
from app.pairings.rules.exclusions import TEXTS
from app.pairings.service import consider
from app.security import policy
from app.session import Session

OWN_CHOICE: frozenset[ReasonCode] = frozenset({"weak", "snoozed", "not_now", "too_new"})
"""Reasons that the connector may set aside: they concern their own time and judgment only."""
NO_REASON = "{connector} thinks you two should know each other."


def create(
    session: Session, body: NewIntroduction, once: IdempotencyGuard | None = None
) -> Introduction:
    """Begin an introduction as a draft.

    Raises `NotEligible` with every reason against it, `AlreadyExists` when it is under way,
    `NotFound` for people who are no contacts.
    """
    policy.demand(session.principal, "act_as", body.connector_id)
    introduction_id = body.id or token_hex(8)

    def work(tx: Writer) -> Introduction:
        facts, pairing = consider(tx, session.principal, body.connector_id, body.a, body.b)
        against = [r for r in pairing.reasons if r.code not in OWN_CHOICE]
        if against:
            refuse_second(tx, body, pairing)
            raise NotEligible(" ".join(reason.text for reason in against))
        why_a, why_b = reasons_for_sides(pairing, body, facts)
        days = read_settings(tx).draft_due_days
        due = days_later(tx.now, days, zone_of(tx, facts.connector_zone))
        row = tx.optional(
            repository.create_introduction,
            id=introduction_id,
            connector=body.connector_id,
            a=body.a,
            b=body.b,
            open=list(OPEN),
            properties={
                "state": "draft",
                "purpose": body.purpose,
                "opt_in": body.opt_in,
                "plan_week": body.plan_week,
                "why_a": why_a,
                "why_b": why_b,
                # As it was scored now: outcomes are compared with it later.
                "pairing": pairing.parts.model_dump_json(),
                "shown": list(body.shown),
                "created_at": tx.now,
                "due": due,
                "due_key": sortable(due),
                "version": tx.seq,
            },
        )
        if row is None:
            refuse_second(tx, body, pairing)
            raise AlreadyExists(f"An introduction “{introduction_id}” exists. Choose another ID.")
        by = session.principal.actor_for(row.connector)
        begun = write_event(tx, row.id, action="create", by=by, was=None, to="draft",
                            note=None)  # fmt: skip
        return shown(row, (begun,), ())

    return session.write(work, once)


def refuse_second(tx: Writer, body: NewIntroduction, pairing: ExplainedPairing) -> None:
    """Raise when the two are being introduced already; of another connector's nothing is told.

    It reads like two who were introduced before.
    """
    made = tx.many(repository.find_open_of_pair, a=body.a, b=body.b, states=list(OPEN))
    for other in made:
        if other.connector == body.connector_id:
            raise AlreadyExists(f"You’re already introducing these two: “{other.id}”.")
    if made:
        raise NotEligible(TEXTS["cooling_down"].format(a=pairing.a.name, b=pairing.b.name))


def reasons_for_sides(
    pairing: ExplainedPairing, body: NewIntroduction, facts: Facts
) -> tuple[str, str]:
    """Why it could be good for each: as the connector wrote it, else from what connects them."""
    fallback = NO_REASON.format(connector=facts.connector_name)
    names = facts.catalog.profession_names
    own = {body.a: body.why_a, body.b: body.why_b}
    said = {}
    for side, me, other in (
        ("a", pairing.a, pairing.b),
        ("b", pairing.b, pairing.a),
    ):
        profession = names.get(other.professions[0], "") if other.professions else ""
        said[me.id] = own[me.id] or reason_for(
            "a" if side == "a" else "b", pairing.connections, profession, fallback
        )
    return said[body.a], said[body.b]
