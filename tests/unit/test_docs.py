"""The documentation says what the code does: nothing is missing in it, and nothing is invented."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import APIRouter, FastAPI, Response
from fastapi.responses import HTMLResponse
from fastapi.routing import iter_route_contexts
from pydantic import BaseModel

from app import api_description, errors
from app.main import create_app
from app.setting_sections import SECTIONS
from app.settings import Settings
from app.workspace_settings.rules import all_definitions
from docs.__main__ import pages
from docs.commands import Command, commands
from tests.every_query import every_module

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
ARCHITECTURE = DOCS / "architecture.md"
PROSE = [ROOT / "README.md", CONTRIBUTING, *sorted(DOCS.rglob("*.md"))]


def setting_names(model: type[BaseModel], prefix: str) -> Iterator[str]:
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from setting_names(field.annotation, f"{prefix}{name.upper()}__")
        else:
            yield prefix + name.upper()


def error_codes(root: type[errors.IntrosError]) -> set[str]:
    return {root.code}.union(*(error_codes(child) for child in root.__subclasses__()))


def first_column(page: str) -> set[str]:
    text = (DOCS / page).read_text(encoding="utf-8")
    return set(re.findall(r"^\| `([^`]+)`", text, flags=re.MULTILINE))


def web_pages(app: FastAPI) -> set[str]:
    """The addresses that people read with a browser: outside the API's description of itself."""
    return {
        context.path or ""
        for context in iter_route_contexts(app.routes)
        if "GET" in (getattr(context, "methods", None) or ())
        and not getattr(context, "include_in_schema", True)
        and context.path != app.openapi_url
    }


