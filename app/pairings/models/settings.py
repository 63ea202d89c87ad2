"""The constants of the pairing formula."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from app.workspace_settings.models import (
    Days,
    Scale,
    SettingGroup,
    SettingsSection,
    Share,
    Switch,
    Unit,
)

ROUNDING = 1e-6
"""Weights that are typed with six digits add up to 1 as far as anyone can tell."""


class PairingSettings(SettingsSection):
    """Every constant of the pairing formula, version 2; a workspace may change each of them."""

    weight_mutual_flow: Annotated[Share, SettingGroup.WEIGHTS] = 0.18
    """Both could send each other clients"""
    weight_one_way_flow: Annotated[Share, SettingGroup.WEIGHTS] = 0.20
    """One could send the other clients"""
    weight_shared_pool: Annotated[Share, SettingGroup.WEIGHTS] = 0.20
    """Both serve the same clients"""
    weight_shared_sources: Annotated[Share, SettingGroup.WEIGHTS] = 0.12
    """The same people refer clients to both"""
    weight_networkers: Annotated[Share, SettingGroup.WEIGHTS] = 0.08
    """Both are active networkers"""
    weight_ask: Annotated[Share, SettingGroup.WEIGHTS] = 0.10
    """One is looking for what the other offers"""
    weight_live: Annotated[Share, SettingGroup.WEIGHTS] = 0.07
    """A client of one may need the other now"""
    weight_ground: Annotated[Share, SettingGroup.WEIGHTS] = 0.05
    """They have common ground"""

    region_unknown: Annotated[Share, SettingGroup.FORMULA] = 0.7
    """Region factor when one side’s area is unknown"""
    region_everywhere: Annotated[Share, SettingGroup.FORMULA] = 0.8
    """Region factor when one side serves everywhere"""
    region_same_country: Annotated[Share, SettingGroup.FORMULA] = 0.3
    """Region factor when both are in the same country, in different areas"""
    region_apart: Annotated[Share, SettingGroup.FORMULA] = 0.1
    """Region factor when they are in different countries"""
    segment_unknown: Annotated[Share, SettingGroup.FORMULA] = 0.7
    """Segment factor when it is unknown what clients one side serves"""
    segment_least: Annotated[Share, SettingGroup.FORMULA] = 0.2
    """Lowest segment factor"""

    list_share: Annotated[Share, SettingGroup.FORMULA] = 1 / 3
    """Part of those who would take a name that one person gets: one name of three"""
    open_share: Annotated[Share, SettingGroup.FORMULA] = 0.3
    """Part of those who need someone who have no one yet, where a need says nothing of it"""
    flow_scale: Annotated[Scale, SettingGroup.FORMULA] = 1.0
    """Clients a year that count 63% of what any number of them counts"""
    voice_legal: Annotated[Share, SettingGroup.FORMULA] = 0.8
    """How much a client follows the word of lawyers"""
    voice_accounting: Annotated[Share, SettingGroup.FORMULA] = 0.8
    """How much a client follows the word of accountants"""
    voice_finance: Annotated[Share, SettingGroup.FORMULA] = 0.8
    """How much a client follows the word of people in finance"""
    voice_insurance: Annotated[Share, SettingGroup.FORMULA] = 0.6
    """How much a client follows the word of people in insurance"""
    voice_real_estate: Annotated[Share, SettingGroup.FORMULA] = 0.6
    """How much a client follows the word of people in real estate"""
    voice_family_care: Annotated[Share, SettingGroup.FORMULA] = 0.6
    """How much a client follows the word of people who care for families"""
    voice_health: Annotated[Share, SettingGroup.FORMULA] = 0.5
    """How much a client follows the word of people in health"""
    voice_marketing: Annotated[Share, SettingGroup.FORMULA] = 0.5
    """How much a client follows the word of people in marketing"""
    voice_people_it: Annotated[Share, SettingGroup.FORMULA] = 0.5
    """How much a client follows the word of people in HR and IT"""
    voice_events: Annotated[Share, SettingGroup.FORMULA] = 0.4
    """How much a client follows the word of people who work for events"""
    voice_building: Annotated[Share, SettingGroup.FORMULA] = 0.3
    """How much a client follows the word of people in building"""
    voice_home: Annotated[Share, SettingGroup.FORMULA] = 0.3
    """How much a client follows the word of people who work in homes"""
    voice_other: Annotated[Share, SettingGroup.FORMULA] = 0.5
    """How much a client follows the word of anyone else"""

    may_know_sphere: Annotated[Share, SettingGroup.FORMULA] = 0.15
    """Chance that two of one field in the same area have met anyway"""
    may_know_common: Annotated[Share, SettingGroup.FORMULA] = 0.1
    """Chance that one person who knows both has had them meet"""
    may_know_common_most: Annotated[Share, SettingGroup.FORMULA] = 0.5
    """Highest chance that people who know both have had them meet"""
    may_know_same_years: Annotated[Share, SettingGroup.FORMULA] = 0.5
    """Chance that two met who were at the same employer or school in the same years"""

    ask_known_from: Annotated[Share, SettingGroup.PEOPLE] = 0.15
    """From what chance on that two know each other the connector is asked whether they do"""

    shared_pool_full_likelihood: Annotated[Scale, SettingGroup.FORMULA] = 0.3
    """Likelihood from which a need that both meet counts in full"""
    activity_scale: Annotated[Scale, SettingGroup.FORMULA] = 4.0
    """Acts of networking that make someone 63% active"""
    live_rise_days: Annotated[Scale, Unit.DAYS, SettingGroup.FORMULA] = 14.0
    """Time before a client’s need begins in which it counts more and more"""
    ground_school: Annotated[Share, SettingGroup.FORMULA] = 0.1
    """Common ground of the same school"""
    ground_past_employer: Annotated[Share, SettingGroup.FORMULA] = 0.4
    """Common ground of the same past employer, unless in the same years"""
    ground_group: Annotated[Share, SettingGroup.FORMULA] = 0.2
    """Common ground of the same group"""
    ground_town: Annotated[Share, SettingGroup.FORMULA] = 0.15
    """Common ground of the same town"""

    acceptance_prior_weight: Annotated[Scale, SettingGroup.FORMULA] = 4.0
    """Answers to introductions that weigh as much as the estimate from the rating"""
    acceptance_base: Annotated[Share, SettingGroup.FORMULA] = 0.5
    """Estimated chance of a yes at a rating of 0"""
    acceptance_per_trust: Annotated[Share, SettingGroup.FORMULA] = 0.4
    """What a rating of 1 adds to that chance"""
    unrated_trust: Annotated[Share, SettingGroup.FORMULA] = 0.4
    """Rating of people who aren’t rated yet"""
    unrated_trust_shared_group: Annotated[Share, SettingGroup.FORMULA] = 0.5
    """Rating of people who aren’t rated yet and share a group with the connector"""
    learnt_prior_weight: Annotated[Scale, SettingGroup.FORMULA] = 4.0
    """Answers after meetings that weigh as much as the rating"""
    learnt_least: Annotated[int, Field(ge=3, le=1_000), Unit.NUMBER, SettingGroup.FORMULA] = 3
    """Answers after meetings before they count; with fewer, a single answer could be guessed"""

    standing_unknown: Annotated[Share, SettingGroup.FORMULA] = 0.8
    """Relationship factor while nothing is recorded about either person’s giving"""

    weak_below: Annotated[Share, SettingGroup.PEOPLE] = 0.07
    """Lowest value of a suggested pair: raise it for fewer, stronger suggestions"""
    trust_floor: Annotated[Share, SettingGroup.PEOPLE] = 0.2
    """Lowest rating of a person who is still suggested"""
    too_new_days: Annotated[Days, SettingGroup.PEOPLE] = 90
    """How long a connector must have known a person before introducing them"""
    too_new_unless_trust: Annotated[Share, SettingGroup.PEOPLE] = 0.9
    """Rating from which a person is suggested earlier than that"""
    cooling_down_days: Annotated[Days, SettingGroup.PEOPLE] = 180
    """How long a pair isn’t suggested again after it was introduced or declined"""
    competitors_above_region_factor: Annotated[Share, SettingGroup.FORMULA] = 0.3
    """Region factor above which two people of one profession, or of two that compete, are rivals"""
    allow_competitors: Annotated[Switch, SettingGroup.PEOPLE] = False
    """Suggest two people who compete for the same clients in the same area"""
    activity_days: Annotated[Days, SettingGroup.FORMULA] = 90
    """How long an act of networking counts"""

    def voice(self, sphere: str | None) -> float:
        """How much the word of someone in this sphere counts, 0..1."""
        own: float = getattr(self, f"voice_{sphere}", self.voice_other)
        return own

    def conflicts(self) -> Iterator[tuple[str, str]]:
        """The weights share out the value, and a chance is at most 1."""
        weights = [key for key in type(self).model_fields if key.startswith("weight_")]
        total = sum(getattr(self, key) for key in weights)
        if abs(total - 1) > ROUNDING:
            yield "", f"The weights must add up to 1; they add up to {total:.6g}"
        most = self.acceptance_base + self.acceptance_per_trust
        if most > 1 + ROUNDING:
            yield (
                "acceptance_per_trust",
                f"must add up to at most 1 with acceptance_base ({self.acceptance_base:g})",
            )


class ListSettings(SettingsSection):
    """How a list of pairs is kept varied; a workspace may change each."""

    list_max_per_person: Annotated[int, Field(ge=1, le=200), Unit.NUMBER, SettingGroup.PEOPLE] = 2
    """How often a person is listed, each time with another profession"""
    list_max_per_kind: Annotated[int, Field(ge=1, le=200), Unit.NUMBER, SettingGroup.PEOPLE] = 2
    """How often the same two professions are listed"""
