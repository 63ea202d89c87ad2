"""Made-up pairings in the words that a connector reads, printed for reading them aloud."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, islice
from pathlib import Path
from random import Random

from app.pairings.models import Facts, Pairing, PairingSettings
from app.pairings.rules.evidence import explain
from app.pairings.rules.phrasing import MARK
from app.pairings.rules.ranking import rank_by
from app.pairings.rules.scoring import Scorer
from app.pairings.rules.variety import Variety
from tests.realistic_facts import realistic_facts

PAIRINGS = 200
PER_NETWORK = 20
CONTACTS = 60
GIVEN = (
    *("Ann", "Lee", "Martin", "Grace", "Ira", "Tomasz", "Carla", "Noor", "Ben", "Jo"),
    *("Gus", "Rita", "Elena", "Ed", "Paul", "Maeve", "Cleo", "Ravi", "Hal", "Ivy"),
)
FAMILY = ("Osei", "Park", "Bexley", "Lin", "Perlman", "Rybak", "Navarro", "Haddad", "Adler", "Ruiz")


def write(file: Path) -> None:
    """Write the pairings, the best half and a random half of each network."""
    told = (_told(number, one) for number, one in enumerate(pairings(PAIRINGS), 1))
    file.write_text("\n\n".join([*told, MARK]) + "\n", encoding="utf-8")


def pairings(count: int) -> Iterator[Pairing]:
    """So many made-up pairings, the same each time."""
    seeds = range(count)
    return islice((one for seed in seeds for one in _of_network(seed)), count)


def _of_network(seed: int) -> Iterator[Pairing]:
    random = Random(seed)
    scorer = Scorer(_named(random, realistic_facts(seed, CONTACTS)), PairingSettings())
    half = PER_NETWORK // 2
    for scored in rank_by(scorer, limit=half, variety=Variety(2, 2)):
        yield explain(scorer, scored)
    ids = sorted(contact.id for contact in scorer.facts.contacts)
    for a, b in random.sample(list(combinations(ids, 2)), half):
        yield explain(scorer, scorer.score(a, b))


def _named(random: Random, facts: Facts) -> Facts:
    """The facts with names of people."""
    names = [f"{given} {family}" for given in GIVEN for family in FAMILY]
    drawn = random.sample(names, len(facts.contacts))
    contacts = (replace(c, name=name) for c, name in zip(facts.contacts, drawn, strict=True))
    return replace(facts, contacts=tuple(contacts))


def _told(number: int, pairing: Pairing) -> str:
    """A pairing as a page shows it: who, the headline, the lines under it."""
    leading = sorted(pairing.components, key=lambda c: -c.value * c.weight)
    lines = dict.fromkeys(e.text for component in leading for e in component.evidence)
    return "\n".join([
        f"{number}. {pairing.a.introduced} and {pairing.b.introduced}",
        f"   {pairing.sentence}",
        *(f"   - {line}" for line in lines),
    ])  # fmt: skip
