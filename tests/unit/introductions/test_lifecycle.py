"""The life of an introduction, held to its table and to what nobody may learn."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.introductions.models import (
    SIDES,
    Action,
    Answer,
    Given,
    IntroductionSettings,
    Side,
    SideSituation,
    Situation,
    State,
    Via,
)
from app.introductions.rules.disclosure import answers_told
from app.introductions.rules.lifecycle import (
    ALLOWED,
    OPEN,
    Act,
    AnsweredByLink,
    Moment,
    OutOfOrder,
    Step,
    allowed,
    decide,
)

SETTINGS = IntroductionSettings()
DUBLIN = ZoneInfo("Europe/Dublin")
NOW = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)
MOMENT = Moment(NOW, DUBLIN, SETTINGS)
DRAFT = Situation("draft", created_at=NOW)


def after(there: Situation, act: Act, moment: Moment = MOMENT) -> Situation:
    """The situation that a step leads to, kept as the graph would keep it."""
    return kept(there, decide(there, act, moment))


def kept(there: Situation, step: Step) -> Situation:
    sides = dict(there.sides)
    for side, said in step.sides.items():
        known = {k: v for k, v in said.items() if k in ("answer", "asked_at", "answered_by")}
        sides[side] = replace(sides[side], **known)
    fields = ("asked_at", "introduced_at", "paused_until", "reminded")
    changes = {name: step.changes[name] for name in fields if name in step.changes}
    return replace(there, state=step.to, due=step.due, sides=sides, **changes)


def answer(side: Side, said: Answer, until: date | None = None, by: Via = "link") -> Act:
    return Act("answer", side=side, said=said, until=until, by=by)


ASKED = after(DRAFT, Act("ask"))
HALF = after(ASKED, answer("a", "yes"))
AGREED = after(HALF, answer("b", "yes"))
INTRODUCED = after(AGREED, Act("introduce"))
MET = after(INTRODUCED, Act("met"))
FOLLOWED_UP = after(MET, Act("follow-up"))
CONSENTING = replace(
    DRAFT, opt_in="none", sides={s: SideSituation(consents=True) for s in ("a", "b")}
)
TABLE = [
    (DRAFT, Act("ask"), "asked", 7),
    (CONSENTING, Act("introduce"), "introduced", 21),
    (HALF, answer("b", "yes"), "agreed", 2),
    (ASKED, answer("a", "no"), "declined", None),
    (AGREED, answer("b", "no"), "declined", None),
    (ASKED, answer("a", "not_now", date(2027, 1, 7)), "asked", 45),
    (AGREED, answer("a", "not_now", date(2027, 1, 7)), "agreed", 45),
    (ASKED, Act("pause", until=date(2027, 1, 7)), "asked", 45),
    (AGREED, Act("pause", until=date(2027, 1, 7)), "agreed", 45),
    (AGREED, Act("introduce"), "introduced", 21),
    (INTRODUCED, Act("met"), "met", 7),
    (MET, Act("follow-up"), "followed_up", 30),
    (INTRODUCED, Act("outcome", outcome="nothing"), "closed", None),
    (MET, Act("outcome", outcome="relationship"), "closed", None),
    (FOLLOWED_UP, Act("outcome", outcome="referral"), "closed", None),
    (DRAFT, Act("withdraw"), "withdrawn", None),
    (ASKED, Act("withdraw"), "withdrawn", None),
    (AGREED, Act("withdraw"), "withdrawn", None),
]
"""From, action, to, and in how many days something is due."""


@pytest.mark.parametrize(("there", "act", "to", "days"), TABLE)
def test_each_line_of_the_table_holds(
    there: Situation, act: Act, to: State, days: int | None
) -> None:
    step = decide(there, act, MOMENT)
    assert step.to == to
    if days is None:
        assert step.due is None
    else:
        assert step.due is not None
        local = step.due.astimezone(DUBLIN)
        assert (local.date(), local.hour) == (date(2026, 11, 23) + timedelta(days), 9)


def test_nothing_else_is_possible() -> None:
    """What no line of the table has is refused, with what is possible instead."""
    lines = {(there.state, act.action) for there, act, _, _ in TABLE} | {("declined", "answer")}
    for state in get_args(State):
        for action in get_args(Action):
            if (state, action) in lines:
                assert action in ALLOWED[state]
                continue
            with pytest.raises(OutOfOrder) as refused:
                decide(Situation(state), Act(action, side="a", said="yes"), MOMENT)
            assert set(refused.value.allowed) <= set(ALLOWED[state])
            assert action not in refused.value.allowed


@pytest.mark.parametrize("consents", [(True, False), (False, True), (False, False)])
def test_nobody_is_introduced_unasked_who_has_not_consented(consents: tuple[bool, bool]) -> None:
    sides: dict[Side, SideSituation] = {
        "a": SideSituation(consents=consents[0]),
        "b": SideSituation(consents=consents[1]),
    }
    with pytest.raises(OutOfOrder):
        decide(replace(DRAFT, opt_in="none", sides=sides), Act("introduce"), MOMENT)


def test_whoever_says_not_now_after_a_yes_is_not_introduced_before_saying_yes_again() -> None:
    waiting = after(AGREED, answer("a", "not_now"))
    assert "introduce" not in allowed(waiting)
    assert "introduce" in allowed(after(waiting, answer("a", "yes")))


def test_a_pause_in_the_past_is_refused() -> None:
    with pytest.raises(OutOfOrder):
        decide(ASKED, Act("pause", until=date(2026, 11, 22)), MOMENT)


def test_a_no_by_mistake_can_be_taken_back() -> None:
    declined = after(HALF, answer("b", "no"))
    assert declined.state == "declined"
    assert after(declined, answer("b", "yes")).state == "agreed"


def test_what_someone_said_no_to_on_their_page_no_connector_changes() -> None:
    """Nor the other's answer: what came of trying would tell whose no it was."""
    for side in SIDES:
        declined = after(ASKED, answer(side, "no"))
        assert allowed(declined) == ()
        for tried in SIDES:
            for said in get_args(Answer):
                with pytest.raises(OutOfOrder, match="by their own link"):
                    decide(declined, answer(tried, said, by="connector"), MOMENT)


