"""Answers and words of introductions over HTTP: what changes them, and who learns what."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from app.errors import LinkExpired, StepOutOfOrder
from app.graph import Graph
from app.introductions import repository, service
from app.introductions.models import Feedback, SaidHere, Side
from tests.api.conftest import Api, TimedApi
from tests.api.introducing import begin, codes, do, look, say, token
from tests.engines import Engine
from tests.sessions import installed


@pytest.mark.parametrize("first", ["a", "b"])
def test_nobody_can_tell_who_said_no(world: Api, graph: Graph, engine: Engine, first: Side) -> None:
    """Whoever says no, first or second: the connector reads the same, apart from the times."""
    dana = world.client(connector="dana")
    told = {}
    for refusing in ("a", "b"):
        made = begin(dana)
        do(dana, made, "ask")
        second: Side = "b" if first == "a" else "a"
        for side in (first, second):
            link = token(engine, world.workspace, made, side)
            say(engine, graph, link, "no" if side == refusing else "yes")
        read = dana.get(f"/v1/introductions/{made}").json()
        assert read["answers"] == {"a": None, "b": None}
        assert read["state"] == "declined"
        assert all(
            "dana" in e["by"] or e["by"] == "one of the two, by link" for e in read["history"]
        )
        told[refusing] = [(e["action"], e["by"], e["note"]) for e in read["history"]]
        forget(world, made)
    assert told["a"] == told["b"]


def forget(world: Api, made: str) -> None:
    """The pair would rest for half a year otherwise."""
    changes = {"declined_at": None}
    query = repository.change_introduction
    world.graph.write(world.workspace, lambda tx: tx.do(query, id=made, properties=changes))


def test_two_answers_at_once_are_both_kept(world: Api, graph: Graph, engine: Engine) -> None:
    dana = world.client(connector="dana")
    made = begin(dana)
    do(dana, made, "ask")
    sides: tuple[Side, Side] = ("a", "b")
    with ThreadPoolExecutor(2) as pool:
        links = [token(engine, world.workspace, made, side) for side in sides]
        list(pool.map(lambda link: say(engine, graph, link, "yes"), links))
    told = dana.get(f"/v1/introductions/{made}").json()
    assert (told["state"], told["answers"]) == ("agreed", {"a": "yes", "b": "yes"})


def test_an_answer_after_a_withdrawal_or_an_introduction_changes_nothing(
    world: Api, graph: Graph, engine: Engine
) -> None:
    dana = world.client(connector="dana")
    made = begin(dana)
    do(dana, made, "ask")
    do(dana, made, "withdraw")
    link = token(engine, world.workspace, made, "a")
    with pytest.raises(StepOutOfOrder):
        say(engine, graph, link, "yes")
    assert not look(engine, graph, link).may_answer
    assert dana.get(f"/v1/introductions/{made}").json()["state"] == "withdrawn"


def test_a_link_that_was_never_made_opens_nothing(world: Api, graph: Graph, engine: Engine) -> None:
    dana = world.client(connector="dana")
    made = begin(dana)
    early = token(engine, world.workspace, made, "a")
    with pytest.raises(LinkExpired):
        look(engine, graph, early)
    do(dana, made, "ask")
    known, _, secret = early.partition("_")
    other_side = token(engine, world.workspace, made, "b").partition("_")[2]
    for forged in ("", "x", f"{known}_{other_side}", f"{known}_{secret[::-1]}", known):
        with pytest.raises(LinkExpired):
            say(engine, graph, forged, "yes")
    assert dana.get(f"/v1/introductions/{made}").json()["state"] == "asked"


def test_before_both_have_said_yes_each_sees_what_the_connector_chose(
    world: Api, graph: Graph, engine: Engine
) -> None:
    dana = world.client(connector="dana")
    made = begin(dana, shown=["profession"])
    do(dana, made, "ask")
    links: dict[Side, str] = {
        side: token(engine, world.workspace, made, side) for side in ("a", "b")
    }
    seen = look(engine, graph, links["a"])
    assert (seen.other.name, list(seen.other.professions)) == (None, ["Realtor"])
    assert "Lee" not in seen.why
    for link in links.values():
        say(engine, graph, link, "yes")
    assert look(engine, graph, links["a"]).other.name == "Lee Park"


def test_not_now_keeps_somebody_out_of_the_list_until_then(
    world: Api, graph: Graph, engine: Engine
) -> None:
    dana = world.client(connector="dana")
    made = begin(dana)
    do(dana, made, "ask")
    until = datetime.now(UTC).date() + timedelta(40)
    say(engine, graph, token(engine, world.workspace, made, "b"), "not_now", until)
    told = dana.get(f"/v1/introductions/{made}").json()
    assert (told["state"], told["answers"]["b"], told["paused_until"][:10]) == (
        "asked", "not_now", str(until),
    )  # fmt: skip
    assert "not_now" in codes(dana)
    assert "not_now" not in codes(world.client(connector="eve"), "eve")


def give_addresses(world: Api) -> None:
    everybody = world.client()
    for person in ("dana", "ann", "lee"):
        own = {"emails": [f"{person}@{world.workspace}.example"]}
        everybody.patch(f"/v1/people/{person}", json=own).raise_for_status()


def test_nobody_is_brought_together_who_has_since_said_not_now(
    world: Api, graph: Graph, engine: Engine
) -> None:
    dana = world.client(connector="dana")
    give_addresses(world)
    made = begin(dana)
    do(dana, made, "ask")
    links = [token(engine, world.workspace, made, side) for side in ("a", "b")]
    for link in links:
        say(engine, graph, link, "yes")
    say(engine, graph, links[0], "not_now")
    assert dana.get(f"/v1/introductions/{made}/drafts").json()["items"] == []
    refused = dana.post(f"/v1/introductions/{made}/send")
    assert (refused.status_code, refused.json()["code"]) == (409, "nothing_to_send")
    assert world.client("admin").get("/v1/outbox?state=waiting").json()["items"] == []
    say(engine, graph, links[0], "yes")
    assert dana.post(f"/v1/introductions/{made}/send").status_code == 202


def test_what_one_has_sent_oneself_is_not_sent_again(world: Api) -> None:
    dana = world.client(connector="dana")
    give_addresses(world)
    made = begin(dana)
    path = f"/v1/introductions/{made}"
    assert dana.post(f"{path}/sent").json()["code"] == "nothing_to_send"
    do(dana, made, "ask")
    strange = dana.post(f"{path}/sent", json={"person_ids": ["eve"]})
    assert (strange.status_code, strange.json()["code"]) == (422, "invalid_input")

    def letters() -> list[str | None]:
        items = dana.get(f"{path}/drafts").json()["items"]
        return [to["letter"] for item in items for to in item["to"]]

    assert letters() == [None, None]
    for _ in range(2):
        dana.post(f"{path}/sent", json={"person_ids": ["ann"]}).raise_for_status()
    assert letters() == ["by_hand", None]
    dana.post(f"{path}/send").raise_for_status()
    assert letters() == ["by_hand", "waiting"]
    dana.post(f"{path}/sent").raise_for_status()
    assert letters() == ["by_hand", "waiting"]
    waiting = world.client("admin").get("/v1/outbox?state=waiting").json()["items"]
    assert [item["id"].rpartition("|")[2] for item in waiting] == ["lee"]


# ── the clock ────────────────────────────────────────────────────────────────────────────────


def test_the_words_can_be_changed_but_must_keep_the_link_and_their_people(
    world: Api, engine: Engine
) -> None:
    dana = world.client(connector="dana")
    emails = {"dana": "dana@work.example", "ann": "ann@home.example", "lee": "lee@home.example"}
    for person, email in emails.items():
        changed = world.client("admin").patch(f"/v1/people/{person}", json={"emails": [email]})
        assert changed.is_success, changed.text
    made = begin(dana)
    do(dana, made, "ask")
    there = f"/v1/introductions/{made}"
    link = dana.get(f"{there}/drafts").json()["items"][0]["link"]
    assert token(engine, world.workspace, made, "a") in link

    def send(people: list[str], text: str) -> httpx.Response:
        own = {"person_ids": people, "subject": "A thought", "text": text}
        return dana.post(f"{there}/send", json={"drafts": [own]})

    for answer, pointer in (
        (send(["ann"], "No link."), "/drafts/0/text"),
        (send(["ann", "lee"], f"To both: {link}"), "/drafts/0/person_ids"),
        (send(["eve"], f"To somebody else: {link}"), "/drafts/0/person_ids"),
    ):
        assert answer.status_code == 422
        assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert world.client("admin").get("/v1/outbox?state=waiting").json()["items"] == []
    sent = send(["ann"], f"In my own words: {link}").json()["items"]
    assert (sent[0]["subject"], sent[0]["text"]) == ("A thought", f"In my own words: {link}")
    assert len(sent) == 2
    assert len(world.client("admin").get("/v1/outbox?state=waiting").json()["items"]) == 2


def test_what_is_said_after_meetings_moves_trust_once_no_single_answer_shows(
    world: Api, graph: Graph, engine: Engine
) -> None:
    dana = world.client(connector="dana")
    more = [f"p{n}" for n in range(4)]
    people = [{"id": one, "name": one.upper(), "professions": ["realtor"]} for one in more]
    dana.post("/v1/people/batch", json={"items": people}).raise_for_status()
    known = [{"from": "dana", "to": one, "trust": 0.9} for one in more]
    dana.post("/v1/relationships/batch", json={"items": known}).raise_for_status()

    def chance() -> float:
        answer = dana.get("/v1/connectors/dana/pairings/ann/p3").json()
        return float(answer["acceptance"])

    chances = [chance()]
    for other in more[:3]:
        made = begin(dana, b=other)
        do(dana, made, "ask")
        for side in "ab":
            do(dana, made, "answer", side=side, answer="yes")
        do(dana, made, "introduce")
        before = chance()
        link = token(engine, world.workspace, made, "b")
        service.give_feedback(
            installed(graph), link, Feedback(followed_up=False), here=SaidHere(link)
        )
        chances.append(chance() / before)
    assert chances[1:3] == [1, 1]
    assert chances[3] < 1


def test_each_step_has_its_words(timed_world: TimedApi) -> None:
    world = timed_world
    dana = world.client(connector="dana")
    made = begin(dana)

    def words() -> list[str]:
        items = dana.get(f"/v1/introductions/{made}/drafts").json()["items"]
        return [item["key"] for item in items]

    assert words() == []
    do(dana, made, "ask")
    assert words() == ["opt_in_question"] * 2
    world.clock.advance(days=8)
    service.expire_overdue(world.installation)
    assert words() == ["reminder"] * 2
    for side in "ab":
        do(dana, made, "answer", side=side, answer="yes")
    assert words() == ["bridge"]
    do(dana, made, "introduce")
    assert words() == []
    world.clock.advance(days=22)
    service.expire_overdue(world.installation)
    assert words() == ["nudge"] * 2
    do(dana, made, "met")
    assert words() == ["follow_up"] * 2
    do(dana, made, "follow-up")
    assert words() == []
    do(dana, made, "outcome", outcome="referral")
    assert words() == ["thank_you"] * 2


def test_the_mail_that_brings_them_together_tells_each_why_by_name(world: Api) -> None:
    dana = world.client(connector="dana")
    made = begin(dana, why_a="Lee knows every lender.", why_b="Ann refers homes to sell.")
    do(dana, made, "ask")
    asked = dana.get(f"/v1/introductions/{made}/drafts").json()["items"]
    for draft, own, others in zip(asked, ("lender", "homes"), ("homes", "lender"), strict=True):
        assert own in draft["text"]
        assert others not in draft["text"]
    for side in "ab":
        do(dana, made, "answer", side=side, answer="yes")
    (draft,) = dana.get(f"/v1/introductions/{made}/drafts").json()["items"]
    lines = draft["text"].splitlines()
    assert "For Ann: Lee knows every lender." in lines
    assert "For Lee: Ann refers homes to sell." in lines
