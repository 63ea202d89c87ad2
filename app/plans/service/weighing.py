"""One connector's pairs of a week: ranked, and weighed by fairness and freshness."""

from dataclasses import dataclass, replace

from app.pairings.models import Facts
from app.pairings.rules.exclusions import person_codes
from app.pairings.rules.ranking import rank_by
from app.pairings.rules.scoring import ScoredPair, Scorer
from app.plans.models import Candidate, LeftOutCode, Offer
from app.plans.rules.left_out import OF_A_PERSON, Weighed
from app.plans.rules.worth import fairness, freshness, leading_reason, reason_penalty
from app.plans.service.loading import Common, Own, Week


@dataclass(frozen=True, slots=True)
class Weighing:
    """A connector's offer, what explains it, and how far their pairs were looked at."""

    offer: Offer
    weighed: Weighed
    scorer: Scorer
    """Knows those who are in a candidate, to explain what is chosen."""
    looked_at: int


def weigh(own: Own, common: Common, week: Week, limit: int) -> Weighing:
    """The `limit` best pairs of a connector, those that rest or are somebody else's left out."""
    settings, facts = common.settings, own.facts
    free = tuple(one for one in facts.contacts if common.caps.get(one.id, 1) > 0)
    everybody = Scorer(replace(facts, contacts=free), common.pairing_settings)
    ranked = rank_by(everybody, limit=limit, max_per_person=0)
    complete = len(ranked) < limit
    scorer = Scorer(_only(facts, ranked), common.pairing_settings)
    fair = {
        one.id: fairness(common.last_introduced.get(one.id), week.monday, settings) for one in free
    }
    resting = {pair for pair, shown in own.shown.items() if shown is None}
    candidates = tuple(
        Candidate(
            one.a,
            one.b,
            one.score,
            one.score
            * (fair[one.a] + fair[one.b])
            / 2
            * freshness(own.shown.get((one.a, one.b)) or 0, settings),
            leading_reason(one.components, scorer.weights),
        )
        for one in ranked
        if (one.a, one.b) not in common.fixed and (one.a, one.b) not in resting
    )
    goal = settings.plan_goal
    highest = sorted(fair.values(), reverse=True)[:2]
    offer = Offer(
        connector=facts.connector_id,
        candidates=candidates,
        goal=goal,
        penalty=reason_penalty((one.score for one in ranked), goal, settings),
        rest=0.0 if complete else ranked[-1].score * sum(highest) / 2,
    )
    seen = {(one.a, one.b) for one in ranked}
    weighed = Weighed(
        partners=_partners(facts, common),
        candidates=candidates,
        resting=frozenset(resting & seen),
        fixed=frozenset(common.fixed & seen),
        complete=complete,
    )
    return Weighing(offer, weighed, scorer, limit)


def _partners(facts: Facts, common: Common) -> tuple[tuple[str, LeftOutCode | None], ...]:
    scorer = Scorer(facts, common.pairing_settings)
    return tuple(
        (one.id, next((OF_A_PERSON[code] for code in codes if code in OF_A_PERSON), None))
        for one in facts.contacts
        if "not_a_partner" not in (codes := list(person_codes(scorer, one)))
    )


def _only(facts: Facts, ranked: list[ScoredPair]) -> Facts:
    """The facts without those whom no candidate names: a thousand connectors' are many."""
    people = {person for one in ranked for person in (one.a, one.b)}
    return replace(
        facts,
        contacts=tuple(one for one in facts.contacts if one.id in people),
        connected=frozenset(),
        do_not_introduce=frozenset(),
        cooling_since={},
        snoozed_until={},
    )
