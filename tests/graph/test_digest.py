"""The Monday letter: once a week, where the connector is, answered without signing in."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from secrets import token_hex
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from neo4j import Driver

from app.digest import service as digest
from app.digest.models import SuggestionLink
from app.digest.rules.links import link_token, read_link
from app.errors import LinkExpired
from app.graph import Graph
from app.introductions import service as introductions
from app.pairings.service import explain_pairing
from app.people.models import PersonIn
from app.people.service import save_batch
from app.plans.rules.weeks import current_week, monday_of
from app.relationships.service import save_batch as save_relationships
from app.security import Principal
from app.session import Session
from app.settings import MailAccount, MailSettings, Settings
from app.workers import handlers
from app.workspaces.service import list_workspaces
from tests.engines import Engine
from tests.graph.networks import read_back
from tests.mail_server import MailServer, mail_server
from tests.sessions import acting, installed
from tests.workers import TimedWorker

PEOPLE: list[dict[str, Any]] = [
    {"id": "dana", "name": "Dana Whitfield", "connector": True, "time_zone": "Pacific/Auckland"},
    {"id": "ann", "name": "Ann Osei", "professions": ["divorce_attorney"], "regions": ["US/NY"]},
    {"id": "lee", "name": "Lee Park", "professions": ["realtor"], "regions": ["US/NY"]},
]


@pytest.fixture(scope="module")
def mails() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@pytest.fixture
def settings(engine: Engine, mails: MailServer) -> Settings:
    return engine.settings.model_copy(update={"mail": mails.settings})


@pytest.fixture
def dana(graph: Graph, catalog_workspace: str) -> Session:
    """Dana, who knows Ann and Lee, and has an address of her own in this test."""
    everybody = acting(graph, catalog_workspace, "write")
    address = f"dana-{token_hex(4)}@dana.example"
    people = [PEOPLE[0] | {"emails": [address]}, *PEOPLE[1:]]
    saved = save_batch(everybody, [PersonIn.model_validate(p) for p in people])
    assert {row.status for row in saved.results} == {"created"}
    known = [{"from": "dana", "to": person, "trust": 0.9} for person in ("ann", "lee")]
    save_relationships(everybody, known)
    principal = Principal.with_key(address, catalog_workspace, "write", "dana")
    return installed(graph).session(principal)


def send_letters(graph: Graph, settings: Settings, dana: Session, now: datetime) -> int:
    """As the clock does, in Dana's workspace alone: other tests leave many."""
    (own,) = (one for one in list_workspaces(installed(graph)) if one.id == dana.workspace)
    session = acting(graph, own.id, at=now)
    return digest.send_letters_in(session, settings, own)


def next_monday(hour: int) -> datetime:
    """Next week's Monday at an hour in Auckland, where Dana is.

    Services under test share the engine: what is leased in their past they take over.
    """
    zone = "Pacific/Auckland"
    day = monday_of(current_week(datetime.now(UTC), zone)) + timedelta(7)
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def delivered(
    graph: Graph, settings: Settings, mails: MailServer, dana: Session
) -> list[EmailMessage]:
    worker = TimedWorker(graph, handlers(settings))
    at = datetime.now(UTC) + timedelta(days=14)
    # Mails of other tests wait there too, more than one round takes.
    while worker.run_once(at):
        pass
    return mails.to(dana.principal.key_id)


def link_in(mail: EmailMessage) -> str:
    body = mail.get_body()
    assert body is not None
    text: str = body.get_content()
    return text.partition("/m/")[2].split()[0]


def test_the_letter_comes_once_on_monday_at_seven(
    graph: Graph, settings: Settings, mails: MailServer, dana: Session
) -> None:
    for hour, letters in ((6, 0), (7, 1), (8, 1)):
        send_letters(graph, settings, dana, next_monday(hour))
        assert len(delivered(graph, settings, mails, dana)) == letters, hour
    digest.send_letters(installed(graph, next_monday(20)), settings)
    (mail,) = delivered(graph, settings, mails, dana)
    body = mail.get_body()
    assert body is not None
    assert mail["Subject"] == "Ann Osei and Lee Park"
    assert "Good morning Dana," in body.get_content()


def test_two_who_know_the_same_people_are_planned_together(
    graph: Graph, settings: Settings, mails: MailServer, dana: Session
) -> None:
    everybody = acting(graph, dana.workspace, "write")
    eve = {
        "id": "eve",
        "name": "Eve",
        "connector": True,
        "emails": [f"eve-{dana.principal.key_id}"],
    }
    save_batch(everybody, [PersonIn.model_validate(eve | {"time_zone": "Pacific/Auckland"})])
    known = [{"from": "eve", "to": person, "trust": 0.6} for person in ("ann", "lee")]
    save_relationships(everybody, known)
    assert send_letters(graph, settings, dana, next_monday(8)) == 2
    (mail,) = delivered(graph, settings, mails, dana)
    (other,) = mails.to(f"eve-{dana.principal.key_id}")
    assert mail["Subject"] == "Ann Osei and Lee Park"
    body = other.get_body()
    assert body is not None
    assert "No introduction stands out this week" in body.get_content()


