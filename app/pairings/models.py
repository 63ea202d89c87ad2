"""What pairings are made of: the facts that the graph gives, and the answers built from them.

`Facts` is all that the rules see: one connector's contacts as this connector knows them, how they
are connected, and the workspace's catalog. Trust and likelihood are 0..1, frequencies are client
situations a quarter, days are counted from the trigger event's day zero.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

ComponentName = Literal[
    "mutual_flow",
    "one_way_flow",
    "shared_pool",
    "shared_sources",
    "networkers",
    "ask",
    "live",
    "ground",
]

ReasonCode = Literal[
    "connected",
    "colleagues",
    "same_group",
    "cooling_down",
    "snoozed",
    "not_now",
    "do_not_introduce",
    "opted_out",
    "away",
    "competitors",
    "below_floor",
    "too_new",
    "not_a_partner",
    "weak",
]

Pair = tuple[str, str]
"""Two person ids, the smaller first: a pairing has no direction."""


def pair_of(one: str, other: str) -> Pair:
    """The unordered pair, the smaller id first."""
    return (one, other) if one < other else (other, one)


# ── facts ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Need:
    """That clients in a trigger event need a profession: likelihood 0..1, from day to day."""

    likelihood: float
    from_day: int
    to_day: int
    rationale: str
    source: str


@dataclass(frozen=True, slots=True)
class Frequency:
    """How many client situations of a trigger event somebody meets a quarter, and who says so."""

    per_quarter: float
    source: str


@dataclass(frozen=True, slots=True)
class Catalog:
    """A workspace's professions and trigger events, keyed by their catalog keys."""

    profession_names: Mapping[str, str]
    trigger_names: Mapping[str, str]
    meets: Mapping[str, Mapping[str, Frequency]]
    """profession -> trigger event -> how often it meets it."""
    needs: Mapping[str, Mapping[str, Need]]
    """trigger event -> profession -> the need."""


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
    """The connector's trust in this person, in general; None when nobody stated it."""
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
    groups: frozenset[str] = frozenset()
    meeting_groups: frozenset[str] = frozenset()
    """Those of the groups that meet regularly."""
    pools: Mapping[str, float] = field(default_factory=dict)
    """Prospect pool id -> weight of serving it."""
    kept: Said = (0, 0)
    """What others said of them after this connector's introductions: did they follow up?"""
    glad: Said = (0, 0)
    """What they said of the people whom this connector had them meet: would they meet again?"""
    asked: float = 0.0
    """Requests of this connector to this person; one met by silence counts a half."""
    accepted: float = 0.0
    activity: int = 0
    """Introductions, referrals, favours and meetings in the last 90 days."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Id -> name of the organisations, schools, groups and pools above, for the evidence."""


@dataclass(frozen=True, slots=True)
class Ask:
    """An open wish of one contact; what is empty does not restrict (see `factors.ask_fits`)."""

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
    connected: frozenset[Pair] = frozenset()
    """Pairs of contacts who know each other (KNOWS or ACQUAINTED, either way)."""
    do_not_introduce: frozenset[Pair] = frozenset()
    cooling_since: Mapping[Pair, date] = field(default_factory=dict)
    """Pair -> when anybody in the workspace last introduced them or was declined."""
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
    connected: frozenset[Pair] = frozenset()
    do_not_introduce: frozenset[Pair] = frozenset()
    cooling_since: Mapping[Pair, date] = field(default_factory=dict)
    snoozed_until: Mapping[Pair, date] = field(default_factory=dict)
    asks: tuple[Ask, ...] = ()
    live: tuple[LiveOccurrence, ...] = ()


# ── settings ─────────────────────────────────────────────────────────────────────────────────


Share = Annotated[float, Field(ge=0, le=1)]
Positive = Annotated[float, Field(ge=0.001, le=10_000)]
Days = Annotated[int, Field(ge=0, le=36_500)]


