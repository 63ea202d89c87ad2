"""What holds for every page: accessible, narrow, light, without scripts, in the dark."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from app.digest.models import SuggestionLink
from app.digest.rules.links import link_token
from app.graph import Graph
from app.pairings.service import list_pairings
from app.plans.rules.weeks import current_week
from app.security.tokens import unsubscribe_token
from app.sign_in.service import create_link
from tests.engines import Engine
from tests.patience import request
from tests.web.conftest import Shoot, Site, new_site

MOST_BYTES = 100_000
SMALLEST = 320
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PAGES = {
    "week": "/week",
    "ideas": "/pairings",
    "introductions": "/introductions",
    "why": "/pairings/{a}/{b}",
    "why not": "/why-not?a=an&b=qqq",
    "words": "/words",
    "a text": "/words/bridge",
    "goals": "/goals",
    "rate": "/rate",
    "people": "/people",
    "nobody found": "/people?q=qqqq",
    "person": "/people/{a}",
    "oneself": "/people/dana",
    "change a person": "/people/{a}/form",
    "somebody new": "/people/new/form",
    "catalog": "/catalog",
    "trigger event": "/catalog/trigger-events/divorce",
    "change a trigger event": "/catalog/trigger-events/divorce/form",
    "profession": "/catalog/professions/mortgage_broker",
    "bring in": "/bring-in",
    "who looked": "/audit",
    "settings": "/settings",
    "keys": "/keys",
    "sign-ins": "/sign-ins",
    "not there": "/people/nobody-here",
}


@pytest.fixture(scope="module")
def full(address: str, pages_graph: Graph) -> Iterator[Site]:
    """A workspace with contacts, for looking only."""
    with ExitStack() as stack:
        site = new_site(address, pages_graph, stack)
        site.bring_in_contacts()
        yield site


@pytest.fixture(scope="module")
def addresses(full: Site, engine: Engine) -> dict[str, str]:
    best = list_pairings(full.session, "dana", limit=1).items[0]
    token = create_link(full.session, "dana")
    signing_in = {"sign in": "/sign-in", "sign-in link": f"/sign-in/{token}"}
    secret = engine.settings.signing_secret()
    leaving = {"no more mail": f"/u/{unsubscribe_token(secret, full.workspace, 'a@home.example')}"}
    pages = PAGES | signing_in | leaving | under_way(full, secret)
    return {n: p.format(a=best.a.id, b=best.b.id) for n, p in pages.items()}


def under_way(full: Site, secret: bytes) -> dict[str, str]:
    """Pages of introductions: one that is asked, one that is met; and pairings by letter."""
    dana = full.api()
    found = list_pairings(full.session, "dana", limit=10, max_per_person=1).items[1:5]
    links = []
    for pair, steps in zip(found, (("ask",), ("ask", "introduce", "met"), (), ()), strict=True):
        for person in (pair.a.id, pair.b.id):
            dana.put(f"/v1/people/dana/knows/{person}", json={"trust": 0.9}).raise_for_status()
        begun = {"id": f"of-{pair.a.id}", "connector_id": "dana", "a": pair.a.id, "b": pair.b.id}
        if steps:
            dana.post("/v1/introductions", json=begun).raise_for_status()
        for step in steps:
            if step == "introduce":
                for side in "ab":
                    said = {"side": side, "answer": "yes"}
                    dana.post(f"/v1/introductions/{begun['id']}/answer", json=said)
            dana.post(f"/v1/introductions/{begun['id']}/{step}").raise_for_status()
            if step == "ask":
                drafts = dana.get(f"/v1/introductions/{begun['id']}/drafts").json()["items"]
                links.append(urlsplit(drafts[0]["link"]).path)
    lunch = {
        "connector_id": "dana",
        "kind": "call",
        "on": f"{datetime.now(UTC).date()}",
        "hours": 1.5,
    }
    dana.post("/v1/gatherings", json=lunch).raise_for_status()
    week = current_week(datetime.now(UTC), "Europe/Dublin")
    proposed, yes = (
        f"/m/{link_token(secret, link)}"
        for pair in found[2:]
        for link in [SuggestionLink(full.workspace, "dana", week, pair.a.id, pair.b.id)]
    )
    said_yes = request("POST", f"{full.address}{yes}", data={"choice": "yes"})
    assert said_yes.status_code == 303, said_yes.text
    return {
        "by letter, after a yes": yes,
        "asked": f"/introductions/of-{found[0].a.id}",
        "answer": links[0],
        "met": f"/introductions/of-{found[1].a.id}",
        "after the meeting": links[1],
        "by letter": proposed,
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(
    full: Site, addresses: dict[str, str], chromium: Browser, scheme: str, shoot: Shoot
) -> None:
    found = {}
    with chromium.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": 1200, "height": 900},
    ) as context:
        page = full.enter(context, admin=True)
        full.said.clear()
        for name, path in addresses.items():
            page.goto(full.address + path)
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            violations = Axe().run(page, options=RULES).response["violations"]
            if violations:
                found[name] = [
                    (v["id"], [node["target"] for node in v["nodes"]][:3]) for v in violations
                ]
            shoot(page, f"{scheme}-{name.replace(' ', '-')}")
    assert found == {}


@pytest.mark.parametrize("scripts", [True, False])
def test_no_page_scrolls_sideways_on_the_smallest_telephone(
    full: Site, addresses: dict[str, str], chromium: Browser, scripts: bool, shoot: Shoot
) -> None:
    wide = {}
    with chromium.new_context(
        viewport={"width": SMALLEST, "height": 640}, java_script_enabled=scripts
    ) as context:
        page = full.enter(context, admin=True)
        for name, path in addresses.items():
            page.goto(full.address + path)
            if scripts:
                shoot(page, f"small-{name.replace(' ', '-')}")
            # Whatever reaches beyond the edge makes the page as wide as itself.
            page.mouse.wheel(300, 0)
            main = page.locator("main").bounding_box()
            if main is None or main["x"] < 0 or main["width"] > SMALLEST:
                wide[name] = main
    assert wide == {}


def test_every_page_is_small_and_may_run_no_script_of_its_own(
    full: Site, addresses: dict[str, str]
) -> None:
    client = full.signed_in(admin=True)
    for name, path in addresses.items():
        answer = client.get(path)
        assert answer.status_code == (404 if name == "not there" else 200), name
        assert len(answer.content) < MOST_BYTES, name
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, name
        assert "unsafe" not in policy, name
        assert answer.headers["Cache-Control"] == "no-store", name
        assert "<script>" not in answer.text, name
        assert "style=" not in answer.text, name


def test_everything_that_counts_works_without_javascript(site: Site, chromium: Browser) -> None:
    site.bring_in_contacts()
    with chromium.new_context(java_script_enabled=False) as context:
        page = site.enter(context)
        page.goto(f"{site.address}/pairings")
        page.locator("[data-item] details.not-these summary").first.click()
        page.locator("[data-item]").first.get_by_role("button", name="Not now").click()
        expect(page.locator(".notice")).to_contain_text("are snoozed")
        page.get_by_role("button", name="Undo").click()
        expect(page.get_by_text("Undone.")).to_be_visible()
        page.goto(f"{site.address}/rate")
        page.locator("[data-rate]").first.locator("input").nth(3).check()
        page.get_by_role("button", name="Save and show the next").click()
        expect(page.get_by_text("Rated 1 person.")).to_be_visible()
        page.goto(f"{site.address}/people")
        name = page.locator(".people .name").first.inner_text()
        page.get_by_label("Name, company or firm").fill(name)
        page.get_by_role("button", name="Search").click()
        expect(page.locator(".people .name")).to_have_text([name])
        page.locator(".people .name").click()
        page.get_by_role("link", name="Edit").click()
        page.get_by_label("Town").fill("Rye")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("Saved.")).to_be_visible()
        expect(page.get_by_text("Rye", exact=True)).to_be_visible()
