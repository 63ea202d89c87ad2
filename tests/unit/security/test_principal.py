"""Who acts, and how histories name them."""

import pytest

from app.security import Principal


@pytest.mark.parametrize(
    ("principal", "actor", "in_history"),
    [
        (Principal.with_key("0f3c", "w", "write", "dana"), "dana", "dana"),
        (Principal.with_key("0f3c", "w", "write", None), "key 0f3c", "dana, by key 0f3c"),
        (
            Principal.with_key("0f3c", "w", "admin", None),
            "administrator 0f3c",
            "dana, by administrator 0f3c",
        ),
        (Principal.by_link("w", "one of the two"), "one of the two", "one of the two"),
        (Principal.system("w", "the clock"), "the clock", "the clock"),
        (Principal.system("w", "terminal", "dana"), "dana, by terminal", "dana, by terminal"),
    ],
    ids=lambda value: value.kind if isinstance(value, Principal) else None,
)
def test_histories_name_the_connector_and_who_acts_for_them(
    principal: Principal, actor: str, in_history: str
) -> None:
    assert principal.actor == actor
    assert principal.actor_for("dana") == in_history


@pytest.mark.parametrize(
    ("scope", "connector", "kind"),
    [
        ("write", "dana", "connector"),
        ("admin", "dana", "connector"),
        ("admin", None, "administrator"),
        ("read", None, "integration"),
        ("write", None, "integration"),
    ],
)
def test_a_key_says_what_kind_its_holder_is(scope: str, connector: str | None, kind: str) -> None:
    assert Principal.with_key("k", "w", scope, connector).kind == kind  # type: ignore[arg-type]
