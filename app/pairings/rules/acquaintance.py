"""Would the two have met anyway? The chance that they know each other already, and why."""

from collections.abc import Iterator, Mapping

from app.pairings.models import Contact, MayKnowCode, PairingSettings, Years
from app.pairings.rules import phrasing

TEXTS: dict[MayKnowCode, str] = {
    "same_sphere": "{a} and {b} work in the same field and area.",
    "same_circles": "{a} and {b} move in the same circles.",
    "same_years": "{a} and {b} were at {where} in the same years.",
}


def through_others(count: int, settings: PairingSettings) -> float:
    """The chance that one of so many people who know both has had them meet."""
    met = 1 - (1 - settings.may_know_common) ** count
    return float(min(settings.may_know_common_most, met))


def same_years(a: Contact, b: Contact) -> frozenset[str]:
    """Where two people worked or studied in the same years, as far as these are known."""
    if not (a.worked or a.studied) or not (b.worked or b.studied):
        return frozenset()
    return worked_together(a, b) | frozenset(_together(a.studied, b.studied))


def worked_together(a: Contact, b: Contact) -> frozenset[str]:
    """Where two people worked in the same years, as far as these are known."""
    if not a.worked or not b.worked:
        return frozenset()
    return frozenset(_together(a.worked, b.worked))


def _together(
    a: Mapping[str, tuple[Years, ...]], b: Mapping[str, tuple[Years, ...]]
) -> Iterator[str]:
    for place in a.keys() & b.keys():
        if any(x[0] <= y[1] and y[0] <= x[1] for x in a[place] for y in b[place]):
            yield place


def told(
    reasons: Mapping[MayKnowCode, float], a: Contact, b: Contact
) -> Iterator[tuple[MayKnowCode, str]]:
    """Each reason in words, the weightiest first: never who or how many others know both."""
    labels = {**a.labels, **b.labels}
    where = phrasing.listed(sorted(labels.get(one, one) for one in same_years(a, b)))
    for code in sorted(reasons, key=lambda code: (-reasons[code], code)):
        yield code, TEXTS[code].format(a=a.name, b=b.name, where=where)
