"""Why somebody is not in a plan: one true code each."""

from pathlib import Path
from typing import get_args

from app.plans.models import Candidate, LeftOutCode, Offer, Problem
from app.plans.rules.left_out import OF_A_PERSON, TEXTS, LeftOutExplainer, Weighed

DOC = Path(__file__).resolve().parents[3] / "docs" / "plans.md"


def candidate(a: str, b: str) -> Candidate:
    return Candidate(a, b, 0.5, 0.5, "mutual_flow", (a, b))


CHOSEN = candidate("ann", "bob")
ELSEWHERE = candidate("cyd", "dee")
CANDIDATES = (
    CHOSEN,
    candidate("bob", "eve"),
    candidate("eve", "fay"),
    ELSEWHERE,
    candidate("ann", "gus"),
)
PROBLEM = Problem((Offer("one", CANDIDATES, 3, 0), Offer("two", (), 3, 0)), {"ann": 1, "hal": 0})


def codes(*, complete: bool) -> dict[str, LeftOutCode]:
    weighed = Weighed(
        partners=(
            *(
                (one, None)
                for one in ("ann", "bob", "cyd", "eve", "gus", "hal", "ian", "jon", "kim", "lou")
            ),
            ("leo", "away"),
        ),
        candidates=CANDIDATES,
        resting=frozenset({("ian", "zed")}),
        fixed=frozenset({("jon", "zed")}),
        unweighed=frozenset({"ann", "lou"}),
        complete=complete,
    )
    where = LeftOutExplainer(PROBLEM, ((CHOSEN,), (ELSEWHERE,)))
    return dict(where.left_out(weighed, (CHOSEN,)))


def test_everybody_left_out_gets_the_reason_that_is_theirs() -> None:
    assert codes(complete=True) == {
        "cyd": "given_to_another",
        "eve": "better_pairs",
        "gus": "partners_full",
        "hal": "cap_reached",
        "ian": "resting",
        "jon": "given_to_another",
        "kim": "no_good_pair",
        "leo": "away",
        "lou": "not_among_best",
    }


def test_where_not_every_pair_was_weighed_nobody_is_said_to_have_no_good_one() -> None:
    assert codes(complete=False)["kim"] == "not_among_best"


def test_every_code_has_a_sentence_and_a_line_in_the_documentation() -> None:
    assert set(TEXTS) == set(get_args(LeftOutCode)) >= set(OF_A_PERSON.values())
    text = DOC.read_text(encoding="utf-8")
    assert [code for code in TEXTS if f"| `{code}` |" not in text] == []
