"""The small numbers that scores are made of; each function is one line of the formula.

All of them are the project's own formula, version 2 (docs/formula.md).
"""

from collections.abc import Iterable, Mapping, Sequence
from math import exp, fsum, sqrt
from typing import TypeVar

from app.pairings.models import Catalog, Contact, PairingSettings, Said

Item = TypeVar("Item")
Vector = Mapping[str, float]
Kind = tuple[str, tuple[str, ...], tuple[tuple[str, float], ...]]
"""What someone practices first, all of it in alphabetical order, and their own figures."""
EVERYWHERE = "*"


def region_factor(a: Sequence[str], b: Sequence[str], settings: PairingSettings) -> float:
    """How far two people serve the same places, 0..1: the best over all their regions."""
    if not a or not b:
        return settings.region_unknown
    return max(_one_region(x.casefold(), y.casefold(), settings) for x in a for y in b)


def _one_region(a: str, b: str, settings: PairingSettings) -> float:
    if EVERYWHERE in (a, b):
        return settings.region_everywhere
    if a == b or a.startswith(f"{b}/") or b.startswith(f"{a}/"):
        return 1.0
    if a.split("/", 1)[0] == b.split("/", 1)[0]:
        return settings.region_same_country
    return settings.region_apart


def segment_factor(a: Sequence[str], b: Sequence[str], settings: PairingSettings) -> float:
    """How far two people serve the same kinds of clients, 0..1: Jaccard, with a floor."""
    if not a or not b:
        return settings.segment_unknown
    one, other = {s.casefold() for s in a}, {s.casefold() for s in b}
    return max(settings.segment_least, len(one & other) / len(one | other))


def first_profession(contact: Contact) -> str:
    """What someone is listed as; empty for someone without a profession."""
    return contact.professions[0] if contact.professions else ""


def kind_of(contact: Contact) -> Kind:
    """All of a contact that flows, shared needs and shared sources depend on."""
    practised = contact.professions
    if len(practised) > 1:
        practised = tuple(sorted(practised))
    own = [(trigger, met.per_quarter) for trigger, met in contact.own_meets.items()]
    return first_profession(contact), practised, tuple(sorted(own))


def needed(professions: Iterable[str], by_profession: Mapping[str, Vector]) -> dict[str, float]:
    """The likelihood that clients in each trigger event need one of these professions."""
    likelihoods: dict[str, float] = {}
    for profession in professions:
        for trigger, likelihood in by_profession.get(profession, {}).items():
            likelihoods[trigger] = max(likelihoods.get(trigger, 0.0), likelihood)
    return likelihoods


def likelihoods_by_profession(catalog: Catalog) -> dict[str, dict[str, float]]:
    """The catalog's needs turned round: profession -> trigger event -> likelihood."""
    turned: dict[str, dict[str, float]] = {}
    for trigger, needs in catalog.needs.items():
        for profession, need in needs.items():
            turned.setdefault(profession, {})[trigger] = need.likelihood
    return turned


def sources(likelihoods: Vector, meets_by_trigger: Mapping[str, Vector]) -> dict[str, float]:
    """How many of a person's situations each profession sees a quarter: S[p] = Σ M[p,t]·L[t]."""
    seen: dict[str, float] = {}
    for trigger, likelihood in likelihoods.items():
        for profession, per_quarter in meets_by_trigger.get(trigger, {}).items():
            seen[profession] = seen.get(profession, 0.0) + per_quarter * likelihood
    return seen


def meets_by_trigger(catalog: Catalog) -> dict[str, dict[str, float]]:
    """The catalog's meets turned round: trigger event -> profession -> situations a quarter."""
    turned: dict[str, dict[str, float]] = {}
    for profession, met in catalog.meets.items():
        for trigger, frequency in met.items():
            turned.setdefault(trigger, {})[profession] = frequency.per_quarter
    return turned


def dot(a: Vector, b: Vector) -> float:
    """Σ a·b, rounded once: the same in any order, so that who is a and who is b never matters."""
    return fsum(value * b[key] for key, value in a.items() if key in b)


def cosine(a: Vector, b: Vector) -> float:
    """0 when either has no length."""
    lengths = sqrt(dot(a, a)) * sqrt(dot(b, b))
    return min(1.0, dot(a, b) / lengths) if lengths else 0.0


def harmonic_mean(a: float, b: float) -> float:
    """0 when either is 0."""
    return 2 * a * b / (a + b) if a and b else 0.0


def saturating(amount: float) -> float:
    """1 − exp(−amount): more is better, ever less so."""
    return 1 - exp(-amount)


def grouped(items: Iterable[tuple[str, Item]]) -> dict[str, list[Item]]:
    """Items by their keys."""
    by_key: dict[str, list[Item]] = {}
    for key, item in items:
        by_key.setdefault(key, []).append(item)
    return by_key


def stated_trust(contact: Contact, context: str | None) -> float | None:
    """The connector's trust in a person in a context, None while no one stated it.

    The context is a profession; by default the person's first one, else trust in general.
    """
    if context is None and contact.professions:
        context = contact.professions[0]
    if context is not None and context in contact.trust_by_context:
        return contact.trust_by_context[context]
    return contact.trust


def learnt_trust(trust: float, said: Said, settings: PairingSettings) -> float:
    """Trust moved by what was said after meetings: a Beta-like mean, 0..1."""
    yes, of = said
    if of < settings.learnt_least:
        return trust
    weight = settings.learnt_prior_weight
    return (weight * trust + yes) / (weight + of)


def acceptance(contact: Contact, trust: float, settings: PairingSettings) -> float:
    """The chance that a person accepts an introduction by this connector, 0..1.

    A Beta-like mean: a prior from trust, and what they answered so far.
    """
    prior = settings.acceptance_base + settings.acceptance_per_trust * trust
    weight = settings.acceptance_prior_weight
    return (weight * prior + contact.accepted) / (weight + contact.asked)
