"""What the two are told, and links that nobody can guess."""

from hypothesis import given
from hypothesis import strategies as st

from app.introductions.rules.disclosure import reason_for
from app.pairings.models import Connection, NeedWindow
from app.security.tokens import answer_link, read_answer_link

ids = st.text(alphabet="abc019._~:@-", min_size=1, max_size=12)
sides = st.sampled_from(["a", "b"])
place = st.tuples(st.binary(min_size=1, max_size=8), ids, ids, sides)


def connection(kind: str, name: str) -> Connection:
    need = NeedWindow(
        side="b", profession="realtor", profession_name="Realtor", likelihood=0.5, from_day=0,
        to_day=9, source="our estimate",
    )  # fmt: skip
    return Connection.model_validate(
        {"kind": kind, "trigger_event": "x", "name": name, "met_by": "divorce attorneys",
         "per_quarter": 2.0, "met_source": "our estimate", "needs": (need,), "expected": 1.0}
    )  # fmt: skip


def test_each_side_reads_what_the_other_brings_and_no_name() -> None:
    found = (connection("a_to_b", "Divorce"), connection("b_to_a", "Buying a home"))
    assert reason_for("a", found, "Realtor", "-") == (
        "A realtor sees clients who need you (buying a home). "
        "Your clients may need a realtor (divorce)."
    )
    assert reason_for("b", found, "Divorce attorney", "-") == (
        "A divorce attorney sees clients who need you (divorce). "
        "Your clients may need a divorce attorney (buying a home)."
    )


def test_without_a_connection_the_connectors_word_must_do() -> None:
    assert reason_for("a", (), "Realtor", "Dana thinks so.") == "Dana thinks so."


@given(place, place)
def test_two_links_are_equal_only_for_the_same_side_of_the_same_introduction(
    one: tuple[bytes, str, str, str], other: tuple[bytes, str, str, str]
) -> None:
    made = [answer_link(*what).hash for what in (one, other)]
    assert (made[0] == made[1]) == (one == other)


@given(place)
def test_the_secret_of_a_link_stands_in_no_id(at: tuple[bytes, str, str, str]) -> None:
    link = answer_link(*at)
    presented = read_answer_link(link.text)
    assert presented is not None
    assert presented.id == link.id
    assert presented.matches(link.hash)
    assert presented.secret not in link.id


@given(st.text(max_size=100))
def test_no_other_text_is_a_token(text: str) -> None:
    assert read_answer_link(text) is None
