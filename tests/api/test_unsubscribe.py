"""Unsubscribing: by a page for people, by one click for mail programs; never by looking."""

from collections.abc import Iterator

import httpx
import pytest

from app.security.tokens import unsubscribe_token
from tests.api.conftest import Api
from tests.engines import Engine
from tests.patience import open_client


@pytest.fixture
def link(api: Api, engine: Engine) -> str:
    secret = engine.settings.signing_secret()
    return f"/u/{unsubscribe_token(secret, api.workspace, 'ann@home.example')}"


@pytest.fixture
def somebody(server: str) -> Iterator[httpx.Client]:
    with open_client(base_url=server) as client:
        yield client


def test_looking_changes_nothing(somebody: httpx.Client, link: str) -> None:
    for _ in range(2):
        answer = somebody.get(link)
        assert "Unsubscribe?" in answer.text
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_one_click_of_a_mail_program_suffices(somebody: httpx.Client, link: str) -> None:
    answer = somebody.post(link, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert "You’re unsubscribed" in answer.text
    assert "You’re unsubscribed" in somebody.get(link).text
    assert somebody.post(link).status_code == 200


@pytest.mark.parametrize("change", ["x", ""])
def test_a_link_that_is_not_whole_opens_nothing(
    somebody: httpx.Client, link: str, change: str
) -> None:
    broken = link[:-1] + change
    if broken == link:
        broken = link[:-1] + "y"
    for answer in (somebody.get(broken), somebody.post(broken)):
        assert answer.status_code == 404
    assert "Unsubscribe?" in somebody.get(link).text
