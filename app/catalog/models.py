"""The catalog: professions and trigger events, as the files, the graph and the API have them."""

from typing import Annotated, Literal

from pydantic import Field, Strict, model_validator

from app.base_models import Model
from app.field_types import NO_OTHERS, Line

CatalogKey = Annotated[str, Strict(), Field(pattern=r"^[a-z][a-z0-9_]{1,63}$")]
Source = Annotated[str, Strict(), Field(min_length=1, max_length=500)]
"""`judgement` (our estimate), or where the figure was published."""
Country = Annotated[str, Strict(), Field(pattern=r"^(\*|[A-Z]{2})$")]
"""A country's two letters, or `*` for everywhere."""
OnetSocCode = Annotated[str, Strict(), Field(pattern=r"^\d\d-\d{4}\.\d\d$")]


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


class Meets(Model):
    """How many clients in a trigger event one person of a profession sees per quarter."""

    profession: CatalogKey
    per_quarter: Annotated[float, Strict(), Field(ge=0, le=10_000, allow_inf_nan=False)]
    source: Source


class NeedEntry(Model):
    """How likely clients in a trigger event need a profession, and when (days from `day_zero`)."""

    profession: CatalogKey
    likelihood: Annotated[float, Strict(), Field(ge=0, le=1, allow_inf_nan=False)]
    from_day: Annotated[int, Strict(), Field(ge=-3650, le=3650)]
    to_day: Annotated[int, Strict(), Field(ge=-3650, le=3650)]
    rationale: Line
    source: Source

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
    theme: Literal["life", "business"] = "life"
    day_zero: Line
    meets: tuple[Meets, ...] = Field(default=(), max_length=200)
    needs: tuple[NeedEntry, ...] = Field(default=(), max_length=200)

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


class OnetCode(Model):
    """An O*NET-SOC code, and whether it means the same or is only the nearest there is."""

    code: OnetSocCode
    fit: Literal["exact", "nearest"]


class Catalog(Model):
    """What the product starts with, read from its files."""

    professions: tuple[Profession, ...]
    trigger_events: tuple[TriggerEvent, ...]
    exact_codes: dict[str, tuple[str, ...]]
    """Profession -> the O*NET codes that mean just that."""
