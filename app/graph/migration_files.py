"""The migrations that a version brings: files, what is in them, and which are still to apply.

`migrations/V0001__words.cypher` holds statements, each ending with a semicolon at the end of a
line. A file never changes once it is released: its checksum is recorded and compared. A text with
the same effect may take its place if it names the checksum of the first (`// replaces: …`).

Every statement can be repeated (`IF NOT EXISTS`), because Neo4j wants schema changes in
transactions of their own, so that a file may be interrupted between two of them. What changes data
takes `$most` nodes at a time and ends with `RETURN count(*) AS changed`; it is repeated until it
changes nothing. Why our own: docs/decisions/0004.
"""

import re
from dataclasses import dataclass
from hashlib import sha256

from app.errors import IntrosError
from app.resources import shipped

FILE_NAME = re.compile(r"^V\d{4}__[a-z0-9_]+$")
REPLACES = re.compile(r"^// replaces: ([0-9a-f]{64})$", re.MULTILINE)
IN_CHUNKS = "$most"
SAYS_HOW_MANY = "RETURN count(*) AS changed"


class MigrationError(IntrosError):
    """The migrations and the graph do not fit together; the message says how to go on."""

    status = 503
    code = "migrations_do_not_fit"
    title = "The database needs another version of Intros"


@dataclass(frozen=True, slots=True)
class Migration:
    id: str
    checksum: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Applied:
    id: str
    checksum: str


def shipped_migrations() -> list[Migration]:
    """The migrations that this version brings, in their order."""
    paths = sorted(shipped("migrations").glob("*.cypher"))
    return [read_migration(path.stem, path.read_text(encoding="utf-8")) for path in paths]


def read_migration(name: str, text: str) -> Migration:
    """Split a migration into its statements; raises `MigrationError`."""
    if not FILE_NAME.match(name):
        raise MigrationError(f"{name}: a migration is named V0001__words.cypher")
    code = "\n".join(line for line in text.splitlines() if not line.startswith("//"))
    *statements, rest = (part.strip() for part in re.split(r";[ \t]*(?:\n|$)", code))
    if rest:
        raise MigrationError(f"{name}: its last statement lacks the semicolon")
    for statement in statements:
        if IN_CHUNKS in statement and not statement.endswith(SAYS_HOW_MANY):
            raise MigrationError(f"{name}: what changes {IN_CHUNKS} at once says how many it did")
    replaced = REPLACES.search(text)
    checksum = replaced[1] if replaced else sha256(text.encode()).hexdigest()
    return Migration(name, checksum, tuple(statements))


def pending(shipped_ones: list[Migration], applied: list[Applied]) -> list[Migration]:
    """What is still to apply; raises `MigrationError` when the past does not fit."""
    known = {migration.id: migration for migration in shipped_ones}
    for step in applied:
        if step.id not in known:
            raise MigrationError(
                f"A newer version of Intros migrated the database ({step.id}): update."
            )
        if known[step.id].checksum != step.checksum:
            raise MigrationError(f"{step.id} was changed after it had been applied.")
    done = {step.id for step in applied}
    return [migration for migration in shipped_ones if migration.id not in done]


def latest_schema() -> str:
    """The name of the last migration that this version brings."""
    return shipped_migrations()[-1].id
