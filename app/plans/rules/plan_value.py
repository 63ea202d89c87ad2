"""What a pairing is worth in a week: its score, times fairness, times freshness."""

from collections.abc import Iterable, Mapping
from datetime import date

from app.pairings.models import ComponentName, Pair
from app.plans.models import PlanSettings, Showing


def fairness(last_introduced: date | None, monday: date, settings: PlanSettings) -> float:
    """1 + .25 · min(1, whole weeks without an introduction / 12); newcomers count the most.

    `last_introduced`: the day of their last introduction before the Monday, None if never.
    """
    most = settings.plan_fairness_weeks
    weeks = most if last_introduced is None else max(0, (monday - last_introduced).days // 7)
    return 1 + settings.plan_fairness * min(1.0, weeks / most)


def freshness(shown: int, settings: PlanSettings) -> float:
    """.8 for each earlier week in which a pair was shown without result, at most four."""
    return float(settings.plan_freshness ** min(shown, settings.plan_most_shown))


def times_shown(
    showings: Iterable[Showing], monday: date, settings: PlanSettings
) -> dict[Pair, int | None]:
    """How often each pair was shown without result since it was last left out; None: it is now.

    A pair that was shown in as many weeks as it may be is left out from the Monday of the last of
    them for 60 days; then its count begins again.
    """
    weeks: dict[Pair, list[int]] = {}
    for showing in showings:
        if showing.monday < monday.toordinal():
            weeks.setdefault(showing.pair, []).append(showing.monday)
    return {pair: _shown(sorted(set(days)), monday, settings) for pair, days in weeks.items()}


def _shown(mondays: list[int], monday: date, settings: PlanSettings) -> int | None:
    count = 0
    for week in mondays:
        count = count % settings.plan_most_shown + 1
        last = week
    if count < settings.plan_most_shown:
        return count
    return None if monday.toordinal() < last + settings.plan_rest_days else 0


def leading_reason(
    occasion: str | None,
    components: Mapping[ComponentName, float],
    weights: Mapping[ComponentName, float],
) -> str:
    """The occasion through which most flows, else the component that adds most to the value.

    Of equal components the first in the formula's order.
    """
    return occasion or max(weights, key=lambda name: weights[name] * components[name])


def reason_penalty(scores: Iterable[float], goal: int, settings: PlanSettings) -> float:
    """.1 · the mean score of the connector's best pairings, as many as the goal.

    These are known whatever else is cut, so that the objective does not depend on what is cut.
    """
    best = sorted(scores, reverse=True)[:goal]
    return settings.plan_reason_penalty * sum(best) / len(best) if best else 0.0
