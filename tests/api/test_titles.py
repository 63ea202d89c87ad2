"""Titles over HTTP: what they say, how a profession is known, and what users answer."""

import httpx
import pytest

from tests.api.conftest import Api
from tests.api.importing import DANA, HEAD, brought_in, people

ROWS = HEAD + (
    "Ann,Lee,,ann@x.example,Lee & Co,Realtor,31 Oct 2024\n"
    "Bob,Doe,,bob@x.example,Doe LLP,Estate planning attorney | speaker,1 Feb 2021\n"
    "Cyd,Roe,,cyd@x.example,Acme,Corporate Recruiter,1 Feb 2021\n"
    "Dee,Poe,,dee@x.example,,Retired realtor,1 Feb 2021\n"
    "Eva,Low,,eva@x.example,,Wizard of dreams,1 Feb 2021\n"
    "Fay,Low,,fay@x.example,,Wizard of dreams,1 Feb 2021\n"
)


@pytest.fixture
def client(api: Api) -> httpx.Client:
    client = api.client()
    client.post("/v1/people", json=DANA)
    return client


@pytest.fixture
def admin(api: Api) -> httpx.Client:
    return api.client("admin")


def test_an_import_says_what_its_titles_said(client: httpx.Client) -> None:
    for dry_run in ("true", "false"):
        report = brought_in(client, ROWS, "linkedin", connector="dana", dry_run=dry_run)
        titles = report["titles"]
        assert titles["recognized"] == 3
        assert titles["ruled_out"] == 1
        assert titles["suggested"] + titles["not_recognized"] == 2
        (wizards,) = titles["open"]
        assert (wizards["title"], wizards["rows"]) == ("Wizard of dreams", 2)
        assert client.get(f"/v1/imports/{report['id']}").json()["titles"] == titles


def test_a_file_without_titles_says_nothing_of_them(client: httpx.Client) -> None:
    report = brought_in(client, "a,b\ndana,dana\n", "acquaintances")
    assert report["titles"] is None


def test_each_profession_says_how_it_is_known(client: httpx.Client) -> None:
    brought_in(client, ROWS, "linkedin", connector="dana")
    known = {name: person["professions_how"] for name, person in people(client).items()}
    assert known["Ann Lee"] == {"realtor": "alias"}
    assert known["Bob Doe"] == {"estate_attorney": "guessed"}
    bob = people(client)["Bob Doe"]
    both = ["estate_attorney", "elder_law_attorney"]
    patched = client.patch(f"/v1/people/{bob['id']}", json={"professions": both}).json()
    assert patched["professions_how"] == {
        "estate_attorney": "confirmed",
        "elder_law_attorney": "told",
    }


def test_a_second_import_leaves_what_was_confirmed(client: httpx.Client) -> None:
    brought_in(client, ROWS, "linkedin", connector="dana")
    ann = people(client)["Ann Lee"]
    client.patch(f"/v1/people/{ann['id']}", json={"professions": ["realtor"]})
    report = brought_in(client, ROWS, "linkedin", connector="dana")
    assert report["unchanged"] == 6
    assert people(client)["Ann Lee"]["professions_how"] == {"realtor": "confirmed"}


def test_who_serves_one_employer_is_no_partner(client: httpx.Client) -> None:
    brought_in(client, ROWS, "linkedin", connector="dana")
    cyd = people(client)["Cyd Roe"]
    assert (cyd["professions"], cyd["role"]) == (["recruiter"], "other")


def test_an_answer_becomes_an_alias_and_wins(client: httpx.Client, admin: httpx.Client) -> None:
    brought_in(client, ROWS, "linkedin", connector="dana")
    answer = {"title": "Wizard of Dreams", "profession": "life_coach"}
    said = admin.put("/v1/titles", json=answer).json()
    assert (said["profession"], said["by"]) == ("life_coach", "own")
    brought_in(client, ROWS, "linkedin", connector="dana")
    eva = people(client)["Eva Low"]
    assert (eva["professions"], eva["role"]) == (["life_coach"], "partner")
    assert eva["professions_how"] == {"life_coach": "alias"}


def test_the_last_answer_counts_even_against_the_catalog(admin: httpx.Client) -> None:
    for profession in ("life_coach", "recruiter"):
        admin.put("/v1/titles", json={"title": "Realtor", "profession": profession})
        said = admin.get("/v1/titles", params={"title": "realtor"}).json()
        assert said["profession"] == profession
    coach = admin.get("/v1/professions/life_coach").json()
    assert "Realtor" not in coach["aliases"]


def test_an_answer_names_a_profession_that_is_there(admin: httpx.Client) -> None:
    answer = admin.put("/v1/titles", json={"title": "X", "profession": "life_couch"})
    assert answer.status_code == 422
    assert answer.json()["code"] == "unknown_profession"


def test_a_very_long_title_is_answered(client: httpx.Client) -> None:
    said = client.get("/v1/titles", params={"title": "Realtor | " + "word " * 998})
    assert said.json()["profession"] == "realtor"
