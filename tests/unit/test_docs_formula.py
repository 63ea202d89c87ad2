"""The worked example of docs/formula.md, recomputed from the facts that it states."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.pairings.models import Catalog, Contact, Facts, Frequency, Need, PairingSettings
from app.pairings.rules.exclusions import TEXTS
from app.pairings.rules.scoring import Scorer

DOC = (Path(__file__).resolve().parents[2] / "docs" / "formula.md").read_text(encoding="utf-8")
EXAMPLE: dict[str, Any] = yaml.safe_load(re.findall(r"```yaml\n(.*?)```", DOC, re.DOTALL)[0])
STATED = {
    name: float(value) for name, value in re.findall(r"^\| (\w+) \| (\d\.\d{4}) \|$", DOC, re.M)
}


def contact(name: str) -> Contact:
    said = EXAMPLE[name]
    return Contact(
        id=name,
        name=name.capitalize(),
        professions=(said["profession"],),
        regions=(said["region"],),
        segments=tuple(said["segments"]),
        town=said["town"],
        trust=said["trust"],
        asked=said["asked"],
        accepted=said["accepted"],
        activity=said["activity"],
    )


def facts() -> Facts:
    needs, meets = EXAMPLE["needs"], EXAMPLE["meets"]
    catalog = Catalog(
        profession_names={key: key for key in meets},
        trigger_names={key: key for key in needs},
        meets={
            profession: {t: Frequency(m["n"], "doc", m.get("day")) for t, m in met.items()}
            for profession, met in meets.items()
        },
        needs={
            trigger: {
                profession: Need(
                    need["likelihood"], need["days"][0], need["days"][1], "doc", "doc",
                    need.get("open"),
                )
                for profession, need in needed.items()
            }
            for trigger, needed in needs.items()
        },
        occasions=EXAMPLE["occasions"],
        spheres=EXAMPLE["spheres"],
    )  # fmt: skip
    people = (contact("ann"), contact("lee"))
    circles = dict.fromkeys(("ann", "lee"), (1 << EXAMPLE["who_know_both"]) - 1)
    now = datetime(2026, 11, 22, tzinfo=UTC)
    return Facts("w", "c", now, catalog, people, circles=circles)


def test_every_number_of_the_worked_example_is_what_the_rules_compute() -> None:
    pair = Scorer(facts(), PairingSettings()).score("ann", "lee")
    computed = dict(pair.components) | {
        "flow_ann_to_lee": pair.a_to_b,
        "flow_lee_to_ann": pair.b_to_a,
        "may_know": pair.may_know,
        "value": pair.value,
        "acceptance": pair.acceptance,
        "relationship": pair.relationship,
        "score": pair.score,
    }
    assert pytest.approx(computed, abs=5e-5) == STATED


def test_the_components_are_documented_as_they_say_themselves() -> None:
    lines = [
        f"| `{one.name}` | {one.weight:.2f} | {one.formula} |".replace("| 0.", "| .")
        for one in Scorer(facts(), PairingSettings()).components
    ]
    assert [line for line in DOC.splitlines() if re.match(r"\| `\w+` \| \.\d\d \|", line)] == lines


def test_every_reason_against_a_pair_is_documented() -> None:
    never = DOC.partition("## What is never suggested")[2]
    assert [code for code in TEXTS if f"`{code}`" not in never] == []
