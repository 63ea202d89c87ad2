"""The catalog: professions and trigger events, as the files, the graph and the API have them."""

from typing import Annotated, Any, Literal

from pydantic import Field, Strict, model_validator

from app.base_models import Model
from app.field_types import NO_OTHERS, Line

CatalogKey = Annotated[str, Strict(), Field(pattern=r"^[a-z][a-z0-9_]{1,63}$")]
Source = Annotated[str, Strict(), Field(min_length=1, max_length=500)]
"""`judgement` (our estimate), or where the figure was published."""
Country = Annotated[str, Strict(), Field(pattern=r"^(\*|[A-Z]{2})$")]
"""A country's two letters, or `*` for everywhere."""
EntryKind = Literal["profession", "trigger_event"]
SphereOrAny = Annotated[str, Strict(), Field(pattern=r"^(\*|[a-z][a-z0-9_]{1,63})$")]
"""A contact sphere, or `*` for any other."""
Segment = Literal["private", "business"]
"""A kind of clients: private people, or businesses."""
Day = Annotated[int, Strict(), Field(ge=-3650, le=3650)]
"""Days from day zero of a trigger event, negative before it."""
Share = Annotated[float, Strict(), Field(ge=0, le=1, allow_inf_nan=False)]
OnetSocCode = Annotated[str, Strict(), Field(pattern=r"^\d\d-\d{4}\.\d\d$")]


def _without_default(schema: dict[str, Any]) -> None:
    """What stands for a field that isn't given depends on another one."""
    schema.pop("default")


class Profession(Model):
    """A kind of work; `sphere` is its contact sphere (power team)."""

    key: CatalogKey
    name: Line
    sphere: CatalogKey
    aliases: tuple[Line, ...] = Field(default=(), max_length=200)
    """What it is called as well, in any country."""
    aliases_by_country: dict[Country, Annotated[tuple[Line, ...], Field(max_length=200)]] = Field(
        default={}, max_length=250, json_schema_extra=NO_OTHERS
    )
    """Those of the aliases that are used in a country (`US`, `UK`, …), or everywhere (`*`)."""
    onet_codes: tuple[OnetSocCode, ...] = Field(default=(), max_length=50)
    segments: tuple[Segment, ...] = Field(default=(), max_length=2)
    """Kinds of clients that it serves; none: not known."""
    competes_with: tuple[CatalogKey, ...] = Field(default=(), max_length=500)
    """Professions that sell the same to the same clients. Either side may name the other."""
    no_flow_to: tuple[CatalogKey, ...] = Field(default=(), max_length=500)
    """Professions to which it may not or would not send clients."""

    @model_validator(mode="after")
    def _not_itself_and_each_once(self) -> "Profession":
        for name in ("segments", "competes_with", "no_flow_to"):
            named: tuple[str, ...] = getattr(self, name)
            repeated = {entry for entry in named if named.count(entry) > 1}
            if repeated:
                raise ValueError(f"{name}: {min(repeated)} is there twice")
        if self.key in self.competes_with:
            raise ValueError(f"competes_with: {self.key} can't compete with itself")
        if self.key in self.no_flow_to:
            raise ValueError(f"no_flow_to: {self.key} can't name itself")
        return self


class Meets(Model):
    """How many clients in a trigger event one person of a profession sees per quarter."""

    profession: CatalogKey
    per_quarter: Annotated[float, Strict(), Field(ge=0, le=10_000, allow_inf_nan=False)]
    day: Day | None = None
    """When they see the client; none: when the profession itself is needed, else at the start."""
    source: Source


class NeedEntry(Model):
    """How likely clients in a trigger event need a profession, and when (days from `day_zero`)."""

    profession: CatalogKey
    likelihood: Share
    """Of the clients in this event, the share that needs the profession."""
    open: Share | None = None
    """Of those, the share that has no one yet and would take a name; none: the general setting."""
    from_day: Day
    to_day: Day
    rationale: Line
    source: Source
    denominator: Line | None = None
    """The clients of which a published likelihood is a share."""
    quote: Line | None = None
    """The words of the source that say the likelihood."""

    @model_validator(mode="after")
    def _window_runs_forward(self) -> "NeedEntry":
        if self.from_day > self.to_day:
            raise ValueError("from_day is after to_day")
        return self


class TriggerEvent(Model):
    """A kind of event in a client's life or business, with its starting point (`day_zero`)."""

    key: CatalogKey
    name: Line
    sphere: CatalogKey
    occasion: CatalogKey = Field(default="", json_schema_extra=_without_default)
    """Events of one occasion are the same clients, who count once; by default the event's key."""
    theme: Literal["life", "business"] = "life"
    day_zero: Line
    when_clients: Line | None = None
    """The event in a clause: “when a couple divorces”."""
    clients: Line | None = None
    """The clients in it, as in “sees 12 …”: “clients going through a divorce”."""
    client: Line | None = None
    """One of them, with an article: “a client going through a divorce”."""
    meets: tuple[Meets, ...] = Field(default=(), max_length=200)
    needs: tuple[NeedEntry, ...] = Field(default=(), max_length=200)

    @model_validator(mode="after")
    def _an_occasion_of_its_own(self) -> "TriggerEvent":
        if not self.occasion:
            object.__setattr__(self, "occasion", self.key)
        return self

    @model_validator(mode="after")
    def _each_profession_once(self) -> "TriggerEvent":
        for name, entries in (("meets", self.meets), ("needs", self.needs)):
            professions = [entry.profession for entry in entries]
            repeated = {p for p in professions if professions.count(p) > 1}
            if repeated:
                raise ValueError(f"{name}: {min(repeated)} is there twice")
        return self


class ProfessionList(Model):
    items: tuple[Profession, ...]
    next_cursor: str | None = None


class TriggerEventList(Model):
    items: tuple[TriggerEvent, ...]
    next_cursor: str | None = None


class Caution(Model):
    """One careful line for two spheres where paying for clients may be regulated."""

    spheres: tuple[SphereOrAny, SphereOrAny]
    text: Line
    source: Source
    countries: tuple[Country, ...] = Field(exclude=True)


class CautionList(Model):
    items: tuple[Caution, ...]
    note: str = "Rules differ by state and change. This isn't legal advice."


class Difference(Model):
    """What an upgrade of the catalog changes, or leaves because you changed it yourself."""

    kind: EntryKind
    key: CatalogKey
    what: str
    """The part: `name`, `need of realtor`, …; `new` or `deleted by you` for all of an entry."""
    before: str | None = None
    after: str | None = None
    """What it becomes, or would have become; none: it goes."""
    kept: bool = False
    """Whether what you have stays."""


class DifferenceLine(Model):
    """A difference as a line of a table."""

    entry: str
    what: str
    now: str
    then: str

    @classmethod
    def of(cls, one: Difference) -> "DifferenceLine":
        then = f"yours stays, not {one.after}" if one.kept and one.after else one.after or ""
        return cls(entry=one.key, what=one.what, now=one.before or "", then=then)


class CatalogUpgrade(Model):
    """From the edition of the shipped catalog that a workspace has to the present one."""

    edition: int
    shipped_edition: int
    items: tuple[Difference, ...]


class OnetCode(Model):
    """An O*NET-SOC code, and whether it means the same or is only the nearest there is."""

    code: OnetSocCode
    fit: Literal["exact", "nearest"]


class Catalog(Model):
    """What the product starts with, read from its files."""

    professions: tuple[Profession, ...]
    trigger_events: tuple[TriggerEvent, ...]
    exact_codes: dict[str, tuple[str, ...]] = Field(default={})
    """Profession -> the O*NET codes that mean just that."""