def test_a_connector_corrects_only_a_no_that_they_recorded() -> None:
    half = after(ASKED, answer("a", "yes", by="connector"))
    declined = after(half, answer("b", "no", by="connector"))
    assert allowed(declined) == ("answer",)
    assert after(declined, answer("b", "yes", by="connector")).state == "agreed"
    with pytest.raises(OutOfOrder, match="only a no that you recorded"):
        decide(declined, answer("a", "yes", by="connector"), MOMENT)


def test_once_one_answered_by_link_a_connector_corrects_only_what_they_recorded() -> None:
    for said in get_args(Answer):
        assert "answer" not in allowed(HALF)
        for side in SIDES:
            with pytest.raises(AnsweredByLink):
                decide(HALF, answer(side, said, by="connector"), MOMENT)
    by_hand_first = after(ASKED, answer("b", "yes", by="connector"))
    both = after(by_hand_first, answer("a", "yes"))
    assert after(both, answer("b", "no", by="connector")).state == "declined"
    with pytest.raises(AnsweredByLink):
        decide(both, answer("a", "no", by="connector"), MOMENT)


def test_the_other_may_answer_after_a_no_and_changes_nothing_by_it() -> None:
    declined = after(ASKED, answer("a", "no"))
    for said in get_args(Answer):
        step = decide(declined, answer("b", said), MOMENT)
        assert (step.to, step.changes) == ("declined", {})


acts = st.one_of(
    st.sampled_from([Act("ask"), Act("introduce"), Act("met"), Act("follow-up"), Act("withdraw")]),
    st.builds(
        answer,
        st.sampled_from(["a", "b"]),
        st.sampled_from(["yes", "no", "not_now"]),
        st.just(date(2027, 2, 1)),
        st.sampled_from(get_args(Via)),
    ),
    st.just(Act("pause", until=date(2027, 2, 1))),
    st.just(Act("outcome", outcome="referral")),
)


def corrects_anothers_no(there: Situation, act: Act) -> bool:
    """Whether the connector answers for one of whom they recorded no no."""
    if there.state != "declined" or act.by == "link" or act.side is None:
        return False
    side = there.sides[act.side]
    return (side.answer, side.answered_by) != ("no", "connector")


@given(st.lists(acts, max_size=14), st.booleans())
def test_whatever_happens_the_rules_of_the_house_hold(sequence: list[Act], consent: bool) -> None:
    there = CONSENTING if consent else DRAFT
    for act in sequence:
        before = there
        if act.action not in allowed(there, act.by) or corrects_anothers_no(there, act):
            with pytest.raises(OutOfOrder):
                decide(there, act, MOMENT)
            continue
        there = after(there, act)
        said = [side.answer for side in there.sides.values()]
        assert (there.state == "declined") == ("no" in said) or there.state == "withdrawn"
        if there.state == "introduced" and before.state != "introduced":
            assert consent or said == ["yes", "yes"]
        assert (there.due is not None) == (there.state in OPEN)
        told = answers_told(there)
        if there.state == "declined":
            assert (told.a, told.b) == (None, None)
        if "yes" in (told.a, told.b) and there.opt_in == "both":
            assert set(said) <= {"yes", "not_now"}


@given(
    st.permutations(["a", "b"]),
    st.sampled_from(get_args(Answer)),
    st.sampled_from(get_args(Answer)),
)
def test_it_does_not_matter_who_answers_first(
    order: list[Side], of_a: Answer, of_b: Answer
) -> None:
    said: dict[Side, Answer] = {"a": of_a, "b": of_b}
    there = ASKED
    for side in order:
        there = after(there, answer(side, said[side]))
    answers: set[Given | None] = {of_a, of_b}
    expected = "declined" if "no" in answers else "agreed" if answers == {"yes"} else "asked"
    assert there.state == expected


def test_a_yes_ends_only_the_rest_that_one_asked_for_oneself() -> None:
    later, latest = date(2027, 2, 1), date(2027, 4, 1)
    both = after(after(ASKED, answer("a", "not_now", latest)), answer("b", "not_now", later))
    assert both.paused_until is not None
    assert both.paused_until.date() == latest
    one = after(both, answer("b", "yes"))
    assert one.paused_until == both.paused_until
    assert after(one, answer("a", "yes")).paused_until is None
    resting = after(HALF, Act("pause", until=latest))
    agreed = after(resting, answer("b", "yes"))
    assert (agreed.state, agreed.paused_until) == ("agreed", resting.paused_until)


def test_a_rest_until_a_day_that_is_over_is_refused() -> None:
    with pytest.raises(OutOfOrder):
        decide(ASKED, answer("a", "not_now", date(2026, 11, 22)), MOMENT)
