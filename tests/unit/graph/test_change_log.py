"""What a transaction changed, summed up from the headers and parameters of its queries."""

from typing import Any

import pytest

from app.graph.change_log import ChangeLog, summed
from app.graph.changes import KINDS, parse_changes

ROWS = [{"id": "ada", "ends": ["bob", "cyd"]}, {"id": "bob", "ends": ["cyd", "dan"]}]


@pytest.mark.parametrize(
    ("line", "values", "ids"),
    [
        ("person updated by id", {"id": "ada"}, ["ada"]),
        ("person updated by ids", {"ids": ["ada", "bob"]}, ["ada", "bob"]),
        ("person updated by rows.id", {"rows": ROWS}, ["ada", "bob"]),
        ("relationship updated by a|b", {"a": "ada", "b": "bob"}, ["ada|bob"]),
        (
            "relationship updated by c|rows.id",
            {"c": "dana", "rows": ROWS},
            ["dana|ada", "dana|bob"],
        ),
        ("acquaintance created by rows.ends.0|rows.ends.1", {"rows": ROWS}, ["bob|cyd", "cyd|dan"]),
        ("acquaintance created by pairs.0|pairs.1", {"pairs": [["a", "b"]]}, ["a|b"]),
        ("plan deleted by returned.id", {"returned": {"id": "dana|2026-W10"}}, ["dana|2026-W10"]),
        ("person updated by rows.id", {"rows": []}, []),
    ],
)
def test_ids_are_found_by_their_path(line: str, values: dict[str, Any], ids: list[str]) -> None:
    (changes,) = parse_changes([line])
    assert list(changes.ids(values)) == ids
    assert str(changes) == line


def log(*lines: tuple[str, list[str]]) -> ChangeLog:
    log = ChangeLog()
    for line, ids in lines:
        (changes,) = parse_changes([f"{line} by ids"])
        log.add(changes, {"ids": ids})
    return log


def told(log: ChangeLog) -> list[tuple[str, str, list[str]]]:
    return [(e["kind"], e["op"], e["ids"]) for e in log.rest()]


def test_there_is_one_entry_for_each_kind_and_operation_and_each_id_is_in_one_of_them() -> None:
    done = log(
        ("person created", ["ada", "bob"]),
        ("person updated", ["bob", "cyd"]),
        ("relationship created", ["ada|bob"]),
        ("person updated", ["cyd"]),
    )
    assert told(done) == [
        ("person", "created", ["ada", "bob"]),
        ("person", "updated", ["cyd"]),
        ("relationship", "created", ["ada|bob"]),
    ]


@pytest.mark.parametrize(
    ("operations", "sum_"),
    [
        (["created", "updated"], "created"),
        (["created", "saved"], "created"),
        (["created", "deleted"], "deleted"),
        (["updated", "saved"], "saved"),
        (["saved", "updated"], "saved"),
        (["updated", "deleted"], "deleted"),
        (["deleted", "created"], "created"),
        (["deleted", "saved"], "saved"),
    ],
)
def test_several_operations_come_to_one(operations: list[Any], sum_: str) -> None:
    before = None
    for operation in operations:
        before = summed(before, operation)
    assert before == sum_


def test_what_is_described_has_an_entry_of_its_own() -> None:
    done = log(("introduction updated", ["i1", "i2"]))
    asked = done.describe("introduction", "i1", {"action": "ask", "from": "draft", "note": None})
    assert asked == {
        "kind": "introduction",
        "op": "updated",
        "ids": ["i1"],
        "subject": "i1",
        "action": "ask",
        "from": "draft",
    }
    assert told(done) == [("introduction", "updated", ["i2"])]


def test_what_no_query_changed_can_be_described_as_new() -> None:
    looked = log().describe("break_glass", "k1", {"reason": "a complaint", "path": "/v1"})
    assert (looked["op"], looked["ids"], looked["subject"]) == ("created", ["k1"], "k1")


def test_what_was_described_and_then_deleted_is_told_again() -> None:
    done = log(("introduction updated", ["i1"]))
    done.describe("introduction", "i1", {"action": "ask"})
    (gone,) = parse_changes(["introduction deleted by id"])
    done.add(gone, {"id": "i1"})
    assert told(done) == [("introduction", "deleted", ["i1"])]


def test_only_known_kinds_and_words_are_described() -> None:
    for kind, words in (("nonsense", {"note": "x"}), ("introduction", {"name": "Ann"})):
        with pytest.raises(ValueError, match="cannot be described"):
            ChangeLog().describe(kind, "i1", words)


def test_facts_change_with_what_decides_only() -> None:
    assert not log().changes_facts
    assert not log(("touch saved", ["a|b"]), ("key created", ["k"])).changes_facts
    assert log(("touch saved", ["a|b"]), ("snooze saved", ["s"])).changes_facts


def test_every_kind_says_why_it_decides_or_not() -> None:
    assert all(kind.why and name == kind.name for name, kind in KINDS.items())
