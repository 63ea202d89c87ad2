"""The prose check finds what the house style forbids, and leaves code, links and keys alone."""

from collections.abc import Iterator

import pytest

from tests.prose import faults
from tests.prose import paragraphs as read
from tests.prose.paragraphs import Reader, paragraphs
from tests.prose.rules import Finding, find, load_rules
from tests.prose.sources import SOURCES, all_paragraphs

RULES = load_rules()


def findings(reader: Reader, text: str, scope: str) -> list[Finding]:
    return list(find(paragraphs("file", reader(text), {scope}), RULES))


def errors(reader: Reader, text: str, scope: str) -> list[tuple[int, str]]:
    return [(one.line, one.found) for one in findings(reader, text, scope) if one.fails]


def whole(text: str) -> Iterator[read.Piece]:
    yield 1, text


def test_everything_that_is_checked_is_clean() -> None:
    assert faults() == []


@pytest.mark.parametrize(
    ("reader", "scope", "text", "line"),
    [
        (read.of_markdown, "docs", "# Fine\n\nAsk somebody\nelse.\n", 3),
        (read.of_markdown, "docs", "| who | what |\n|---|---|\n| you | ask somebody |\n", 3),
        (read.of_template, "pages", "<p>Fine</p>\n<p>Ask\n<a href='/x'>somebody</a></p>", 3),
        (read.of_template, "pages", "<p>\n{{ m.button('Ask somebody') }}</p>", 2),
        (read.of_template, "pages", '<p>\n<input placeholder="Ask somebody"></p>', 2),
        (read.of_python_strings, "pages", 'x = 1\ntitle = "Ask somebody"\n', 2),
        (read.of_python_strings, "errors", 'x = 1\nraise Fault(f"{x} is somebody")\n', 2),
        (read.of_message, "mails", "Subject: Fine\n\nHi {name},\nask somebody.\n", 4),
        (read.of_catalog, "catalog", "- key: x\n  name: Ask somebody\n", 2),
        (read.of_python_comments, "comments", "x = 1\n# Fine, and\n# somebody too\n", 3),
        (
            read.of_python_comments,
            "comments",
            'def f():\n    """Fine.\n\n    Ask somebody.\n    """',
            4,
        ),
        (read.of_cypher_header, "comments", "// purpose: fine\n// not somebody\nMATCH (n)", 2),
        (whole, "commits", "Ask somebody", 1),
    ],
)
def test_a_word_is_found_on_its_line(reader: Reader, scope: str, text: str, line: int) -> None:
    assert errors(reader, text, scope) == [(line, "somebody")]


def test_a_phrase_is_found_across_a_line_break_and_a_tag() -> None:
    assert errors(read.of_markdown, "It is not there any\nmore.", "docs") == [(1, "any more")]
    assert errors(read.of_template, "<p>any\n <b>more</b></p>", "pages") == [(1, "any more")]


@pytest.mark.parametrize(
    ("reader", "scope", "text"),
    [
        (read.of_markdown, "docs", "Send `somebody` as the key.\n\n```\nsomebody\n```\n"),
        (
            read.of_markdown,
            "docs",
            "See [this](https://x.example/somebody) or https://x.example/somebody",
        ),
        (read.of_markdown, "docs", "No one is called “somebody”."),
        (read.of_template, "pages", "<p class='somebody' data-x='somebody'>{{ somebody }}</p>"),
        (
            read.of_template,
            "pages",
            "{% if somebody %}{{ names['somebody'] }}{% endif %}{# somebody #}",
        ),
        (read.of_python_strings, "errors", 'KEY = "somebody"\nRAISED = f"no {somebody}"\n'),
        (read.of_python_strings, "errors", 'HEADINGS = {"somebody else": "person"}\n'),
        (read.of_python_strings, "errors", '"""Ask somebody."""\n# somebody\nx = 1\n'),
        (read.of_message, "mails", "Hi {somebody}"),
        (
            read.of_catalog,
            "catalog",
            "- key: somebody\n  aliases: [somebody]\n  source: somebody\n",
        ),
        (read.of_python_comments, "comments", 'x = "somebody"  # noqa: somebody\n'),
    ],
)
def test_code_links_and_keys_are_left_alone(reader: Reader, scope: str, text: str) -> None:
    assert errors(reader, text, scope) == []


def test_a_rule_applies_only_in_its_scopes() -> None:
    text = "About two clients a quarter."
    assert errors(read.of_markdown, text, "docs") == []
    assert errors(read.of_message, text, "mails") == [(1, "a quarter")]


def test_a_value_in_a_text_still_counts_as_a_figure() -> None:
    assert errors(read.of_python_strings, 'f"{share:.0f} % of them"', "errors") == [(1, "0 %")]
    assert errors(read.of_template, "<p>{{ share }} %</p>", "pages") == [(1, "0 %")]


def test_a_long_subject_of_a_commit_fails() -> None:
    assert errors(whole, "A" * 73, "commits") == [(1, "A" * 73)]
    assert errors(whole, "A" * 72, "commits") == []


def test_a_long_sentence_of_the_documentation_is_shown_but_does_not_fail() -> None:
    found = findings(read.of_markdown, "One " * 26 + "end. Short.", "docs")
    assert [(one.use, one.fails) for one in found] == [("27 words", False)]


def test_every_source_has_files_and_every_scope_has_paragraphs() -> None:
    assert [source.patterns for source in SOURCES if not source.files()] == []
    scopes = {scope for paragraph in all_paragraphs() for scope in paragraph.scopes}
    assert scopes >= {scope for source in SOURCES for scope in source.scopes}
