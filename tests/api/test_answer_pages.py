"""Answer pages: who gets the links, and what a page tells to who holds one."""

import json
import re
from typing import Any, Literal, get_args

import httpx
import pytest

from app.graph import Graph
from app.introductions import repository
from app.introductions.models import Answer, Side
from tests.api.conftest import Api, serving
from tests.api.introducing import begin, do, token
from tests.api.test_break_glass import page_of
from tests.engines import JOBS_ONLY, Engine
from tests.graph.networks import Network, read_back
from tests.patience import open_client

SIDES: tuple[Side, Side] = get_args(Side)
ANSWERS: tuple[Answer, ...] = get_args(Answer)
REASON = {"Intros-Break-Glass": "a complaint by Lee"}
ASIDE = "If you had already answered in another one"


def asked(world: Api, dana: httpx.Client) -> str:
    made = begin(dana)
    do(dana, made, "ask")
    return made


def pages(engine: Engine, world: Api, made: str) -> dict[Side, str]:
    """The answer page of each of the two."""
    return {side: f"/r/{token(engine, world.workspace, made, side)}" for side in SIDES}


def answer(browser: httpx.Client, page: str, said: Answer) -> httpx.Response:
    told = browser.post(page, data={"answer": said, "days": "90"})
    assert told.status_code == 303, told.text
    return told


def text_of(browser: httpx.Client, page: str) -> str:
    return browser.get(page).raise_for_status().text


# ── who gets the links ───────────────────────────────────────────────────────────────────────


def test_links_go_to_who_may_write_as_the_connector_and_to_no_one_else(world: Api) -> None:
    dana = world.client(connector="dana")
    made = asked(world, dana)
    path = f"/v1/introductions/{made}/drafts"
    program, reading, admin = world.client(), world.client("read"), world.client("admin")
    for one in (dana, program):
        items = one.get(path).json()["items"]
        assert all(item["link"] and item["link"] in item["text"] for item in items)
    switch = {"integrations_act_for_connectors": False}
    admin.put("/v1/settings", json=switch).raise_for_status()
    admin.headers.update(REASON)
    for one in (program, reading, admin, world.client("read", "dana")):
        told = one.get(path).raise_for_status()
        assert [item["link"] for item in told.json()["items"]] == [None, None]
        assert "/r/" not in told.text
        assert "/r/" not in one.get(f"/v1/introductions/{made}").text


# ── what a page tells ────────────────────────────────────────────────────────────────────────


def test_an_answer_shows_only_in_the_browser_that_gave_it(world: Api, engine: Engine) -> None:
    dana = world.client(connector="dana")
    for said, words in (("no", "You said no"), ("yes", "You said yes"), ("not_now", "not now. We")):
        made = asked(world, dana)
        page = pages(engine, world, made)["a"]
        own, other = world.with_key(None), world.with_key(None)
        before = text_of(other, page)
        answer(own, page, said)  # type: ignore[arg-type]
        assert words in text_of(own, page)
        assert text_of(other, page) == before
        assert "You said" not in before
        do(dana, made, "withdraw") if said != "no" else forget(world, made)


def forget(world: Api, made: str) -> None:
    """The pair would rest for half a year otherwise."""
    changes = {"declined_at": None}
    query = repository.change_introduction
    world.graph.write(world.workspace, lambda tx: tx.do(query, id=made, properties=changes))


@pytest.mark.parametrize("tried", ANSWERS)
def test_who_holds_both_links_cannot_find_out_who_said_no(
    world: Api, engine: Engine, tried: Answer
) -> None:
    """Whatever they try, on the link of who said no and on the other's: all reads the same."""
    dana, told = world.client(connector="dana"), {}
    for refusing in SIDES:
        made = asked(world, dana)
        links = pages(engine, world, made)
        answer(world.with_key(None), links[refusing], "no")
        seen = []
        for side in SIDES:
            prober = world.with_key(None)
            looked = text_of(prober, links[side])
            took = answer(prober, links[side], tried)
            read = dana.get(f"/v1/introductions/{made}").json()
            history = [(e["action"], e["by"], e["from"], e["to"]) for e in read["history"]]
            seen += [looked, text_of(prober, links[side]), history, read["state"], read["answers"],
                     read["allowed"], set(took.headers.keys())]  # fmt: skip
        told[refusing] = [without_names(one) for one in seen]
        assert read["state"] == "declined"
        forget(world, made)
    assert told["a"] == told["b"]


def without_names(told: Any) -> Any:
    """Without the addresses of forms, which differ from link to link."""
    return re.sub(r"/r/[\w-]+", "", told) if isinstance(told, str) else told


def test_another_browser_changes_nothing(world: Api, engine: Engine) -> None:
    dana = world.client(connector="dana")
    made = asked(world, dana)
    links = pages(engine, world, made)
    own = {side: world.with_key(None) for side in SIDES}
    answer(own["a"], links["a"], "yes")
    answer(own["b"], links["b"], "no")
    answer(world.with_key(None), links["b"], "yes")
    answer(world.with_key(None), links["a"], "no")
    assert dana.get(f"/v1/introductions/{made}").json()["state"] == "declined"
    answer(own["b"], links["b"], "yes")
    told = dana.get(f"/v1/introductions/{made}").json()
    assert (told["state"], told["answers"]) == ("agreed", {"a": "yes", "b": "yes"})
    assert "Lee Park" in text_of(own["a"], links["a"])


