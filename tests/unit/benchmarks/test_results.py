"""Benchmarks tell what they measured, and judge it by their targets."""

import json
from pathlib import Path

import pytest

from benchmarks.pairings import BASELINE
from benchmarks.results import Result, Target, faster, put_table, table, times, verdict, write

SHARED = Path(__file__).resolve().parents[4] / "shared" / "baselines" / BASELINE.name
FASTER = faster("pairings", "embedded", 20.0, 5000.0, target=Target(150, "least"))
SLOWER = times("import", "neo4j5", 700.0, 1000.0, "contacts/s", Target(0.8, "least"))
LONG = times("large", "neo4j5", 600.0, 300.0, target=Target(500, "most", "value"))
MEMORY = Result("memory", "embedded", 512.25, "MB", None, None)


@pytest.mark.skipif(not SHARED.exists(), reason="the public statement is not beside this clone")
def test_the_baseline_is_the_public_statement() -> None:
    assert BASELINE.read_text(encoding="utf-8") == SHARED.read_text(encoding="utf-8")


def test_a_ratio_says_how_many_times_faster_or_how_many_times_the_baseline() -> None:
    assert FASTER.ratio == 250
    assert SLOWER.ratio == 0.7


def test_a_target_is_met_at_its_limit_and_missed_beyond_it() -> None:
    assert Target(0.8, "least").met(0.8)
    assert not Target(0.8, "least").met(0.79)
    assert Target(1.5, "most").met(1.5)
    assert not Target(1.5, "most").met(1.51)


def test_a_target_of_the_value_does_not_look_at_the_ratio() -> None:
    assert LONG.met is False


def test_the_verdict_names_every_target_that_was_missed() -> None:
    assert verdict([FASTER, MEMORY]) == "All 1 targets were met."
    assert verdict([FASTER, SLOWER, LONG, MEMORY]) == (
        "2 of 3 targets were missed: import (neo4j5); large (neo4j5)."
    )


def test_the_file_is_a_list_with_the_fields_that_are_promised(tmp_path: Path) -> None:
    path = tmp_path / "results.json"
    write([FASTER, MEMORY], path)
    first, second = json.loads(path.read_text(encoding="utf-8"))
    assert first == {
        "name": "pairings", "engine": "embedded", "value": 20.0, "unit": "ms",
        "baseline": 5000.0, "ratio": 250.0, "target": "≥ 150 ×", "met": True,
    }  # fmt: skip
    assert (second["baseline"], second["ratio"], second["target"], second["met"]) == (None,) * 4


def test_the_table_says_met_or_missed() -> None:
    lines = table([FASTER, LONG, MEMORY]).splitlines()
    assert [line.split("|")[-2].strip() for line in lines[2:]] == ["met", "MISSED", ""]
    assert "≤ 500 ms" in lines[3]


def test_a_percentage_is_written_without_a_space() -> None:
    gap = Result("gap", "embedded", 0.345, "%", None, None, Target(1, "most", "value"))
    assert gap.cells()[2] == "0.345%"
    assert gap.cells()[5] == "≤ 1%"


def test_the_table_replaces_the_last_one_of_the_page(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_text("before\n<!-- measured -->\nold\n<!-- /measured -->\nafter\n", encoding="utf-8")
    put_table("new", page)
    assert page.read_text(encoding="utf-8") == (
        "before\n<!-- measured -->\nnew\n<!-- /measured -->\nafter\n"
    )
