"""One introduction from the week's plan to its outcome: pages, mails and answer pages, for real."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import Browser, expect

from app.digest.models import SuggestionLink
from app.digest.rules.links import link_token
from app.graph import Graph
from app.pairings.service import explain_pairing
from app.plans.rules.weeks import current_week
from app.settings import WorkerSettings
from tests.api.conftest import serving
from tests.conftest import POOL
from tests.engines import EMBEDDED, Engine
from tests.mail_server import MailServer, mail_server
from tests.patience import request, wait_until
from tests.web.conftest import Shoot, Site, new_site

PEOPLE = [
    {"id": "dana", "name": "Dana Whitfield", "emails": ["dana@dana.example"]},
    {
        "id": "ann",
        "name": "Ann Osei",
        "professions": ["divorce_attorney"],
        "regions": ["US/NY/Kings"],
        "emails": ["ann@osei.example"],
    },
    {
        "id": "lee",
        "name": "Lee Park",
        "professions": ["realtor"],
        "regions": ["US/NY/Kings"],
        "emails": ["lee@park.example"],
    },
]
LINK = re.compile(r"http://127\.0\.0\.1:\d+/r/\S+")


@pytest.fixture(scope="module", params=[EMBEDDED, "neo4j5"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """This one way is gone on both engines."""
    return request.config.stash[POOL].get(request.param)


@pytest.fixture
def mailing_site(engine: Engine, mails: MailServer) -> Iterator[Site]:
    """Dana, who knows Ann and Lee, in a service with a mail server."""
    changes = {"mail": mails.settings, "worker": WorkerSettings(in_process=True)}
    settings = engine.settings.model_copy(update=changes)
    with serving(settings) as address, Graph(settings) as graph, ExitStack() as stack:
        site = new_site(address, graph, stack)
        everybody = site.api("write", None)
        everybody.post("/v1/people/batch", json={"items": PEOPLE}).raise_for_status()
        known = {"items": [{"from": "dana", "to": p, "trust": 0.9} for p in ("ann", "lee")]}
        everybody.post("/v1/relationships/batch", json=known).raise_for_status()
        yield site
        assert site.said == []


def mail_of(mails: MailServer, address: str, number: int) -> EmailMessage:
    """The mail that came to an address as its first, second …; waits for it."""
    wait_until(lambda: len(mails.to(address)) >= number)
    return mails.to(address)[number - 1]


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body()
    assert body is not None
    return str(body.get_content())


def link_for(mails: MailServer, address: str) -> str:
    """The answer link that came by mail."""
    found = LINK.search(text_of(mail_of(mails, address, 1)))
    assert found
    return found[0]


@pytest.fixture
def mails() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


def test_an_introduction_goes_from_the_weeks_plan_to_its_outcome(
    mailing_site: Site, mails: MailServer, chromium: Browser, shoot: Shoot
) -> None:
    site = mailing_site
    with chromium.new_context() as context, chromium.new_context() as outside:
        page = site.enter(context)
        expect(page.get_by_role("heading", name="This week")).to_be_visible()
        expect(page.locator("[data-item] h3")).to_have_text("Ann Osei and Lee Park")
        shoot(page, "10-week")
        page.get_by_role("button", name="Introduce").click()
        page.get_by_role("button", name="Ask both").click()
        expect(page.get_by_role("heading", name="Messages to send")).to_be_visible()
        shoot(page, "11-asked")
        words = page.get_by_role("textbox", name="Text").first
        words.fill(f"Ann, one line before the rest.\n\n{words.input_value()}")
        mailbox = page.get_by_role("link", name="Open in my mailbox").first
        expect(mailbox).to_have_attribute("href", re.compile(r"^mailto:ann.*one%20line%20before"))
        page.get_by_role("button", name="Send both from my address").click()
        expect(page.get_by_text("On its way from your own address.")).to_be_visible()

        mail_of(mails, "ann@osei.example", 1)
        expect(
            page.get_by_text("way to Ann Osei").or_(page.get_by_text("Sent to Ann Osei"))
        ).to_be_visible()
        phone = site.watch(outside.new_page())
        phone.set_viewport_size({"width": 360, "height": 740})
        for address, other in (("ann@osei.example", "Lee Park"), ("lee@park.example", "Ann Osei")):
            phone.goto(link_for(mails, address))
            expect(phone.get_by_role("heading", level=1)).to_contain_text(other)
            expect(phone.get_by_text(address.partition("@")[2])).to_have_count(0)
            phone.get_by_role("button", name="Yes, introduce us").click()
            expect(phone.get_by_text("You said yes. Thank you!")).to_be_visible()
        shoot(phone, "12-answered")

        page.goto(f"{site.address}/week")
        page.get_by_role("link", name="Introduce Ann Osei and Lee Park").click()
        expect(page.get_by_text("Both said yes. Introduce them.")).to_be_visible()
        page.get_by_role("button", name="Send from my address and mark as introduced").click()
        expect(page.get_by_text("Have they met?")).to_be_visible()
        for address in ("ann@osei.example", "lee@park.example"):
            assert mail_of(mails, address, 2)["Subject"] == "Ann, meet Lee"
        assert "one line before the rest" in text_of(mails.to("ann@osei.example")[0])
        page.get_by_role("button", name="They met").click()
        page.get_by_role("button", name="I followed up").click()
        page.get_by_label("A referral").check()
        page.get_by_role("button", name="Save outcome").click()
        expect(page.get_by_text("A referral.", exact=True)).to_be_visible()
        expect(page.locator(".timeline li")).to_have_count(8)
        shoot(page, "13-closed")

        phone.reload()
        phone.get_by_role("group", name="Would you meet them again?").get_by_label("yes").check()
        phone.get_by_role("button", name="Send").click()
        expect(
            phone.get_by_role("group", name="Would you meet them again?").get_by_label("yes")
        ).to_be_checked()
    reasons = explain_pairing(site.session, "dana", "ann", "lee").reasons
    assert [reason.code for reason in reasons] == ["connected", "cooling_down"]


def test_a_mail_that_comes_back_is_shown_and_sent_again_to_the_right_address(
    mailing_site: Site, mails: MailServer, chromium: Browser, shoot: Shoot
) -> None:
    site, api = mailing_site, mailing_site.api()
    body = {"connector_id": "dana", "a": "ann", "b": "lee"}
    made = f"/introductions/{api.post('/v1/introductions', json=body).json()['id']}"
    api.post(f"/v1{made}/ask").raise_for_status()
    for side in ("a", "b"):
        answer = {"side": side, "answer": "yes"}
        api.post(f"/v1{made}/answer", json=answer).raise_for_status()
    with chromium.new_context() as context:
        page = site.enter(context)
        page.goto(f"{site.address}{made}")
        mails.unknown.add("lee@park.example")
        page.get_by_role("button", name="Send from my address and mark as introduced").click()
        expect(page.get_by_text("Have they met?")).to_be_visible()
        mail_of(mails, "ann@osei.example", 1)
        wait_until(lambda: api.get(f"/v1{made}").json()["undelivered"])

        page.goto(f"{site.address}/week")
        page.get_by_role("link", name="Send it again: Ann Osei and Lee Park").click()
        expect(page.get_by_text("The email bounced for Lee Park.")).to_be_visible()
        shoot(page, "14-came-back")
        page.get_by_role("link", name="Lee Park").nth(1).click()
        page.get_by_label("Email addresses").fill("lee@lowe.example")
        page.get_by_role("button", name="Save").click()
        page.goto(f"{site.address}{made}")
        page.get_by_role("button", name="Send it from my address").click()
        assert mail_of(mails, "lee@lowe.example", 1)["Subject"] == "Ann, meet Lee"
        page.goto(f"{site.address}{made}")
        expect(page.get_by_text("bounced")).to_have_count(0)
        page.get_by_role("button", name="They met").click()
        page.get_by_role("button", name="I sent it to Ann Osei").click()
        expect(page.get_by_text("You sent it to Ann Osei yourself.")).to_be_visible()
        expect(page.get_by_role("button", name="Send it from my address")).to_be_visible()
    assert len(mails.to("ann@osei.example")) == 1
    told = api.get(f"/v1{made}").json()
    assert (told["state"], told["undelivered"]) == ("met", [])


def test_a_yes_in_the_monday_letter_gives_the_words_without_signing_in(
    mailing_site: Site, mails: MailServer, chromium: Browser, shoot: Shoot, engine: Engine
) -> None:
    site, secret = mailing_site, engine.settings.signing_secret()
    week = current_week(datetime.now(UTC), "Europe/Dublin")
    token = link_token(secret, SuggestionLink(site.workspace, "dana", week, "ann", "lee"))
    link = f"{site.address}/m/{token}"
    with chromium.new_context(viewport={"width": 360, "height": 740}) as context:
        phone = site.watch(context.new_page())
        phone.goto(link)
        assert site.api().get("/v1/introductions").json()["items"] == []
        phone.get_by_role("button", name="Yes, I’ll introduce them").click()
        expect(phone.get_by_text("Send each of them this message")).to_be_visible()
        shoot(phone, "15-monday-words")
        mailbox = phone.get_by_role("link", name="Open in my mailbox").first
        expect(mailbox).to_have_attribute(
            "href", re.compile(r"^mailto:ann@osei\.example\?subject=")
        )
        words = phone.get_by_role("textbox", name="Text").first.input_value()
        found = LINK.search(words)
        assert found
        phone.goto(found[0])
        phone.get_by_role("button", name="Yes, introduce us").click()
        expect(phone.get_by_text("You said yes. Thank you!")).to_be_visible()
        (made,) = site.api().get("/v1/introductions").json()["items"]
        assert (made["state"], made["plan_week"]) == ("asked", week)
        site.api().post(f"/v1/introductions/{made['id']}/withdraw").raise_for_status()
        phone.goto(link)
        expect(phone.get_by_role("textbox")).to_have_count(0)
        expect(phone.get_by_role("button", name="Yes, I’ll introduce them")).to_have_count(0)


def test_a_yes_to_what_was_begun_on_the_pages_says_so(mailing_site: Site, engine: Engine) -> None:
    site, secret = mailing_site, engine.settings.signing_secret()
    body = {"connector_id": "dana", "a": "ann", "b": "lee"}
    site.api().post("/v1/introductions", json=body).raise_for_status()
    week = current_week(datetime.now(UTC), "Europe/Dublin")
    idea = SuggestionLink(site.workspace, "dana", week, "ann", "lee")
    link = f"{site.address}/m/{link_token(secret, idea)}"
    said = request("POST", link, data={"choice": "yes"}, follow_redirects=True)
    assert "The introduction has started." in said.text
    (made,) = site.api().get("/v1/introductions").json()["items"]
    assert made["state"] == "draft"


def test_a_calendar_gets_a_secret_address_and_a_single_entry(
    mailing_site: Site, chromium: Browser
) -> None:
    site = mailing_site
    body = {"connector_id": "dana", "a": "ann", "b": "lee"}
    made = site.api().post("/v1/introductions", json=body).json()["id"]
    with chromium.new_context() as context:
        page = site.enter(context)
        page.goto(f"{site.address}/introductions/{made}")
        with page.expect_download() as waiting:
            page.get_by_role("link", name="Add to my calendar").click()
        (event,) = Calendar.from_ical(Path(waiting.value.path()).read_bytes()).walk("VEVENT")
        assert event["SUMMARY"] == "Ask Ann Osei and Lee Park whether they’d like to meet"
        page.goto(f"{site.address}/introductions")
        page.get_by_role("button", name="Create address").click()
        address = page.get_by_role("link", name="/v1/calendar/").get_attribute("href")
    assert address
    assert request("GET", address).text.count("BEGIN:VEVENT") == 1


def test_a_mail_scanner_that_opens_the_link_answers_nothing(
    mailing_site: Site, mails: MailServer
) -> None:
    site = mailing_site
    api = site.api()
    body = {"connector_id": "dana", "a": "ann", "b": "lee"}
    made = api.post("/v1/introductions", json=body).json()["id"]
    api.post(f"/v1/introductions/{made}/ask").raise_for_status()
    drafts = api.get(f"/v1/introductions/{made}/drafts").json()["items"]
    links = [match[0] for draft in drafts if (match := LINK.search(draft["text"]))]
    assert len(set(links)) == 2
    for link in links:
        for _ in range(3):
            assert api.get(link).status_code == 200
    assert api.get(f"/v1/introductions/{made}").json()["state"] == "asked"
    for link in links:
        assert api.post(link, data={"answer": "no"}).status_code == 303
        assert "will introduce you" not in api.get(link).text
    told = api.get(f"/v1/introductions/{made}").json()
    assert (told["state"], told["answers"]) == ("declined", {"a": None, "b": None})