def test_once_both_agreed_only_their_own_browsers_see_all_of_the_other(
    world: Api, engine: Engine
) -> None:
    dana = world.client(connector="dana")
    made = begin(dana, shown=["profession"])
    do(dana, made, "ask")
    links = pages(engine, world, made)
    own = {side: world.with_key(None) for side in SIDES}
    for side in SIDES:
        answer(own[side], links[side], "yes")
    assert "Lee Park" in text_of(own["a"], links["a"])
    assert "Lee Park" not in text_of(world.with_key(None), links["a"])


def test_without_an_email_the_page_says_who_to_ask(world: Api, engine: Engine) -> None:
    dana = world.client(connector="dana")
    page = pages(engine, world, asked(world, dana))["a"]
    for said in ("no", "yes"):
        browser = world.with_key(None)
        answer(browser, page, said)
        told = text_of(browser, page)
        assert ASIDE in told
        assert "that answer stays" in told
        assert "or ask Dana Whitfield" in told


def test_the_page_is_kept_by_no_cache_and_its_address_goes_nowhere(
    world: Api, engine: Engine
) -> None:
    dana = world.client(connector="dana")
    page = pages(engine, world, asked(world, dana))["a"]
    browser = world.with_key(None)
    wrong = browser.post(page, data={"answer": "perhaps"})
    lost = browser.get(f"{page[:-1]}{'A' if page[-1] != 'A' else 'B'}")
    took = answer(browser, page, "no")
    for one in (browser.get(page), wrong, lost, took):
        assert one.headers["cache-control"] == "no-store"
        assert one.headers["referrer-policy"] == "no-referrer"
    cookie = took.headers["set-cookie"]
    assert f"Path={page}" in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "no" not in cookie.partition("=")[2].partition(";")[0].split(".")


def test_who_asks_too_often_waits(engine: Engine, graph: Graph) -> None:
    """Anyone who guesses links: no one who is asked needs as many."""
    settings = engine.settings.model_copy(update={"worker": JOBS_ONLY})
    with (
        serving(settings, answers_a_minute=3) as address,
        open_client(base_url=address) as guessing,
    ):
        told = [guessing.get(f"/r/{'0' * 32}_{'A' * 43}") for _ in range(9)]
        codes = [one.status_code for one in told]
        assert codes[:3] == [410, 410, 410]
        assert 429 in codes[3:]
        refused = told[codes.index(429)]
        assert refused.headers["retry-after"] == "60"
        assert refused.headers["cache-control"] == "no-store"


def test_a_cookie_of_another_link_or_a_made_up_one_is_no_browser_of_this_link(
    world: Api, engine: Engine
) -> None:
    dana = world.client(connector="dana")
    made = asked(world, dana)
    links = pages(engine, world, made)
    own = world.with_key(None)
    answer(own, links["a"], "yes")
    (value,) = [cookie.value for cookie in own.cookies.jar]
    for page, cookie in ((links["b"], value), (links["a"], f"{value}x"), (links["a"], "x.y")):
        told = world.with_key(None).get(page, headers={"Cookie": f"intros_answer={cookie}"})
        assert "You said" not in told.text


# ── by link, or by the connector ─────────────────────────────────────────────────────────────


def test_the_history_tells_answers_by_link_from_those_the_connector_recorded(
    world: Api, engine: Engine
) -> None:
    dana = world.client(connector="dana")
    made = asked(world, dana)
    do(dana, made, "answer", side="a", answer="yes")
    answer(world.with_key(None), pages(engine, world, made)["b"], "no")
    history = dana.get(f"/v1/introductions/{made}").json()["history"]
    answers = [(e["by"], e["to"]) for e in history if e["action"] == "answer"]
    assert answers == [("dana", "asked"), ("one of the two, by link", "declined")]


def test_a_connector_neither_overturns_a_no_by_link_nor_finds_out_whose_it_was(
    world: Api, engine: Engine
) -> None:
    dana, told = world.client(connector="dana"), {}
    for refusing in SIDES:
        made = asked(world, dana)
        answer(world.with_key(None), pages(engine, world, made)[refusing], "no")
        path = f"/v1/introductions/{made}/answer"
        tried = [
            dana.post(path, json={"side": side, "answer": said})
            for side in SIDES
            for said in ANSWERS
        ]
        assert {one.status_code for one in tried} == {409}
        told[refusing] = [one.json()["detail"] for one in tried]
        assert dana.get(f"/v1/introductions/{made}").json()["state"] == "declined"
        forget(world, made)
    assert told["a"] == told["b"]


