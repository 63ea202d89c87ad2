"""What this domain contributes to pairings: how active contacts are in giving and meeting."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from app.graph import Query, Reader
from app.pairings.models import FactsDraft, FactsWanted


class Acts(NamedTuple):
    person: str
    times: int


@dataclass(frozen=True, slots=True)
class FactsRow:
    did: list[Acts]


load_facts = Query("ledger/load_facts", FactsRow)


def contribute(tx: Reader, wanted: FactsWanted) -> Callable[[FactsDraft], None]:
    """Start reading; what is returned adds to the acts of contacts."""
    finish = tx.begin(
        load_facts,
        connector=wanted.connector,
        only=wanted.ids,
        since_day=wanted.acts_since.date(),
        before_day=wanted.acts_before_day,
    )

    def add(draft: FactsDraft) -> None:
        row = finish()
        for person, times in row.did if row else ():
            if contact := draft.contacts.get(person):
                contact.activity += times

    return add
