"""Columns are read as their declared types, and held against what the statement collects."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

import pytest
from neo4j.time import Date, DateTime

from app.graph.columns import collected_lists, converters, fault_in, returned_columns


class Known(NamedTuple):
    person: str
    trust: float | None
    since: date | None


@dataclass
class Row:
    known: list[Known]
    at: datetime
    days: list[date]
    properties: dict[str, Any | date]
    updated: str
    """A word with “date” in it, in a type that has none."""


def read(name: str, value: Any) -> Any:
    convert = converters(Row).get(name)
    return convert(value) if convert else value


def test_cells_become_what_the_field_declares() -> None:
    assert read("known", [["ann", 0.6, Date(2026, 1, 2)], ["lee", None, None]]) == [
        Known("ann", 0.6, date(2026, 1, 2)),
        Known("lee", None, None),
    ]
    assert read("known", [["ann", 0.6, "2026-01-02"]])[0].since == date(2026, 1, 2)


def test_times_are_utc_wherever_a_type_says_so() -> None:
    moment = DateTime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert read("at", moment) == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert read("days", [Date(2026, 1, 2)]) == [date(2026, 1, 2)]
    assert read("properties", {"away_until": Date(2026, 1, 2)}) == {"away_until": date(2026, 1, 2)}


def test_what_declares_no_time_is_left_as_it_is() -> None:
    assert "updated" not in converters(Row)


@dataclass
class Collected:
    known: list[Known]


GOOD = "[x.id, k.trust, toString(k.since)]"


@pytest.mark.parametrize(
    "column",
    [
        f"COLLECT {{ MATCH (c)-[k:KNOWS]->(x) RETURN {GOOD} }}",
        f"COLLECT {{ MATCH (c) RETURN DISTINCT {GOOD} ORDER BY x.id }}",
        f"[(c)-[k:KNOWS|MET]->(x) | {GOOD}]",
        f"collect(DISTINCT {GOOD})",
    ],
)
def test_lists_are_found_in_each_way_to_collect(column: str) -> None:
    assert list(collected_lists(column)) == [["x.id", "k.trust", "toString(k.since)"]]
    assert fault_in(Collected, f"MATCH (c) RETURN {column} AS known") is None


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ("[x.id, k.trust]", "collects 2 values, but Known has 3"),
        ("[x.id, k.trust, CASE WHEN k.a IN [1, 2] THEN k.b END, k.c]", "collects 4 values"),
        ("[x.id, k.since, k.trust]", "does not collect “trust” where Known has it"),
        ("x.id", "must be collected as lists"),
    ],
)
def test_a_list_that_is_not_what_its_type_says_is_refused(cells: str, fault: str) -> None:
    text = f"MATCH (c) RETURN COLLECT {{ MATCH (c)-[k:KNOWS]->(x) RETURN {cells} }} AS known"
    assert fault in (fault_in(Collected, text) or "")


def test_lists_without_names_are_refused() -> None:
    @dataclass
    class Unnamed:
        known: list[list[Any]]

    fault = fault_in(Unnamed, f"RETURN collect({GOOD}) AS known")
    assert fault == "known must be a list of a NamedTuple that names its cells"


def test_columns_are_read_past_brackets_and_order() -> None:
    text = "WITH 1 AS a RETURN DISTINCT [x IN [1, 2] | x] AS b, count(*) AS n ORDER BY n LIMIT 1"
    assert returned_columns(text) == {"b": "[x IN [1, 2] | x]", "n": "count(*)"}