@pytest.mark.parametrize("said", ["yes", "not_now"])
def test_a_connector_records_nothing_over_an_answer_by_link_nor_finds_out_whose_it_was(
    world: Api, engine: Engine, said: Literal["yes", "not_now"]
) -> None:
    dana, told = world.client(connector="dana"), {}
    for answering in SIDES:
        made = asked(world, dana)
        browser, page = world.with_key(None), pages(engine, world, made)[answering]
        answer(browser, page, said)
        tried = [
            dana.post(f"/v1/introductions/{made}/answer", json={"side": side, "answer": over})
            for side in SIDES
            for over in ANSWERS
        ]
        assert {(one.status_code, one.json()["code"]) for one in tried} == {
            (409, "answered_by_link")
        }
        told[answering] = [one.json()["detail"] for one in tried]
        read = dana.get(f"/v1/introductions/{made}").json()
        assert (read["state"], read["history"][-1]["by"]) == ("asked", "one of the two, by link")
        assert "Record their answer" not in page_of(world, "dana", f"/introductions/{made}")
        answer(browser, page, "no")
        forget(world, made)
    assert told["a"] == told["b"]


def test_a_connector_corrects_what_they_recorded_themselves_also_beside_a_link(
    world: Api, engine: Engine
) -> None:
    dana = world.client(connector="dana")
    made = asked(world, dana)
    do(dana, made, "answer", side="a", answer="yes")
    answer(world.with_key(None), pages(engine, world, made)["b"], "yes")
    path = f"/v1/introductions/{made}/answer"
    over = dana.post(path, json={"side": "b", "answer": "no"})
    assert (over.status_code, over.json()["code"]) == (409, "answered_by_link")
    assert dana.post(path, json={"side": "a", "answer": "no"}).json()["state"] == "declined"
    assert dana.post(path, json={"side": "a", "answer": "yes"}).json()["state"] == "agreed"


def test_saying_the_same_again_is_checked_like_any_answer(world: Api, engine: Engine) -> None:
    dana = world.client(connector="dana")
    made = asked(world, dana)
    browser, page = world.with_key(None), pages(engine, world, made)["a"]
    answer(browser, page, "yes")
    before = dana.get(f"/v1/introductions/{made}").json()["history"]
    answer(browser, page, "yes")
    assert dana.get(f"/v1/introductions/{made}").json()["history"] == before
    do(dana, made, "withdraw")
    again = browser.post(page, data={"answer": "yes"})
    assert again.status_code == 409


def test_the_change_log_is_the_same_whoever_said_no_after_a_not_now(
    world: Api, engine: Engine
) -> None:
    dana, told = world.client(connector="dana"), {}
    for refusing in SIDES:
        made = asked(world, dana)
        links = pages(engine, world, made)
        own = {side: world.with_key(None) for side in SIDES}
        answer(own["a"], links["a"], "not_now")
        answer(own[refusing], links[refusing], "no")
        told[refusing] = changes_of(engine, world, made)
        forget(world, made)
    assert told["a"] == told["b"]


def changes_of(engine: Engine, world: Api, made: str) -> list[dict[str, Any]]:
    """What the change log says from the asking on, without times and numbers."""
    entries = [one for (label, _), one in network(engine, world).nodes.items() if label == "Change"]
    asked_at = max(one["seq"] for one in entries if one.get("action") == "ask")
    told = ("kind", "op", "ids", "by", "subject", "action", "from", "to", "note")
    return [
        {name: without_id(one.get(name), made) for name in told}
        for one in sorted(entries, key=lambda one: (one["seq"], one["id"].split("|")[1]))
        if one["seq"] > asked_at
    ]


def without_id(told: Any, made: str) -> Any:
    return json.loads(json.dumps(told).replace(made, "it"))


def network(engine: Engine, world: Api) -> Network:
    with engine.address.driver() as driver:
        return read_back(driver, world.workspace)


# ── after the meeting ────────────────────────────────────────────────────────────────────────


def test_private_feedback_shows_and_changes_only_in_the_browser_that_gave_it(
    world: Api, engine: Engine
) -> None:
    dana = world.client(connector="dana")
    made = asked(world, dana)
    page = pages(engine, world, made)["a"]
    for side in SIDES:
        do(dana, made, "answer", side=side, answer="yes")
    do(dana, made, "introduce")
    own, other = world.with_key(None), world.with_key(None)
    before = text_of(other, page)
    own.post(f"{page}/feedback", data={"meet_again": "no", "followed_up": "no"})
    assert text_of(own, page).count(" checked") == 2
    assert text_of(other, page) == before
    other.post(f"{page}/feedback", data={"meet_again": "yes", "followed_up": "yes"})
    assert feedback(engine, world, made) == (False, False)
    own.post(f"{page}/feedback", data={"meet_again": "yes", "followed_up": "no"})
    assert feedback(engine, world, made) == (True, False)


def feedback(engine: Engine, world: Api, made: str) -> tuple[bool, bool]:
    """What Ann said in private."""
    (said,) = (
        edge.properties
        for edge in network(engine, world).edges
        if edge.type == "INTRODUCES" and edge.start[1] == made and edge.properties["side"] == "a"
    )
    return said["meet_again"], said["followed_up"]
