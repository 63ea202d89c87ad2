"""What the API says of pairs: scores with all their parts, verdicts and reasons."""

from datetime import date
from typing import Literal

from app.base_models import Model

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

ESTIMATE = "our estimate"
"""The source of a figure that no one published."""

ReasonCode = Literal[
    "connected",
    "colleagues",
    "same_group",
    "cooling_down",
    "under_way",
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


MayKnowCode = Literal["same_sphere", "same_circles", "same_years"]


class PairingPerson(Model):
    """One of the two; professions by their keys."""

    id: str
    name: str
    professions: tuple[str, ...]
    work: str = ""
    """What they practice in words, as in “divorce attorney and mediator”."""

    @property
    def introduced(self) -> str:
        """“Ann Osei (divorce attorney)”."""
        return f"{self.name} ({self.work})" if self.work else self.name


class Evidence(Model):
    """One true sentence, the source of its figures or "our estimate", the nodes behind it."""

    text: str
    source: str
    refs: tuple[str, ...] = ()
    """Each `Label:id`, for example `TriggerEvent:divorce`."""


class Component(Model):
    name: ComponentName
    value: float
    """0..1."""
    weight: float
    evidence: tuple[Evidence, ...] = ()


class Flow(Model):
    """Clients a year that the one would name the other to; of version 1, per quarter."""

    a_to_b: float
    b_to_a: float


class MayKnowReason(Model):
    """Why two people may know each other already."""

    code: MayKnowCode
    text: str


class MayKnow(Model):
    """The chance that two people have met anyway, 0..1, with every reason for it."""

    value: float = 0.0
    reasons: tuple[MayKnowReason, ...] = ()
    ask: bool = False
    """Whether it is worth asking the connector if the two know each other."""


class ComponentScore(Model):
    """A component's part of a score."""

    name: ComponentName
    value: float
    weight: float


class ScoreParts(Model):
    """A score with all that it was made of and no one's name: what an outcome is compared with."""

    formula: int
    score: float
    acceptance: float
    relationship: float
    value: float
    may_know: float = 0.0
    flow: Flow
    components: tuple[ComponentScore, ...]


class Pairing(Model):
    """A scored suggestion: score = acceptance · relationship · value.

    value = (1 − may_know) · Σ weight · value of the components.
    """

    id: str
    a: PairingPerson
    b: PairingPerson
    score: float
    acceptance: float
    relationship: float
    value: float
    formula: int = 1
    """The version of the formula; what was saved before it was kept is of version 1."""
    may_know: MayKnow = MayKnow()
    needs_rating: tuple[str, ...]
    """IDs of those of the two that the connector has not rated yet."""
    introduction_id: str | None = None
    """The connector's open introduction of the two, where one is under way."""
    flow: Flow
    components: tuple[Component, ...]
    sentence: str

    @property
    def estimated(self) -> bool:
        """Whether a figure of it is our estimate: that is said once a page."""
        return any(ESTIMATE in e.source for part in self.components for e in part.evidence)

    @property
    def parts(self) -> ScoreParts:
        """The score without evidence."""
        return ScoreParts(
            formula=self.formula,
            score=self.score,
            acceptance=self.acceptance,
            relationship=self.relationship,
            value=self.value,
            may_know=self.may_know.value,
            flow=self.flow,
            components=tuple(
                ComponentScore(name=one.name, value=one.value, weight=one.weight)
                for one in self.components
            ),
        )


class Reason(Model):
    """Why a pair isn't suggested."""

    code: ReasonCode
    text: str


class NeedWindow(Model):
    """How likely clients in a trigger event need one of the two, and when."""

    side: Literal["a", "b"]
    profession: str
    profession_name: str
    likelihood: float
    from_day: int
    """Days from the event's day zero."""
    to_day: int
    source: str


class Connection(Model):
    """A trigger event that makes two people useful to each other."""

    kind: Literal["a_to_b", "b_to_a", "both_needed"]
    """Who sees the clients and could send them to the other; or the same clients need both."""
    trigger_event: str
    name: str
    met_by: str | None
    """Whose figure `per_quarter` is: the person, or their profession."""
    per_quarter: float | None
    """Clients per quarter; None where neither sees them first."""
    met_source: str | None
    needs: tuple[NeedWindow, ...]
    expected: float
    """Clients a year that the one would name the other to through this event."""
    share: float = 0.0
    """The part of all that the one would name the other to, 0..1."""


class ExplainedPairing(Pairing):
    """A pairing with the verdict on it: `eligible`, or every reason against it."""

    eligible: bool
    reasons: tuple[Reason, ...]
    connections: tuple[Connection, ...] = ()
    """The trigger events between the two, the largest expectation first."""


class PairingList(Model):
    """The best pairings, best first; `note` says what would help when there is none."""

    items: tuple[Pairing, ...]
    next_cursor: str | None = None
    note: str | None = None


class Unrated(Model):
    """A contact the connector has not rated."""

    id: str
    name: str
    professions: tuple[str, ...]
    organisation: str | None
    since: date | None


class ToRate(Model):
    """Who to rate next, the most promising first, and the progress."""

    items: tuple[Unrated, ...]
    rated: int
    contacts: int
