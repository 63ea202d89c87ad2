"""Which backups are kept, and when the next one is due."""

from datetime import UTC, datetime, timedelta

from app.backups.rules.keeping import backups_of, file_name, is_due, made_at, outdated

NOW = datetime(2026, 3, 1, 10, tzinfo=UTC)
DAY = timedelta(days=1)


def named(days: int, what: str = "all") -> str:
    return file_name(what, NOW - timedelta(days=days), "jsonl.gz")


def test_a_name_says_when_the_backup_was_made() -> None:
    assert named(0) == "intros-all-20260301T100000Z.jsonl.gz"
    assert made_at(named(0)) == NOW
    assert made_at(".unfinished-0123-" + named(0)) is None
    assert made_at("notes.txt") is None


def test_the_first_is_due_at_once_and_the_next_after_the_period() -> None:
    assert is_due([], NOW, DAY)
    assert is_due(["notes.txt"], NOW, DAY)
    assert is_due([named(1)], NOW, DAY)
    assert not is_due([named(3), named(0)], NOW, DAY)


def test_a_backup_of_a_clock_that_was_ahead_does_not_stop_the_next() -> None:
    assert is_due([named(-30), named(2)], NOW, DAY)


def test_what_was_kept_of_a_deleted_workspace_is_no_backup() -> None:
    deleted = file_name("deleted-from-acme", NOW, "jsonl.gz")
    assert backups_of([deleted, named(1), "x"]) == [named(1)]
    assert is_due([deleted], NOW, DAY)


def test_only_the_newest_scheduled_ones_stay() -> None:
    by_hand = named(9, "acme")
    names = [named(3), by_hand, named(1), named(2), "notes.txt"]
    assert outdated(names, "all", 2) == [named(3)]
    assert outdated(names, "all", 5) == []
