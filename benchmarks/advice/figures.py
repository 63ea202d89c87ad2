"""All figures of one formula and one catalog, and the figures of earlier ones."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import cast

import yaml
from pydantic import BaseModel

from app.pairings.rules.scoring import FORMULA_VERSION
from benchmarks.advice.composition import SIZES, Calibration, Composition, calibration, composition
from benchmarks.advice.kinds import Kind, Ranks, all_kinds, ranked_by, spheres
from benchmarks.advice.lists import PartnerList, read_lists
from benchmarks.advice.recall import DEPTHS, Recall, best_possible, by_depth, by_luck, hits

RECORDED = Path(__file__).parent / "recorded.yaml"
Ways = dict[str, dict[int, Recall]]
"""Way of ranking -> depth -> recall."""


class Figures(BaseModel):
    """What was measured with the lists as they were then."""

    name: str
    formula: int
    commit: str
    measured: date
    professions: int
    """In the catalog."""
    lists: int
    listed_professions: int
    partners: int
    unknown: int
    """Named by the lists, and not in the catalog."""
    recall: Ways
    composition: tuple[Composition, ...]
    calibration: Calibration


def measure(name: str, commit: str, today: date) -> tuple[Figures, Ranks, list[PartnerList]]:
    """The figures of the formula and the catalog of this checkout, and what they are made from."""
    of_sphere, kinds = spheres(), all_kinds()
    lists = read_lists(of_sphere.keys())
    ranks = ranked_by(kinds, {(one.a, one.b): one.value for one in kinds})
    figures = Figures(
        name=name,
        formula=FORMULA_VERSION,
        commit=commit,
        measured=today,
        professions=len(of_sphere),
        lists=len(lists),
        listed_professions=len({one.profession for one in lists}),
        partners=sum(len(one.partners) for one in lists),
        unknown=sum(len(one.unknown) for one in lists),
        recall=_ways(lists, ranks, kinds, of_sphere),
        composition=tuple(composition(kinds, of_sphere, size) for size in SIZES),
        calibration=calibration(kinds),
    )
    return figures, ranks, lists


def _ways(
    lists: Sequence[PartnerList], ranks: Ranks, kinds: Sequence[Kind], of_sphere: dict[str, str]
) -> Ways:
    flows = ranked_by(kinds, {(one.a, one.b): one.flow for one in kinds})
    return {
        "the formula": by_depth(lists, lambda one, depth: hits(ranks, one, depth)),
        "the formula, partners named exactly": by_depth(
            lists, lambda one, depth: hits(ranks, one, depth, words=False)
        ),
        "sum of flows": by_depth(lists, lambda one, depth: hits(flows, one, depth)),
        "same sphere": by_depth(lists, lambda one, depth: by_luck(one, depth, of_sphere)),
        "all that could be found": by_depth(lists, best_possible),
    }


def recorded() -> list[Figures]:
    """What was measured of earlier formulas and catalogs, the earliest first."""
    if not RECORDED.exists():
        return []
    return [Figures.model_validate(one) for one in yaml.safe_load(RECORDED.read_text("utf-8"))]


def record(figures: Figures) -> None:
    """Keep these figures, in place of those of the same name."""
    kept = [one for one in recorded() if one.name != figures.name]
    content = [one.model_dump(mode="json") for one in (*kept, figures)]
    RECORDED.write_text(yaml.safe_dump(_rounded(content), sort_keys=False), "utf-8")


def _rounded(content: object) -> object:
    if isinstance(content, dict):
        return {key: _rounded(one) for key, one in cast(dict[str, object], content).items()}
    if isinstance(content, list):
        return [_rounded(one) for one in cast(list[object], content)]
    return round(content, 4) if isinstance(content, float) else content


__all__ = ["DEPTHS", "Figures", "measure", "record", "recorded"]
