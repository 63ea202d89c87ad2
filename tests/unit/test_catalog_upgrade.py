"""An upgrade of the catalog: what is new comes, what a workspace changed itself stays."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.catalog.models import Meets, NeedEntry, Profession, TriggerEvent
from app.catalog.repository.files import EDITION, load_catalog, load_edition
from app.catalog.rules.upgrading import differences, upgraded_event, upgraded_profession
from app.resources import shipped

KEYS = {"law", "tax", "loan", "coach"}
LAW = Profession(
    key="law",
    name="Lawyer",
    sphere="legal",
    aliases=("attorney", "counsel"),
    aliases_by_country={"*": ("attorney", "counsel")},
)


def need(profession: str, likelihood: float, **fields: Any) -> NeedEntry:
    said = {"from_day": 0, "to_day": 9, "rationale": "It is needed", "source": "judgement"}
    return NeedEntry(profession=profession, likelihood=likelihood, **{**said, **fields})


def split(*needs: NeedEntry, **fields: Any) -> TriggerEvent:
    said = {"key": "split", "name": "Split", "sphere": "family", "day_zero": "filed"}
    return TriggerEvent(**{**said, **fields}, needs=needs)


def upgraded(
    base: TriggerEvent | None, own: TriggerEvent | None, new: TriggerEvent, **occasions: str
) -> TriggerEvent | None:
    return upgraded_event(base, own, new, KEYS, occasions)


def test_what_no_one_changed_becomes_what_is_shipped() -> None:
    base = split(need("law", 0.8), need("loan", 0.5))
    new = split(need("law", 0.7, source="x"), need("coach", 0.2), name="A split", occasion="part")
    assert upgraded(base, base, new) == new
    assert upgraded(None, None, new) == new


def test_a_changed_figure_stays_and_the_others_follow() -> None:
    base = split(need("law", 0.8), need("loan", 0.5))
    own = split(need("law", 0.3), need("loan", 0.5))
    new = split(need("law", 0.7, source="x", quote="seven in ten"), need("loan", 0.4))
    after = upgraded(base, own, new)
    assert after is not None
    assert after.needs == (need("law", 0.3), need("loan", 0.4))
    told = {one.what: one for one in differences(own, after, new)}
    assert told["need of law"].kept
    assert "likelihood 0.7" in (told["need of law"].after or "")
    assert not told["need of loan"].kept
    assert told["need of loan"].before != told["need of loan"].after


def test_what_was_added_or_removed_stays_so() -> None:
    base = split(need("law", 0.8), need("loan", 0.5))
    own = split(need("law", 0.8), need("tax", 0.9))
    new = split(need("law", 0.8), need("loan", 0.4), need("coach", 0.1))
    after = upgraded(base, own, new)
    assert after is not None
    assert after.needs == (need("law", 0.8), need("coach", 0.1), need("tax", 0.9))


def test_what_was_deleted_does_not_come_back_nor_do_its_figures() -> None:
    assert upgraded(split(), None, split(name="New")) is None
    met = (Meets(profession="law", per_quarter=1.0, source="judgement"),)
    new = split(need("painter", 0.5), need("law", 0.5), meets=met)
    after = upgraded(None, None, new)
    assert after is not None
    assert [one.profession for one in after.needs] == ["law"]
    assert upgraded_profession(LAW, None, LAW, KEYS) is None
    (told,) = differences(None, None, LAW)
    assert (told.what, told.kept) == ("deleted by you", True)


def test_ones_own_entry_under_the_key_of_a_new_one_stays() -> None:
    mine = split(need("tax", 0.1), name="My split")
    assert upgraded(None, mine, split(need("law", 0.9))) == mine
    own = LAW.model_copy(update={"name": "Mine"})
    assert upgraded_profession(None, own, LAW, KEYS) == own


def test_an_occasion_that_would_be_circular_is_left() -> None:
    base, new = split(), split(occasion="part")
    after = upgraded(base, base, new, split="split", part="split")
    assert after is not None
    assert after.occasion == "split"


def test_names_are_merged_one_by_one() -> None:
    said = ("attorney", "advocate")
    own = LAW.model_copy(update={"aliases": said, "aliases_by_country": {"US": said}})
    new = LAW.model_copy(
        update={
            "name": "Attorney",
            "aliases": ("counsel", "solicitor"),
            "aliases_by_country": {"*": ("counsel",), "UK": ("solicitor",)},
            "competes_with": ("tax", "painter"),
        }
    )
    after = upgraded_profession(LAW, own, new, KEYS)
    assert after is not None
    assert after.aliases == ("advocate", "solicitor")
    assert after.aliases_by_country == {"US": said, "UK": ("solicitor",)}
    assert (after.name, after.competes_with) == ("Attorney", ("tax",))


SHARES = st.sampled_from([0.1, 0.2, 0.3])
EVENTS = st.dictionaries(st.sampled_from(sorted(KEYS)), SHARES, max_size=4).map(
    lambda shares: split(*(need(key, share) for key, share in shares.items()))
)


@given(EVENTS, EVENTS, EVENTS)
def test_an_upgrade_done_twice_is_done_once(
    base: TriggerEvent, own: TriggerEvent, new: TriggerEvent
) -> None:
    once = upgraded(base, own, new)
    assert once is not None
    assert upgraded(base, once, new) == once
    assert {one.what for one in differences(once, once, new) if not one.kept} == set()


@given(EVENTS, EVENTS, EVENTS)
def test_every_figure_is_ones_own_or_shipped_and_none_that_was_changed_is_lost(
    base: TriggerEvent, own: TriggerEvent, new: TriggerEvent
) -> None:
    after = upgraded(base, own, new)
    assert after is not None
    assert set(after.needs) <= {*own.needs, *new.needs}
    assert set(own.needs) - set(base.needs) <= set(after.needs)


def test_each_earlier_edition_is_there_and_leads_to_the_shipped_one() -> None:
    assert sorted(path.stem for path in (shipped("catalog") / "earlier").iterdir()) == [
        str(edition) for edition in range(1, EDITION)
    ]
    new = load_catalog()
    keys = {one.key for one in new.professions}
    for edition in range(1, EDITION):
        base = load_edition(edition)
        events = {one.key: one for one in base.trigger_events}
        occasions = {one.key: one.occasion for one in base.trigger_events}
        for event in new.trigger_events:
            own = events.get(event.key)
            assert upgraded_event(own, own, event, keys, occasions) == event
        professions = {one.key: one for one in base.professions}
        for profession in new.professions:
            mine = professions.get(profession.key)
            assert upgraded_profession(mine, mine, profession, keys) == profession
