"""Who is let in, and until when, without an engine."""

from datetime import datetime, timedelta

import pytest

from app.errors import LinkExpired, SignInNeeded, Unauthenticated
from app.keys import repository
from app.keys import service as keys
from app.keys.repository import KeyRow
from app.security.tokens import new_key, new_token
from app.session import Installation
from app.sign_in import repository as sign_in_repository
from app.sign_in import service as sign_in
from app.sign_in.repository import Deleted, LinkRow, SessionRow
from tests.fake_graph import NOON, FakeGraph
from tests.sessions import SetClock


def at_noon(graph: FakeGraph, later: timedelta = timedelta()) -> Installation:
    return Installation(graph, SetClock(NOON + later))


def key_row(
    key_id: str,
    hashed: str,
    scope: str,
    connector: str | None = None,
    revoked_at: datetime | None = None,
) -> KeyRow:
    return KeyRow(
        id=key_id,
        workspace="w",
        hash=hashed,
        name="",
        scope=scope,  # type: ignore[arg-type]
        connector=connector,
        created_at=NOON,
        last_used_at=None,
        expires_at=None,
        restricted=False,
        revoked_at=revoked_at,
    )


@pytest.mark.parametrize(
    ("scope", "connector", "kind"),
    [
        ("write", "dana", "connector"),
        ("admin", "dana", "connector"),
        ("admin", None, "administrator"),
        ("write", None, "integration"),
        ("read", None, "integration"),
    ],
)
def test_a_key_says_what_kind_of_principal_acts(
    scope: str, connector: str | None, kind: str
) -> None:
    key = new_key()
    row = key_row(key.id, key.hash, scope, connector)
    graph = FakeGraph({repository.find_key: [row]})
    principal = keys.identify(at_noon(graph), key.text).principal
    assert (principal.kind, principal.workspace, principal.connector) == (kind, "w", connector)


def test_a_revoked_key_and_another_secret_open_nothing() -> None:
    key, other = new_key(), new_key()
    revoked = key_row(key.id, key.hash, "admin", revoked_at=NOON)
    with pytest.raises(Unauthenticated):
        keys.identify(at_noon(FakeGraph({repository.find_key: [revoked]})), key.text)
    stolen = key_row(key.id, other.hash, "admin")
    with pytest.raises(Unauthenticated):
        keys.identify(at_noon(FakeGraph({repository.find_key: [stolen]})), key.text)


def test_a_link_signs_in_for_15_minutes_and_once() -> None:
    link = new_token()
    row = LinkRow(link.id, "w", link.hash, "write", NOON + timedelta(minutes=15), "dana", "Dana")
    graph = FakeGraph(
        {
            sign_in_repository.find_link: [row],
            sign_in_repository.delete_link: [Deleted(1)],
        }
    )
    sign_in.sign_in(at_noon(graph, timedelta(minutes=15)), link.text)
    (begun,) = graph.writes_of(sign_in_repository.create_session)
    assert (begun["connector"], begun["scope"]) == ("dana", "write")
    graph.answers[sign_in_repository.delete_link] = [Deleted(0)]
    with pytest.raises(LinkExpired):
        sign_in.sign_in(at_noon(graph), link.text)
    with pytest.raises(LinkExpired):
        sign_in.sign_in(at_noon(graph, timedelta(minutes=16)), link.text)
    assert len(graph.writes_of(sign_in_repository.create_session)) == 1


def test_a_sign_in_lasts_as_long_as_was_said() -> None:
    token = new_token()
    row = SessionRow(
        token.id, "w", token.hash, "write", NOON + timedelta(30), "dana", "Dana", "Europe/Dublin"
    )
    graph = FakeGraph({sign_in_repository.find_session: [row]})
    signed_in = sign_in.identify_session(at_noon(graph, timedelta(30)), token.text)
    assert signed_in.session.principal.kind == "connector"
    with pytest.raises(SignInNeeded):
        sign_in.identify_session(at_noon(graph, timedelta(31)), token.text)
    with pytest.raises(SignInNeeded):
        sign_in.identify_session(at_noon(graph), None)