def test_those_to_whom_nothing_can_be_proposed_are_planned_once(
    graph: Graph, settings: Settings, dana: Session, driver: Driver
) -> None:
    everybody = acting(graph, dana.workspace, "write")
    lonely = [
        {"id": f"l{number}", "name": f"L{number}", "connector": True,
         "emails": [f"l{number}-{dana.principal.key_id}"], "time_zone": "Pacific/Auckland"}
        for number in range(3)
    ]  # fmt: skip
    save_batch(everybody, [PersonIn.model_validate(one) for one in lonely])
    assert send_letters(graph, settings, dana, next_monday(8)) == 4
    plannings = [i for label, i in read_back(driver, dana.workspace).nodes if label == "Job"]
    assert len(plannings) == 1


def test_only_who_may_send_mail_gets_a_letter(
    graph: Graph, settings: Settings, mails: MailServer, dana: Session
) -> None:
    everybody = acting(graph, dana.workspace, "write")
    address = f"eve-{dana.principal.key_id}"
    eve = {"id": "eve", "name": "Eve", "connector": True, "emails": [address]}
    save_batch(everybody, [PersonIn.model_validate(eve | {"time_zone": "Pacific/Auckland"})])
    account = MailAccount(host="127.0.0.1", port=mails.port, security="none")
    own = MailSettings(accounts={address: account})
    assert send_letters(graph, settings.model_copy(update={"mail": own}), dana, next_monday(8)) == 1
    assert delivered(graph, settings, mails, dana) == []
    assert len(mails.to(address)) == 1


def test_a_link_does_what_was_chosen_and_looking_does_nothing(
    graph: Graph, settings: Settings, mails: MailServer, dana: Session
) -> None:
    send_letters(graph, settings, dana, next_monday(9))
    token = link_in(delivered(graph, settings, mails, dana)[-1])
    secret = settings.signing_secret()
    for _ in range(3):
        assert digest.load_suggestion(installed(graph), secret, token).a.name == "Ann Osei"
    assert introductions.list_introductions(dana).items == ()
    first, second = (digest.record_choice(installed(graph), secret, token, "yes") for _ in range(2))
    assert first == second
    (made,) = introductions.list_introductions(dana).items
    assert (made.id, made.state, made.plan_week) == (
        first, "asked", read_link(secret, token).week,  # type: ignore[union-attr]
    )  # fmt: skip


def test_a_yes_asks_the_two_of_its_own_link_however_long_their_ids_are(
    graph: Graph, settings: Settings, dana: Session
) -> None:
    everybody = acting(graph, dana.workspace, "write")
    ids = [f"{'x' * 95}{end}" for end in ("a", "b", "c")]
    works = ("divorce_attorney", "realtor", "realtor")
    people = [
        {"id": one, "name": f"P {one[-1]}", "professions": [work], "regions": ["US/NY"]}
        for one, work in zip(ids, works, strict=True)
    ]
    save_batch(everybody, [PersonIn.model_validate(one) for one in people])
    known = [{"from": "dana", "to": one, "trust": 0.9} for one in ids]
    save_relationships(everybody, known)
    secret = settings.signing_secret()
    week = current_week(datetime.now(UTC), "Pacific/Auckland")
    for other in ids[1:]:
        token = link_token(secret, SuggestionLink(dana.workspace, "dana", week, ids[0], other))
        digest.record_choice(installed(graph), secret, token, "yes")
        asked = digest.invitation_messages(installed(graph), settings, token)
        assert asked is not None
        assert [to.person_id for draft in asked for to in draft.to] == [ids[0], other]


@pytest.mark.parametrize(("choice", "code"), [("not_now", "snoozed"), ("known", "connected")])
def test_what_does_not_suit_leaves_the_list(
    graph: Graph, settings: Settings, mails: MailServer, dana: Session, choice: str, code: str
) -> None:
    send_letters(graph, settings, dana, next_monday(9))
    token = link_in(delivered(graph, settings, mails, dana)[-1])
    for _ in range(2):
        digest.record_choice(installed(graph), settings.signing_secret(), token, choice)  # type: ignore[arg-type]
    reasons = explain_pairing(dana, "dana", "ann", "lee").reasons
    assert [reason.code for reason in reasons] == [code]


def test_a_link_that_nobody_was_sent_opens_nothing(
    graph: Graph, settings: Settings, mails: MailServer, dana: Session
) -> None:
    send_letters(graph, settings, dana, next_monday(9))
    token = link_in(delivered(graph, settings, mails, dana)[-1])
    secret = settings.signing_secret()
    idea = read_link(secret, token)
    assert idea is not None
    for forged in ("", "x.y", token[:-2], link_token(b"another", idea)):
        with pytest.raises(LinkExpired):
            digest.load_suggestion(installed(graph), secret, forged)
