"""How many statements a step of an introduction takes, as the driver sends them."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import get_ident

import pytest

from app.graph import Graph
from app.introductions import service as introductions
from app.introductions.models import NewIntroduction
from app.introductions.rules.lifecycle import Act
from app.pairings.service import explain_pairing
from app.people.models import PersonIn
from app.people.service import save_batch
from app.relationships.service import save_batch as save_relationships
from app.session import Session
from tests.engines import Engine
from tests.sessions import acting

MOST = 8
MOST_TO_BEGIN = 9
"""One more since pairings ask who moves in the same circles; it is sent together with others."""
CONTACTS = {"ann": "divorce_attorney", "lee": "realtor", "mia": "therapist", "sam": "cpa"}


@pytest.fixture
def dana(graph: Graph, catalog_workspace: str) -> Session:
    """Dana, who knows more people than the two in question."""
    everyone = acting(graph, catalog_workspace)
    people = [{"id": "dana", "name": "Dana", "connector": True}] + [
        {"id": one, "name": one.title(), "professions": [work], "emails": [f"{one}@home.example"]}
        for one, work in CONTACTS.items()
    ]
    saved = save_batch(everyone, [PersonIn.model_validate(one) for one in people])
    assert {row.status for row in saved.results} == {"created"}
    save_relationships(everyone, [{"from": "dana", "to": one, "trust": 0.9} for one in CONTACTS])
    session = acting(graph, catalog_workspace, connector="dana")
    # The catalog is read once in a process, until the workspace changes it.
    explain_pairing(session, "dana", "mia", "sam")
    return session


@pytest.fixture
def sent(caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    """What this thread has sent to the engine so far: the driver's own log of the wire.

    Services under test, which share the engine, have threads of their own.
    """
    caplog.set_level(logging.DEBUG, "neo4j.io")
    own = get_ident()
    return lambda: [
        message
        for record in caplog.records
        if record.thread == own and "C: RUN" in (message := record.getMessage())
    ]


@contextmanager
def counting(sent: Callable[[], list[str]]) -> Iterator[list[str]]:
    """The statements that are sent meanwhile."""
    before, found = len(sent()), list[str]()
    yield found
    found += sent()[before:]


def test_an_introduction_begins_and_is_marked_as_sent_in_few_statements(
    dana: Session, engine: Engine, sent: Callable[[], list[str]]
) -> None:
    body = NewIntroduction(connector_id="dana", a="ann", b="lee")
    with counting(sent) as beginning:
        made = introductions.create(dana, body)
    act, secret = Act("ask"), engine.settings.signing_secret()
    introductions.apply_action(dana, made.id, act, secret=secret)
    with counting(sent) as marking:
        messages = introductions.mark_sent(dana, made.id, engine.settings)
    assert {to.letter for one in messages.items for to in one.to} == {"by_hand"}
    assert 0 < len(beginning) <= MOST_TO_BEGIN
    assert 0 < len(marking) <= MOST
    facts = [statement for statement in beginning if "'only'" in statement]
    assert facts
    assert all("mia" not in statement for statement in facts)
    assert all("'only': ['ann', 'lee']" in statement for statement in facts)
