"""Every template has a context of its own, and asks for nothing that the context has not."""

from dataclasses import fields

import pytest
from jinja2 import meta, nodes

from app.web import routes  # noqa: F401 (defines the pages)
from app.web.rendering import HERE, Page, environment

SHELL = {"signed_in", "csrf", "notice", "here", "section", "static"}
"""What `render` adds to every page."""


def pages() -> list[type[Page]]:
    return list(Page.__subclasses__())


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.__name__)
def test_a_template_uses_only_what_its_context_has(page: type[Page]) -> None:
    env = environment()
    assert env.loader is not None
    names = [page.template, "base.html"]
    if "picture" in {field.name for field in fields(page)}:
        names.append("diagram.html")
    used, own = set[str](), set[str]()
    for name in names:
        template = env.parse(env.loader.get_source(env, name)[0])
        used |= meta.find_undeclared_variables(template)
        own |= {macro.name for macro in template.find_all(nodes.Macro)}
    assert used - own <= SHELL | {field.name for field in fields(page)} | {"m"}


def test_every_template_belongs_to_a_page() -> None:
    shared = {"base.html", "macros.html", "diagram.html"}
    there = {path.name for path in (HERE / "templates").glob("*.html")}
    assert there - shared == {page.template for page in pages()}


def test_pages_take_colours_and_sizes_from_the_tokens_only() -> None:
    styles = (HERE / "static" / "pages.css").read_text(encoding="utf-8")
    assert [
        line for line in styles.splitlines() if "#" in line and "{" in line and ": #" in line
    ] == []
    assert "rgb(" not in styles
