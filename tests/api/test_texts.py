"""Texts over HTTP: checked when saved, previewed before sending, back to the default."""

from app.message_templates.service import texts_of
from tests.api.conftest import Api

OWN = {"subject": "{other_first_name}?", "text": "Hi {first_name}, meet {other}: {link}"}


def test_every_step_has_a_text_from_the_start(api: Api) -> None:
    items = api.client("read").get("/v1/texts").json()["items"]
    assert [item["key"] for item in items] == [
        "opt_in_question",
        "bridge",
        "nudge",
        "reminder",
        "follow_up",
        "thank_you",
    ]
    assert all(item["is_default"] for item in items)
    assert "link" in items[0]["required"]


def test_a_text_of_ones_own_is_used_until_it_is_taken_back(api: Api) -> None:
    admin = api.client("admin")
    assert admin.put("/v1/texts/opt_in_question", json=OWN).json()["is_default"] is False
    used = api.graph.read(api.workspace, texts_of)["opt_in_question"]
    assert used.model_dump() == OWN
    (first, *rest) = admin.get("/v1/texts").json()["items"]
    assert (first["text"], first["is_default"]) == (OWN["text"], False)
    assert all(item["is_default"] for item in rest)
    assert admin.delete("/v1/texts/opt_in_question").status_code == 204
    assert admin.get("/v1/texts").json()["items"][0]["is_default"] is True


def test_a_text_with_a_fault_is_refused_with_its_place_and_changes_nothing(api: Api) -> None:
    admin = api.client("admin")
    for address in ("/v1/texts/opt_in_question", "/v1/texts/opt_in_question/preview"):
        method = "POST" if address.endswith("preview") else "PUT"
        answer = admin.request(method, address, json={"subject": "{who}", "text": "Hi {other}"})
        assert answer.status_code == 422
        told = {error["pointer"]: error["message"] for error in answer.json()["errors"]}
        assert told.keys() == {"/subject", "/text"}
        assert "{who}" in told["/subject"]
        assert "{link}" in told["/text"]
    assert admin.get("/v1/texts").json()["items"][0]["is_default"] is True


def test_a_preview_shows_the_text_with_people_in_it_and_saves_nothing(api: Api) -> None:
    reader = api.client("read")
    shown = reader.post("/v1/texts/opt_in_question/preview", json=OWN).json()
    assert shown["subject"] == "Lee?"
    assert shown["text"].startswith("Hi Ann, meet Lee Park: https://")
    assert reader.get("/v1/texts").json()["items"][0]["is_default"] is True


def test_a_step_that_does_not_exist_has_no_text(api: Api) -> None:
    assert api.client("admin").put("/v1/texts/farewell", json=OWN).status_code == 422


def test_a_text_that_someone_else_has_changed_is_not_overwritten(api: Api) -> None:
    admin, address = api.client("admin"), "/v1/texts/nudge"
    first = admin.get(address)
    assert first.json() in admin.get("/v1/texts").json()["items"]
    old = {"If-Match": first.headers["ETag"]}
    words = {"subject": "Ready", "text": first.json()["text"]}
    own = admin.put(address, json=words, headers=old)
    assert own.headers["ETag"] == admin.get(address).headers["ETag"]
    for late in (admin.put(address, json=words, headers=old), admin.delete(address, headers=old)):
        assert (late.status_code, late.json()["code"]) == (412, "version_mismatch")
    assert admin.get(address).json()["subject"] == "Ready"
    now = {"If-Match": own.headers["ETag"]}
    assert admin.delete(address, headers=now).status_code == 204
    assert admin.get(address).json() == first.json()
