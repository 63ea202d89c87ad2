"""What the rules see: a connector's contacts as they know them, and the workspace's catalog.

Trust and likelihood are 0..1, frequencies are clients per quarter, days are counted from
the trigger event's day zero.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

Pair = tuple[str, str]
"""Two person ids, the smaller first: a pairing has no direction."""


def pair_of(one: str, other: str) -> Pair:
    """The unordered pair, the smaller id first."""
    return (one, other) if one < other else (other, one)


@dataclass(frozen=True, slots=True)
class Need:
    """That clients in a trigger event need a profession: likelihood 0..1, from day to day."""

    likelihood: float
    from_day: int
    to_day: int
    rationale: str
    source: str
    open: float | None = None
    """Share of those who need one who have no one yet and would take a name; None: the default."""


@dataclass(frozen=True, slots=True)
class Frequency:
    """How many clients in a trigger event someone sees per quarter, and the source."""

    per_quarter: float
    source: str
    day: int | None = None
    """The day on which the client is met, counted from the event's; None: not stated."""


@dataclass(frozen=True, slots=True)
class Catalog:
    """A workspace's professions and trigger events, keyed by their catalog keys."""

    profession_names: Mapping[str, str]
    trigger_names: Mapping[str, str]
    """trigger event -> its name."""
    meets: Mapping[str, Mapping[str, Frequency]]
    """profession -> trigger event -> how often it sees it."""
    needs: Mapping[str, Mapping[str, Need]]
    """trigger event -> profession -> the need."""
    clauses: Mapping[str, str] = field(default_factory=dict)
    """trigger event -> how it reads in a sentence, “when a couple divorces”, where that is said."""
    occasions: Mapping[str, str] = field(default_factory=dict)
    """trigger event -> the occasion that it is part of, where it is not one of its own."""
    spheres: Mapping[str, str] = field(default_factory=dict)
    """profession -> its contact sphere."""
    segments: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """profession -> the clients it serves, where that is known: `private`, `business`, or both."""
    competes_with: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """profession -> others that want the same clients, said on either side."""
    no_flow_to: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """profession -> those that it may not or would not name."""

    def occasion(self, trigger: str) -> str:
        """The occasion that a trigger event is part of; one client has it once."""
        return self.occasions.get(trigger) or trigger


Years = tuple[int, int]
"""The first and the last year of a time; the last is far ahead while it goes on."""
STILL = 9999
"""The last year of what goes on."""
Said = tuple[int, int]
"""How many said yes in private after a meeting, of how many."""


# Not frozen, because that makes five thousand of them three times slower; only contributions,
# which read them bit by bit, change one.
@dataclass(slots=True)
class Contact:
    """One person as the connector knows them."""

    id: str
    name: str
    role: str = "partner"
    professions: tuple[str, ...] = ()
    """Profession keys, the first one first: it is the default context of trust."""
    own_meets: Mapping[str, Frequency] = field(default_factory=dict)
    """Trigger event -> frequency, overriding the professions' figure for that event."""
    regions: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    town: str | None = None
    trust: float | None = None
    """The connector's trust in this person, in general; None when no one stated it."""
    trust_by_context: Mapping[str, float] = field(default_factory=dict)
    """Profession key -> the connector's trust in this person in that profession."""
    trust_in_connector: float | None = None
    """This person's stated trust in the connector, where known (in general)."""
    since: date | None = None
    opted_out: bool = False
    away_until: date | None = None
    not_now_until: date | None = None
    """Until when this connector does not want to introduce this person (inclusive)."""
    current_organisations: frozenset[str] = frozenset()
    past_organisations: frozenset[str] = frozenset()
    schools: frozenset[str] = frozenset()
    worked: Mapping[str, tuple[Years, ...]] = field(default_factory=dict)
    """Organization -> the years there, where they are known."""
    studied: Mapping[str, tuple[Years, ...]] = field(default_factory=dict)
    """School -> the years there, where they are known."""
    groups: frozenset[str] = frozenset()
    meeting_groups: frozenset[str] = frozenset()
    """Those of the groups that meet regularly."""
    pools: Mapping[str, float] = field(default_factory=dict)
    """Prospect pool id -> weight of serving it."""
    kept: Said = (0, 0)
    """What others said of them after this connector's introductions: did they follow up?"""
    glad: Said = (0, 0)
    """What they said of the people this connector had them meet: would they meet again?"""
    asked: float = 0.0
    """Requests of this connector to this person; one met by silence counts a half."""
    accepted: float = 0.0
    activity: int = 0
    """Introductions, referrals, favors and meetings in the last 90 days."""
    standing: float | None = None
    """The standing factor, 0..1; None while the ledger says nothing of them."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Id -> name of the companies, schools, groups and pools above, for the evidence."""


