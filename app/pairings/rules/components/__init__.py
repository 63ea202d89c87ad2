"""The components of the formula, one module each: adding or changing one touches that place.

A module has the component's value for two people, the most that it can be for groups of them (so
that the search stays exact), its evidence and its words, and its line in docs/formula.md. Its
weight is the setting `weight_<name>`. The statement in cypher/oracle/ says it all again, so
that the two can be compared.
"""

from app.pairings.rules.components.ask import Ask
from app.pairings.rules.components.base import Component, TwoContacts
from app.pairings.rules.components.ground import Ground
from app.pairings.rules.components.live import Live
from app.pairings.rules.components.mutual_flow import MutualFlow
from app.pairings.rules.components.networkers import Networkers
from app.pairings.rules.components.one_way_flow import OneWayFlow
from app.pairings.rules.components.shared_pool import SharedPool
from app.pairings.rules.components.shared_sources import SharedSources

__all__ = ["COMPONENTS", "TITLES", "Component", "TwoContacts"]

COMPONENTS: tuple[type[Component], ...] = (
    MutualFlow,
    OneWayFlow,
    SharedPool,
    SharedSources,
    Networkers,
    Ask,
    Live,
    Ground,
)
"""In the order of the formula."""
TITLES = {component.name: component.title for component in COMPONENTS}
"""What each is called where a pairing is explained."""
