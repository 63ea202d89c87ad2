"""The rules of `words.yaml`, and what they find in a paragraph."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.prose.paragraphs import Paragraph

WORDS = Path(__file__).with_name("words.yaml")
SENTENCE_WORDS = 25
"""Longer sentences of the documentation are shown as a warning."""
SENTENCE_END = re.compile(r"(?<=[.!?:;])[\s)”\"]+(?=[A-Z0“\"(])")


@dataclass(frozen=True, slots=True)
class Rule:
    pattern: re.Pattern[str]
    use: str
    scopes: frozenset[str]
    fails: bool


@dataclass(frozen=True, slots=True)
class Finding:
    path: str
    line: int
    found: str
    use: str
    fails: bool

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: “{self.found}”: {self.use}"


def load_rules(path: Path = WORDS) -> tuple[Rule, ...]:
    rules: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]
    return tuple(
        Rule(
            pattern=re.compile(rule["pattern"], 0 if rule.get("case") else re.IGNORECASE),
            use=rule["use"],
            scopes=frozenset(rule["in"]),
            fails=rule["level"] == "error",
        )
        for rule in rules
    )


def find(paragraphs: Iterable[Paragraph], rules: Iterable[Rule]) -> Iterator[Finding]:
    """Every hit of a rule in a paragraph of one of its scopes, and every long sentence."""
    rules = tuple(rules)
    for paragraph in paragraphs:
        for rule in rules:
            if paragraph.scopes.isdisjoint(rule.scopes):
                continue
            for match in rule.pattern.finditer(paragraph.text):
                yield _finding(paragraph, match.start(), match[0], _advice(rule, match), rule.fails)
        if "docs" in paragraph.scopes:
            yield from _long_sentences(paragraph)


def _advice(rule: Rule, match: re.Match[str]) -> str:
    use = rule.use
    for number, group in enumerate(match.groups(), start=1):
        use = use.replace(f"{{{number}}}", group or "")
    return f"write “{use}”"


def _long_sentences(paragraph: Paragraph) -> Iterator[Finding]:
    start = 0
    for end in [*(m.end() for m in SENTENCE_END.finditer(paragraph.text)), len(paragraph.text)]:
        sentence = paragraph.text[start:end].strip()
        words = len(sentence.split())
        if words > SENTENCE_WORDS:
            yield _finding(paragraph, start, sentence[:40] + "…", f"{words} words", fails=False)
        start = end


def _finding(paragraph: Paragraph, at: int, found: str, use: str, fails: bool) -> Finding:
    return Finding(paragraph.path, paragraph.line_at(at), found, use, fails)
