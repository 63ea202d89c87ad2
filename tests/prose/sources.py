"""Which files are looked at, how they are read, and which scopes their paragraphs belong to."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.prose import paragraphs as read
from tests.prose.paragraphs import Paragraph, Reader

ROOT = Path(__file__).resolve().parents[2]
GENERATED = {"docs/api.md", "docs/queries.md", "docs/commands.md"}
"""Written from docstrings and headers: these are looked at, not what is made of them."""


@dataclass(frozen=True, slots=True)
class Source:
    patterns: tuple[str, ...]
    reader: Reader
    scopes: frozenset[str]
    without: tuple[str, ...] = ()

    def files(self) -> list[Path]:
        found = {path for pattern in self.patterns for path in ROOT.glob(pattern)}
        out = {path for pattern in self.without for path in ROOT.glob(pattern)}
        return sorted(path for path in found - out if str(path.relative_to(ROOT)) not in GENERATED)


PAGES = ("app/web/**/*.py", "app/pairings/rules/phrasing.py", "app/pairings/rules/components/*.py")
TOOLS = ("benchmarks/*.py", "catalog/*.py", "demo/*.py", "docs/*.py", "requirements/*.py")
API = ("app/**/api.py", "app/**/models.py", "app/**/models/*.py", "app/cli/*.py")
"""The reference in docs/ is generated from these."""
MAILS = ("app/digest/**/*.py", "app/mail/**/*.py")
SOURCES = (
    Source(("*.md", "docs/**/*.md", "demo/*.md", "catalog/*.md", "tests/**/*.md"),
           read.of_markdown, frozenset({"docs"})),
    Source(("app/web/templates/*.html",), read.of_template, frozenset({"pages"})),
    Source(PAGES, read.of_python_strings, frozenset({"pages"})),
    Source(("texts/*.txt",), read.of_message, frozenset({"mails"})),
    Source(MAILS, read.of_python_strings, frozenset({"mails"})),
    Source(("app/**/*.py",), read.of_python_strings, frozenset({"errors"}), PAGES + MAILS),
    Source(("catalog/*/*.yaml",), read.of_catalog, frozenset({"catalog"})),
    Source(("app/**/*.py", *TOOLS), read.of_python_comments, frozenset({"comments"})),
    Source(API, read.of_docstrings, frozenset({"docs"})),
    Source(("cypher/**/*.cypher",), read.of_cypher_header, frozenset({"docs", "comments"})),
)  # fmt: skip


def all_paragraphs() -> Iterator[Paragraph]:
    for source in SOURCES:
        for path in source.files():
            name = str(path.relative_to(ROOT))
            text = path.read_text(encoding="utf-8")
            yield from read.paragraphs(name, source.reader(text), source.scopes)
    yield from unpushed_subjects()


def unpushed_subjects() -> Iterator[Paragraph]:
    """Subjects of commits that no one else has yet, and that can still be changed."""
    log = subprocess.run(
        ["git", "log", "--format=%h %s", "@{upstream}..HEAD"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=False,
    )
    for line in log.stdout.splitlines():
        commit, _, subject = line.partition(" ")
        yield from read.paragraphs(f"commit {commit}", [(0, subject)], {"commits"})
