"""A newcomer, from an empty page to a pairing they have rated, in a real browser."""

import re

from playwright.sync_api import Browser, expect

from app.pairings.service import list_unrated
from tests.web.conftest import CONNECTIONS, Shoot, Site


def test_a_newcomer_comes_from_a_file_to_a_rated_pairing(
    site: Site, chromium: Browser, shoot: Shoot
) -> None:
    with chromium.new_context(viewport={"width": 1200, "height": 900}) as context:
        page = site.enter(context)
        expect(page.get_by_text("No strong match this week.")).to_be_visible()
        shoot(page, "01-empty")

        page.get_by_role("main").get_by_role("link", name="Import contacts").click()
        page.get_by_label("File").set_input_files(CONNECTIONS)
        page.get_by_role("button", name="Import contacts").click()
        expect(page.get_by_role("heading", name="Import finished")).to_be_visible()
        shoot(page, "02-brought-in")

        page.get_by_role("link", name="Rate your contacts").click()
        rows = page.locator("[data-rate]")
        expect(rows).to_have_count(30)
        for key in ("4", "3", "2", "1", "4"):
            page.keyboard.press(key)
        expect(page.locator("[data-rate] input:checked")).to_have_count(5)
        shoot(page, "03-rating")
        page.get_by_role("button", name="Save and show the next").click()
        expect(page.get_by_text("Rated 5 people.")).to_be_visible()
        assert list_unrated(site.session, "dana").rated == 5

        page.get_by_role("link", name="Suggestions", exact=True).click()
        first = page.locator("[data-item]").first
        expect(first.get_by_role("heading")).to_contain_text(" and ")
        shoot(page, "04-introductions")
        question = page.locator("[data-item] .rating").first
        question.get_by_role("button", name="vouch for").click()
        expect(page.get_by_text("Rating saved.")).to_be_visible()
        assert list_unrated(site.session, "dana").rated == 6

        page.locator("[data-item]").first.get_by_role("link", name="See why").click()
        expect(page.get_by_role("heading", name="What connects them")).to_be_visible()
        expect(page.get_by_role("img", name="Who could send clients to the other")).to_be_visible()
        shoot(page, "05-why")


def test_a_file_can_be_looked_at_before_anything_happens(site: Site, chromium: Browser) -> None:
    with chromium.new_context() as context:
        page = site.enter(context)
        page.goto(f"{site.address}/bring-in")
        page.get_by_label("File").set_input_files(CONNECTIONS)
        page.get_by_role("button", name="Preview").click()
        expect(page.get_by_role("heading", name="Preview")).to_be_visible()
    assert list_unrated(site.session, "dana").contacts == 0


def test_a_kept_week_offers_to_introduce_two_people_once_they_are_rated(
    site: Site, chromium: Browser
) -> None:
    site.bring_in_contacts()
    with chromium.new_context() as context:
        page = site.enter(context)
        page.get_by_role("button", name="Save this week’s plan").click()
        first = page.locator("[data-item]").first
        introduce = first.get_by_role("button", name=re.compile("^Introduce"))
        ratings = first.locator(".rating")
        for waiting in (2, 1):
            expect(ratings).to_have_count(waiting)
            expect(introduce).to_have_count(0)
            ratings.first.get_by_role("button", name="vouch for").click()
            expect(page.get_by_text("Rating saved.")).to_be_visible()
        introduce.click()
        expect(page.get_by_role("button", name="Ask both")).to_be_visible()


def test_why_these_two_asks_for_ratings_before_it_offers_to_introduce(
    site: Site, chromium: Browser
) -> None:
    site.bring_in_contacts()
    with chromium.new_context() as context:
        page = site.enter(context)
        page.get_by_role("link", name="See why").first.click()
        introduce = page.get_by_role("button", name="Introduce", exact=True)
        for waiting in (2, 1):
            expect(page.locator(".rating")).to_have_count(waiting)
            expect(introduce).to_have_count(0)
            page.locator(".rating").first.get_by_role("button", name="vouch for").click()
            expect(page.locator(".rating")).to_have_count(waiting - 1)
        expect(introduce).to_be_visible()


def test_they_know_each_other_not_now_and_never_can_each_be_taken_back(
    site: Site, chromium: Browser
) -> None:
    site.bring_in_contacts()
    with chromium.new_context() as context:
        page = site.enter(context)
        page.goto(f"{site.address}/pairings")
        for choice, said in (
            ("They already know each other", "know each other"),
            ("Not now", "are snoozed"),
            ("Don’t suggest again", "won’t be suggested again"),
        ):
            pair = page.locator("[data-item] h2").first.inner_text()
            page.locator("[data-item] details.not-these summary").first.click()
            page.locator("[data-item]").first.get_by_role("button", name=choice).click()
            notice = page.locator(".notice")
            expect(notice).to_contain_text(said)
            expect(page.locator("[data-item] h2", has_text=pair)).to_have_count(0)
            notice.get_by_role("button", name="Undo").click()
            expect(page.get_by_text("Undone.")).to_be_visible()
            expect(page.locator("[data-item] h2").first).to_have_text(pair)


def test_the_keys_move_search_and_show_themselves(site: Site, chromium: Browser) -> None:
    site.bring_in_contacts()
    with chromium.new_context() as context:
        page = site.enter(context)
        page.goto(f"{site.address}/pairings")
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("k")
        page.keyboard.press("j")
        focused = page.locator("[data-item]:focus")
        expect(focused).to_have_count(1)
        second = page.locator("[data-item]").nth(1).get_by_role("heading").inner_text()
        assert focused.get_by_role("heading").inner_text() == second
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text(second)
        page.keyboard.press("?")
        expect(page.locator("#keys")).to_have_attribute("open", "")
        page.goto(f"{site.address}/people")
        page.keyboard.press("/")
        name = page.locator(".people .name").nth(3).inner_text()
        page.keyboard.type(name)
        expect(page.locator(".people .name")).to_have_text([name])
        expect(page.get_by_label("Name, company or firm")).to_be_focused()