def shown_in(text: str) -> list[str]:
    """What a page shows as code: blocks line by line, continued lines joined, and `words`."""
    blocks = re.findall(r"^```[a-z]*\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.replace("\\\n", " ").splitlines()]
    prose = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    return lines + [" ".join(words.split()) for words in re.findall(r"`([^`]+)`", prose)]


def faults_of_command(shown: str, known: dict[str, Command]) -> Iterator[str]:
    """What is wrong with a command line as a page shows it, `intros` being its first word."""
    words = re.split(r"\s*[#|>);]\s*|\s+$", shown)[0].split()[1:]
    if not words or words[0].startswith("-"):
        return
    alone = words[0] in known and (len(words) == 1 or not words[1].isalpha())
    groups = {name.split()[0] for name in known if " " in name}
    grouped = words[0] in groups and not alone
    name = " ".join(words[:2]) if grouped else words[0]
    if name not in known:
        yield f"there is no command `intros {name}`"
        return
    options = {one.name for one in known[name].parameters if one.is_option}
    for word in words:
        option = word.strip("[]").partition("=")[0]
        if option.startswith("--") and option not in options:
            yield f"`intros {name}` has no option {option}"


@pytest.mark.parametrize("path", list(pages()), ids=lambda path: path.name)
def test_a_generated_page_is_what_the_code_gives_now(path: Path) -> None:
    """When it is not: `make docs`, and look at what changed."""
    assert path.read_text(encoding="utf-8") == pages()[path]


def test_every_setting_is_documented_and_nothing_else() -> None:
    known = {*setting_names(Settings, "INTROS_"), *all_definitions(SECTIONS)}
    assert first_column("settings.md") == known


def test_every_error_code_is_documented() -> None:
    every_module()
    assert error_codes(errors.IntrosError) - first_column("errors.md") == set()


def test_the_api_names_only_codes_that_are_documented() -> None:
    operations = dict(api_description.operations(create_app(Settings()).openapi()))
    named = {
        code for operation in operations.values() for code in api_description.codes_of(operation)
    }
    assert named <= first_column("errors.md")


def test_every_page_for_people_is_documented_and_nothing_else() -> None:
    assert first_column("pages.md") == web_pages(create_app(Settings()))


def test_a_page_that_nobody_documented_would_be_seen() -> None:
    app = create_app(Settings())
    router = APIRouter(include_in_schema=False)

    @router.get("/made-up/{word}")
    @router.post("/made-up")
    def answer() -> Response:
        return HTMLResponse()

    app.include_router(router)
    assert web_pages(app) - first_column("pages.md") == {"/made-up/{word}"}


def test_every_command_that_a_page_shows_exists_with_its_options() -> None:
    known = {command.name: command for command in commands()}
    faults = [
        f"{path.name}: {fault}"
        for path in PROSE
        for shown in shown_in(path.read_text(encoding="utf-8"))
        if (start := re.search(r"(?:^|[\s(/])(intros (?:.*))", shown))
        for fault in faults_of_command(start[1], known)
    ]
    assert faults == []


@pytest.mark.parametrize(
    "shown", ["intros fly", "intros keys make", "intros settings make", "intros why a b c --loud"]
)
def test_a_command_that_does_not_exist_would_be_seen(shown: str) -> None:
    assert list(faults_of_command(shown, {command.name: command for command in commands()}))


def test_every_make_target_that_a_page_shows_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    shown = {
        (path.name, target)
        for path in PROSE
        for code in shown_in(path.read_text(encoding="utf-8"))
        for target in re.findall(r"(?:^|\$ )make ([a-z]+)", code)
    }
    assert {(page, target) for page, target in shown if target not in targets} == set()


def test_every_setting_that_a_page_names_exists() -> None:
    real = {*setting_names(Settings, "INTROS_"), "INTROS_SETTINGS_FILE"}
    named = {
        (path.name, name)
        for path in PROSE
        for name in re.findall(r"\bINTROS_[A-Z_]*[A-Z]", path.read_text(encoding="utf-8"))
    }
    assert {(page, name) for page, name in named if name not in real} == set()


def test_every_address_of_the_api_that_a_page_names_is_a_route() -> None:
    contexts = iter_route_contexts(create_app(Settings()).routes)
    patterns = [
        re.compile(
            "".join(["[^/]+" if part.startswith("{") else re.escape(part) for part in parts])
        )
        for parts in (re.split(r"(\{[^}]*\})", context.path or "") for context in contexts)
    ]
    unknown = []
    for path in PROSE:
        text = path.read_text(encoding="utf-8").replace("$API/", "/v1/")
        for address in re.findall(r"/v1(?:/[A-Za-z0-9_{}$.-]+)+", text):
            if not any(pattern.fullmatch(address.rstrip(".")) for pattern in patterns):
                unknown.append(f"{path.name}: {address}")
    assert unknown == []


def paths_in(text: str) -> set[str]:
    """What a page shows as code and is a path of this repository; `<…>` stands for any name."""
    top = {path.name for path in ROOT.iterdir()}
    words = {word for code in shown_in(text) for word in code.split()}
    return {w.rstrip(",;)") for w in words if "/" in w and w.strip('"').split("/")[0] in top}


@pytest.mark.parametrize("page", [CONTRIBUTING, ARCHITECTURE], ids=lambda page: page.name)
def test_every_path_that_a_page_for_contributors_names_exists(page: Path) -> None:
    named = paths_in(page.read_text(encoding="utf-8"))
    assert len(named) > 20
    missing = {
        path
        for path in named
        if not any(ROOT.glob(re.sub("<[^>]+>", "*", path.strip('"').rstrip("/"))))
    }
    assert missing == set()


@pytest.mark.parametrize("page", [CONTRIBUTING, ARCHITECTURE], ids=lambda page: page.name)
def test_every_name_that_a_page_for_contributors_puts_into_a_file_is_in_it(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = re.findall(r"`(\w+)`\s+in\s+`([\w/.]+\.py)`", text)
    assert len(named) > 5
    assert [(n, path) for n, path in named if n not in (ROOT / path).read_text("utf-8")] == []


def test_every_link_inside_the_documentation_leads_somewhere() -> None:
    broken = []
    for path in PROSE:
        for link in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
            target, _, anchor = link.partition("#")
            if "://" in target:
                continue
            page = (path.parent / target) if target else path
            if not page.exists() or (anchor and anchor not in anchors_of(page)):
                broken.append(f"{path.name}: {link}")
    assert broken == []


def anchors_of(page: Path) -> set[str]:
    """The anchors that headings get: lower case, without punctuation, spaces as hyphens."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_schemas_of_the_api_have_names_of_their_own() -> None:
    """Two models of one name would be called by their modules, in generated clients too."""
    names = create_app(Settings(_env_file=None)).openapi()["components"]["schemas"].keys()
    assert [name for name in names if "__" in name] == []


def test_each_decision_has_a_number_of_its_own_the_same_in_name_and_heading() -> None:
    records = sorted((DOCS / "decisions").glob("*.md"))
    in_names = [int(record.name[:4]) for record in records]
    in_headings = [int(record.read_text("utf-8").split()[1].rstrip(".")) for record in records]
    assert in_headings == in_names
    assert len(set(in_names)) == len(in_names)
