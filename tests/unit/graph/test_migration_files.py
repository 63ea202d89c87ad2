"""Migrations: read from files, compared with what was applied."""

import pytest

from app.graph.migration_files import (
    Applied,
    Migration,
    MigrationError,
    pending,
    read_migration,
    shipped_migrations,
)

FIRST = Migration("V0001__one", "a", ("x",))
SECOND = Migration("V0002__two", "b", ("y",))


def test_what_was_not_applied_is_pending_in_order() -> None:
    assert pending([FIRST, SECOND], []) == [FIRST, SECOND]
    assert pending([FIRST, SECOND], [Applied("V0001__one", "a")]) == [SECOND]


def test_a_migration_changed_after_it_was_applied_is_refused() -> None:
    with pytest.raises(MigrationError, match="V0001__one was changed"):
        pending([FIRST], [Applied("V0001__one", "other")])


def test_a_graph_migrated_by_a_newer_version_is_refused() -> None:
    with pytest.raises(MigrationError, match="newer version of Intros"):
        pending([FIRST], [Applied("V0009__later", "z")])


def test_statements_end_with_a_semicolon_at_the_end_of_a_line() -> None:
    text = "// why\nCREATE (n {text: 'a;b'});\n\nCREATE (m);\n"
    assert read_migration("V0001__x", text).statements == (
        "CREATE (n {text: 'a;b'})",
        "CREATE (m)",
    )


def test_nothing_after_the_last_semicolon_is_dropped_in_silence() -> None:
    with pytest.raises(MigrationError, match="lacks the semicolon"):
        read_migration("V0001__x", "CREATE (n);\nCREATE (m)")


def test_a_name_without_a_number_is_refused() -> None:
    with pytest.raises(MigrationError, match="named"):
        read_migration("first", "CREATE (n);")


def test_every_shipped_statement_can_be_repeated() -> None:
    statements = [s for migration in shipped_migrations() for s in migration.statements]
    assert statements
    # What is deleted, or set where there is nothing, is not found a second time.
    repeatable = (
        "IF NOT EXISTS",
        "REMOVE ",
        "IF EXISTS",
        "DETACH DELETE ",
        "IS NULL SET ",
        "IS NULL\nWITH ",
        "WHERE size(missing) > 0\n",
    )
    assert [s for s in statements if not any(words in s for words in repeatable)] == []


def test_shipped_migrations_are_numbered_without_gaps() -> None:
    numbers = [int(migration.id[1:5]) for migration in shipped_migrations()]
    assert numbers == list(range(1, len(numbers) + 1))