class PairingSettings(BaseModel):
    """Every constant of the pairing formula, version 1; a workspace may override each of them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    weight_mutual_flow: Share = 0.30
    weight_one_way_flow: Share = 0.08
    weight_shared_pool: Share = 0.20
    weight_shared_sources: Share = 0.12
    weight_networkers: Share = 0.08
    weight_ask: Share = 0.10
    weight_live: Share = 0.07
    weight_ground: Share = 0.05

    region_unknown: Share = 0.7
    region_everywhere: Share = 0.8
    region_same_country: Share = 0.3
    region_apart: Share = 0.1
    segment_unknown: Share = 0.7
    segment_least: Share = 0.2

    shared_pool_full_likelihood: Positive = 0.3
    activity_scale: Positive = 4.0
    live_rise_days: Positive = 14.0
    ground_school: Share = 0.3
    ground_past_employer: Share = 0.4
    ground_group: Share = 0.2
    ground_town: Share = 0.15

    acceptance_prior_weight: Positive = 4.0
    acceptance_base: Share = 0.5
    acceptance_per_trust: Share = 0.4
    unrated_trust: Share = 0.4
    unrated_trust_shared_group: Share = 0.5
    learnt_prior_weight: Positive = 4.0
    """As many answers after meetings weigh as much as the trust that there was before."""
    learnt_least: Annotated[int, Field(ge=0, le=1_000)] = 3
    """With fewer answers nothing is learnt: nobody's own answer could stay private."""

    standing_unknown: Share = 0.8
    """The relationship factor while the ledger says nothing about either person."""

    weak_below: Share = 0.1
    trust_floor: Share = 0.2
    too_new_days: Days = 90
    too_new_unless_trust: Share = 0.9
    cooling_down_days: Days = 180
    competitors_above_region_factor: Share = 0.3
    allow_competitors: bool = False
    activity_days: Days = 90


# ── answers ──────────────────────────────────────────────────────────────────────────────────


class ResponseModel(BaseModel):
    """Base of what the API returns: frozen, nothing unknown."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class PairingPerson(ResponseModel):
    """One of the two; professions by their keys."""

    id: str
    name: str
    professions: tuple[str, ...]


class Evidence(ResponseModel):
    """One true sentence, the source of its figures or "our estimate", the nodes behind it."""

    text: str
    source: str
    refs: tuple[str, ...] = ()
    """Each `Label:id`, for example `TriggerEvent:divorce`."""


class Component(ResponseModel):
    name: ComponentName
    value: float
    """0..1."""
    weight: float
    evidence: tuple[Evidence, ...] = ()


class Flow(ResponseModel):
    """Client situations a quarter in which the one could name the other."""

    a_to_b: float
    b_to_a: float


class Pairing(ResponseModel):
    """A scored suggestion: score = acceptance · relationship · value, value = Σ weight · value."""

    id: str
    a: PairingPerson
    b: PairingPerson
    score: float
    acceptance: float
    relationship: float
    value: float
    needs_rating: tuple[str, ...]
    """Ids of those of the two whom the connector has not rated yet."""
    flow: Flow
    components: tuple[Component, ...]
    sentence: str


class Reason(ResponseModel):
    """Why a pair is not proposed."""

    code: ReasonCode
    text: str


class NeedWindow(ResponseModel):
    """That clients in a trigger event need one of the two: how likely, and when."""

    side: Literal["a", "b"]
    profession: str
    profession_name: str
    likelihood: float
    from_day: int
    """Days from the event's day zero."""
    to_day: int
    source: str


class Connection(ResponseModel):
    """A trigger event through which two people are worth knowing to each other."""

    kind: Literal["a_to_b", "b_to_a", "both_needed"]
    """Who meets the clients and could name the other; or the same clients need both."""
    trigger_event: str
    name: str
    met_by: str | None
    """Whose figure `per_quarter` is: the person, or their profession."""
    per_quarter: float | None
    """Client situations a quarter; None where neither meets them first."""
    met_source: str | None
    needs: tuple[NeedWindow, ...]
    expected: float
    """Referrals a quarter: how far they serve the same clients · per_quarter · likelihood."""


class ExplainedPairing(Pairing):
    """A pairing with the verdict on it: `eligible`, or every reason against it."""

    eligible: bool
    reasons: tuple[Reason, ...]
    connections: tuple[Connection, ...] = ()
    """The trigger events between the two, the largest expectation first."""


class PairingList(ResponseModel):
    """The best pairings, best first; `note` says what would help when there is nothing good."""

    items: tuple[Pairing, ...]
    next_cursor: str | None = None
    note: str | None = None


class Unrated(ResponseModel):
    """A contact of whom the connector has not said how well they know them."""

    id: str
    name: str
    professions: tuple[str, ...]
    organisation: str | None
    since: date | None


class ToRate(ResponseModel):
    """Whom to rate next, the most promising first, and how far one has come."""

    items: tuple[Unrated, ...]
    rated: int
    contacts: int
