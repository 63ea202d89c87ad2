"""Which domains contribute facts to pairings. This module alone knows all of them.

A contribution starts its domain's statement and returns what adds the rows to the facts, so that
one domain's rows are read while the engine works on the next one's.
"""

from collections.abc import Callable

from app.graph import Reader
from app.introductions import facts as introductions
from app.ledger import facts as ledger
from app.opportunities import facts as opportunities
from app.pairings.models import FactsDraft, FactsWanted
from app.people import facts as people
from app.relationships import facts as relationships

Contribution = Callable[[Reader, FactsWanted], Callable[[FactsDraft], None]]

CONTRIBUTIONS: tuple[Contribution, ...] = (
    people.contribute,
    relationships.contribute,
    introductions.contribute,
    ledger.contribute,
    opportunities.contribute,
    relationships.contribute_circles,
)
"""In the order in which they add: people first, because they make the contacts."""