@dataclass(frozen=True, slots=True)
class Ask:
    """An open request of one contact; what is empty does not restrict (see `factors.ask_fits`)."""

    id: str
    by: str
    persons: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()
    professions: frozenset[str] = frozenset()
    pools: frozenset[str] = frozenset()
    text: str = ""


@dataclass(frozen=True, slots=True)
class LiveOccurrence:
    """An open occurrence that a contact handles and that the connector may see."""

    id: str
    handled_by: str
    trigger_event: str
    on: date


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything about one connector that a scoring needs, read in one transaction."""

    workspace: str
    connector_id: str
    now: datetime
    catalog: Catalog
    contacts: tuple[Contact, ...]
    connector_professions: tuple[str, ...] = ()
    connector_groups: frozenset[str] = frozenset()
    connector_name: str = ""
    connector_zone: str | None = None
    """The connector's own time zone, where they have one."""
    default_region: str | None = None
    """Where contacts serve whose area isn't known, by the connector's word."""
    circles: Mapping[str, int] = field(default_factory=dict)
    """Contact -> who of the workspace, other than the connector, knows them: a bit for each."""
    connected: frozenset[Pair] = frozenset()
    """Pairs of contacts who know each other (KNOWS or ACQUAINTED, either way)."""
    do_not_introduce: frozenset[Pair] = frozenset()
    cooling_since: Mapping[Pair, date] = field(default_factory=dict)
    """Pair -> when anyone in the workspace last introduced them or was declined."""
    under_way: Mapping[Pair, str] = field(default_factory=dict)
    """Pair -> this connector's open introduction of the two."""
    snoozed_until: Mapping[Pair, date] = field(default_factory=dict)
    """Pair -> until when this connector does not want to see it (inclusive)."""
    asks: tuple[Ask, ...] = ()
    live: tuple[LiveOccurrence, ...] = ()


@dataclass(frozen=True, slots=True)
class FactsWanted:
    """Whose facts are read, and how much of them."""

    connector: str
    only: frozenset[str] | None
    """The contacts that matter; None: all of them."""
    acts_since: datetime
    """From when what people did counts as activity, in UTC; days count from its day."""
    acts_before: datetime | None = None
    """Until when it counts, in UTC; None: until now."""
    acts_before_day: date | None = None
    """The same for what has only a day; that day does not count."""
    circles: bool = True
    """Whether who else knows the contacts is read with them."""

    @property
    def ids(self) -> list[str] | None:
        """The contacts that matter, as a parameter."""
        return None if self.only is None else sorted(self.only)


@dataclass(slots=True)
class FactsDraft:
    """Facts while the domains add to them, each what it knows."""

    found: bool = False
    """Whether there is such a connector."""
    contacts: dict[str, Contact] = field(default_factory=dict)
    connector_professions: tuple[str, ...] = ()
    connector_groups: frozenset[str] = frozenset()
    connector_name: str = ""
    connector_zone: str | None = None
    """The connector's own time zone, where they have one."""
    default_region: str | None = None
    circles: Mapping[str, int] = field(default_factory=dict)
    under_way: Mapping[Pair, str] = field(default_factory=dict)
    connected: frozenset[Pair] = frozenset()
    do_not_introduce: frozenset[Pair] = frozenset()
    cooling_since: Mapping[Pair, date] = field(default_factory=dict)
    snoozed_until: Mapping[Pair, date] = field(default_factory=dict)
    asks: tuple[Ask, ...] = ()
    live: tuple[LiveOccurrence, ...] = ()
