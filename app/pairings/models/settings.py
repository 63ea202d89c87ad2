"""The constants of the pairing formula."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

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
    """With fewer answers nothing is learned: no their own answer could stay private."""

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
