"""Changing an answer from another browser: it counts once the person confirms it by email."""

import re
from typing import Literal
from urllib.parse import urlsplit

import pytest

from tests.api.conftest import Posted
from tests.api.test_answer_pages import answer, asked, pages, text_of
from tests.engines import Engine
from tests.patience import wait_until


def test_a_change_from_another_browser_counts_once_the_person_confirms_it(
    posted: Posted, engine: Engine
) -> None:
    world, own = posted.world, f"ann@{posted.world.workspace}.example"
    dana = world.client(connector="dana")
    dana.patch("/v1/people/ann", json={"emails": [own]}).raise_for_status()
    made = asked(world, dana)
    page = pages(engine, world, made)["a"]
    answer(world.with_key(None), page, "no")
    elsewhere = world.with_key(None)
    answer(elsewhere, page, "yes")
    assert "we’ve sent you an email" in text_of(elsewhere, page)
    assert dana.get(f"/v1/introductions/{made}").json()["state"] == "declined"
    link = link_in_email(posted, own)
    assert link.startswith(f"{page}/confirm/")
    mailbox = world.with_key(None)
    assert "is “yes” your answer?" in text_of(mailbox, link)
    assert dana.get(f"/v1/introductions/{made}").json()["state"] == "declined"
    assert mailbox.post(link).status_code == 303
    assert dana.get(f"/v1/introductions/{made}").json()["state"] == "asked"
    assert "You said yes" in text_of(mailbox, page)
    for used in (mailbox.get(link), mailbox.post(link)):
        assert used.status_code == 410
    answer(mailbox, page, "no")
    assert dana.get(f"/v1/introductions/{made}").json()["state"] == "declined"


def test_a_connector_who_changes_an_address_after_asking_gets_no_confirmations(
    posted: Posted, engine: Engine
) -> None:
    world = posted.world
    own, trap = (f"{name}@{world.workspace}.example" for name in ("ann", "trap"))
    dana = world.client(connector="dana")
    dana.patch("/v1/people/ann", json={"emails": [own]}).raise_for_status()
    made = asked(world, dana)
    page = pages(engine, world, made)["a"]
    answer(world.with_key(None), page, "no")
    dana.patch("/v1/people/ann", json={"emails": [trap]}).raise_for_status()
    answer(world.with_key(None), page, "yes")
    assert world.client("admin").get("/v1/outbox").json()["items"] == []
    assert dana.get(f"/v1/introductions/{made}").json()["state"] == "declined"
    dana.patch("/v1/people/ann", json={"emails": [own]}).raise_for_status()
    answer(world.with_key(None), page, "yes")
    link_in_email(posted, own)


@pytest.mark.parametrize("said", ["yes", "no"])
def test_an_email_to_confirm_says_nothing_of_what_was_answered_before(
    posted: Posted, engine: Engine, said: Literal["yes", "no"]
) -> None:
    world, own = posted.world, f"ann@{posted.world.workspace}.example"
    dana = world.client(connector="dana")
    dana.patch("/v1/people/ann", json={"emails": [own]}).raise_for_status()
    page = pages(engine, world, asked(world, dana))["a"]
    answer(world.with_key(None), page, said)
    answer(world.with_key(None), page, "yes")
    link_in_email(posted, own)


def link_in_email(posted: Posted, address: str) -> str:
    """The path of the link in the only email to an address; its sender is Intros itself."""
    wait_until(lambda: bool(posted.mails.to(address)))
    (mail,) = posted.mails.to(address)
    assert "intros@here.example" in mail["From"]
    assert "dana" not in str(mail["Reply-To"])
    found = re.search(r"https?://\S+/confirm/\S+", mail.get_content())
    assert found
    return urlsplit(found[0]).path


def test_a_confirmation_ends_after_three_days_and_fits_no_other_link(
    posted: Posted, engine: Engine
) -> None:
    world, own = posted.world, f"ann@{posted.world.workspace}.example"
    dana = world.client(connector="dana")
    dana.patch("/v1/people/ann", json={"emails": [own]}).raise_for_status()
    made = asked(world, dana)
    links = pages(engine, world, made)
    answer(world.with_key(None), links["a"], "yes")
    for _ in range(3):
        answer(world.with_key(None), links["a"], "no")
    link = link_in_email(posted, own)
    confirmation = link.rpartition("/")[2]
    browser = world.with_key(None)
    for wrong in (f"{links['b']}/confirm/{confirmation}", f"{link}x", f"{links['a']}/confirm/x.y"):
        assert browser.post(wrong).status_code == 410
    world.clock.advance(days=3, minutes=1)
    assert browser.post(link).status_code == 410
    assert dana.get(f"/v1/introductions/{made}").json()["state"] == "asked"
