"""How files are cut into paragraphs: wrapped lines joined, what is no prose taken out.

Inline code, template expressions and values in f-strings become `0`, so that a pattern such as
“\\d %” still sees that something is there.
"""

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import yaml

from tests.every_query import known_labels

STAND_IN = "0"
MARKS = re.compile(r"“[^”]*”")
"""Curly quotation marks hold what someone typed; the house style uses them for nothing else."""
KEY = re.compile(rf"[a-z0-9_./:{{}}*-]+|{'|'.join(known_labels())}")
"""A string of one lower-case word, or a label of the graph, is a key and not a sentence."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    path: str
    line: int
    text: str
    scopes: frozenset[str]
    breaks: tuple[int, ...] = ()
    """Where in `text` each further line of the file begins."""

    def line_at(self, offset: int) -> int:
        return self.line + sum(start <= offset for start in self.breaks)


Piece = tuple[int, str]
"""The number of its first line, and a text with line breaks."""


def paragraphs(path: str, pieces: Iterable[Piece], scopes: Iterable[str]) -> Iterator[Paragraph]:
    for first, raw in pieces:
        lines = [" ".join(MARKS.sub(STAND_IN, line).split()) for line in raw.split("\n")]
        breaks, length = [], 0
        for line in lines[:-1]:
            length += len(line) + 1
            breaks.append(length)
        if text := " ".join(lines).rstrip():
            yield Paragraph(path, first, text, frozenset(scopes), tuple(breaks))


def _blank(text: str, pattern: str, into: str = "", flags: int = re.DOTALL) -> str:
    """Replace each match, keeping its line breaks, so that line numbers stay."""

    def keep(match: re.Match[str]) -> str:
        return match.expand(into) + "\n" * match[0].count("\n")

    return re.sub(pattern, keep, text, flags=flags)


def of_markdown(text: str) -> Iterator[Piece]:
    """Paragraphs, headings, list entries and cells of tables."""
    text = _blank(text, r"^[ ]*(```|~~~).*?^[ ]*\1[^\n]*$", flags=re.DOTALL | re.MULTILINE)
    text = _blank(text, r"<!--.*?-->")
    text = _blank(text, r"`[^`]+`", STAND_IN)
    text = _blank(text, r"!?\[([^\]]*)\]\([^)\s]*\)", r"\1")
    text = _blank(text, r"\b[a-z]+://[^\s)>]+")
    text = re.sub(r"[*_]{1,2}(?=\S)|(?<=\S)[*_]{1,2}", "", text)
    begun: list[str] = []
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        bare = line.strip()
        starts = re.match(r"#+ |[-*+] |\d+\. |\||> ", bare)
        if begun and (starts or not bare):
            yield number - len(begun), "\n".join(begun)
            begun = []
        if bare.startswith("|"):
            yield from ((number, cell) for cell in bare.strip("|").split("|"))
        elif bare:
            begun.append(re.sub(r"^(#+|[-*+]|\d+\.|>) ", "", bare))


READ_ATTRIBUTES = r"\b(?:aria-label|placeholder|title|alt)=\"([^\"]*)\""
INLINE_TAGS = r"</?(?:a|b|em|i|strong|small|span|kbd|abbr|time|tspan)\b[^>]*>"


def of_template(text: str) -> Iterator[Piece]:
    """Texts between tags, attributes that people read, and strings inside template code."""
    text = _blank(text, r"\{#.*?#\}")
    text = _blank(text, r"<(script|style|code)\b.*?</\1>")
    for code in re.finditer(r"\{[{%].*?[}%]\}", text, re.DOTALL):
        for string in re.finditer(r"\"([^\"<>]*)\"|'([^'<>]*)'", code[0]):
            if not KEY.fullmatch(said := string[1] or string[2] or ""):
                yield text.count("\n", 0, code.start() + string.start()) + 1, said
    text = _blank(text, r"\{%.*?%\}")
    text = _blank(text, r"\{\{.*?\}\}", STAND_IN)
    for attribute in re.finditer(READ_ATTRIBUTES, text):
        yield text.count("\n", 0, attribute.start()) + 1, attribute[1]
    text = _blank(text, INLINE_TAGS)
    line = 1
    for part in re.split(r"(<[^>]*>)", text):
        if part.strip() and not part.startswith("<"):
            yield line, part
        line += part.count("\n")


def of_message(text: str) -> Iterator[Piece]:
    """Paragraphs of a message template; its placeholders are taken out."""
    text = re.sub(r"\{\w+\}", STAND_IN, text)
    for block in re.finditer(r"(?:^.*\S.*$\n?)+", text, re.MULTILINE):
        yield text.count("\n", 0, block.start()) + 1, block[0].rstrip("\n")


def of_catalog(text: str) -> Iterator[Piece]:
    """Values that people read; keys, sources and aliases stay as they are."""
    read = {"name", "sphere", "rationale", "day_zero"}

    def walk(node: yaml.Node | None) -> Iterator[Piece]:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value in read and isinstance(value, yaml.ScalarNode):
                    yield value.start_mark.line + 1, value.value
                yield from walk(value)
        elif isinstance(node, yaml.SequenceNode):
            for child in node.value:
                yield from walk(child)

    yield from walk(yaml.compose(text, yaml.CSafeLoader))


def of_cypher_header(text: str) -> Iterator[Piece]:
    """What a person reads of a header; the lines that the program reads are left out."""
    text = re.sub(
        r"^//\s*(mode|returns|parameters|scope|changes):.*$", "//", text, flags=re.MULTILINE
    )
    for block in re.finditer(r"(?:^\s*//.*$\n?)+", text, re.MULTILINE):
        yield text.count("\n", 0, block.start()) + 1, _code_out(re.sub(r"//\s?", "", block[0]))


def of_python_strings(text: str) -> Iterator[Piece]:
    """String literals, without docstrings and keys; values in f-strings become `0`."""
    tree = _tree(text)
    skipped = {id(node) for doc in _docstrings(tree) for node in ast.walk(doc)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            skipped.update(id(child) for child in ast.walk(node) if child is not node)
        if isinstance(node, ast.Dict):
            skipped.update(id(key) for key in node.keys)
        if id(node) in skipped:
            continue
        if isinstance(node, ast.JoinedStr):
            said = "".join(
                str(part.value) if isinstance(part, ast.Constant) else STAND_IN
                for part in node.values
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            said = node.value
        else:
            continue
        if not KEY.fullmatch(said):
            yield node.lineno, _code_out(re.sub(r"\{\w*\}", STAND_IN, said))


def of_python_comments(text: str) -> Iterator[Piece]:
    """Docstrings, and comments with those on the lines below."""
    yield from of_docstrings(text)
    begun: list[str] = []
    last = 0
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type != tokenize.COMMENT or re.match(r"#\s*(noqa|type:|fmt:|!)", token.string):
            continue
        if begun and token.start[0] != last + 1:
            yield last - len(begun) + 1, _code_out("\n".join(begun))
            begun = []
        begun.append(token.string.lstrip("# "))
        last = token.start[0]
    if begun:
        yield last - len(begun) + 1, _code_out("\n".join(begun))


def of_docstrings(text: str) -> Iterator[Piece]:
    for node in _docstrings(_tree(text)):
        for block in re.finditer(r"(?:^.*\S.*$\n?)+", str(node.value), re.MULTILINE):
            before = str(node.value).count("\n", 0, block.start())
            yield node.lineno + before, _code_out(block[0].rstrip("\n"))


@cache
def _tree(text: str) -> ast.Module:
    """A module, parsed once for its strings, its docstrings and its comments."""
    return ast.parse(text)


def _docstrings(tree: ast.AST) -> Iterator[ast.Constant]:
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
        ):
            yield node.value


def _code_out(text: str) -> str:
    text = _blank(text, r"`[^`]+`", STAND_IN)
    return re.sub(r"\b[a-z]+://[^\s)>]+", "", text)


Reader = Callable[[str], Iterator[Piece]]
