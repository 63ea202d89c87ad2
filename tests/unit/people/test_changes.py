"""What is written of a person: what differs from what is there, and nothing else."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.people.models import PersonIn
from app.people.rules.changes import Change, Existing, joined_groups, plan_change
from app.people.rules.normalize import Facet, Related, Vocabulary, draft, named_id

KNOWN = Vocabulary("US", frozenset({"realtor", "tax_adviser"}), frozenset({"divorce"}), {}, {}, {})
FACETS: tuple[Facet, ...] = ("identifiers", "professions", "groups", "work", "education", "meets")
ACME, OLD = named_id("org", "Acme"), named_id("org", "Old Co")


def created(**fields: Any) -> Change:
    item = PersonIn.model_validate({"name": "Ada Li"} | fields)
    return plan_change(draft(item, KNOWN), None, "ada", "replace")


def there(**fields: Any) -> Existing:
    """Somebody as they are after they were created with these fields."""
    change = created(**fields)
    none: Related = frozenset()
    return Existing("ada", change.properties, {f: change.facets.get(f, none) for f in FACETS})


def changed(existing: Existing, **fields: Any) -> Change:
    said = draft(PersonIn.model_validate({"id": "ada"} | fields), KNOWN)
    return plan_change(said, existing, "unused", "replace")


def test_a_new_person_is_a_partner_and_no_connector_unless_it_is_said() -> None:
    assert created().properties["role"] == "partner"
    assert "connector" not in created().properties
    assert "connector" not in created(connector=False).properties
    assert created(connector=True).properties["connector"] is True
    assert created(role="client").properties["role"] == "client"


def test_of_a_new_person_nothing_empty_is_written() -> None:
    change = created(town=None, regions=[], emails=[], card={"one_line": ""})
    assert change.properties.keys() == {"name", "name_key", "role"}
    assert change.facets == {}


PEOPLE = st.fixed_dictionaries(
    {},
    optional={
        "town": st.sampled_from(["Rye", "Cork", None]),
        "role": st.sampled_from(["partner", "client"]),
        "emails": st.lists(st.sampled_from(["a@x.example", "b@x.example"])),
        "phones": st.lists(st.sampled_from(["212 555 0100", "212 555 0101"])),
        "external_ids": st.dictionaries(st.sampled_from(["crm", "hub"]), st.sampled_from("12")),
        "professions": st.lists(st.sampled_from(["realtor", "tax_adviser"]), unique=True),
        "organisation": st.sampled_from(["Acme", "self-employed", None]),
        "regions": st.lists(st.sampled_from(["US/NY", "IE"]), unique=True),
        "groups": st.lists(st.sampled_from(["Chamber", "Rotary"])),
        "work": st.lists(st.sampled_from([{"organisation": "Old Co", "to": "2019"}])),
        "education": st.lists(st.sampled_from([{"school": "UCC"}])),
        "meets": st.sampled_from([[], [{"trigger_event": "divorce", "per_quarter": 2.0}]]),
        "preferences": st.sampled_from([{}, {"max_per_week": 1}, {"away_until": "2026-03-01"}]),
    },
)


@given(PEOPLE)
def test_what_is_said_again_changes_nothing(fields: dict[str, Any]) -> None:
    assert changed(there(**fields), **fields).is_empty


@given(PEOPLE, PEOPLE)
def test_a_change_leads_to_what_was_said(first: dict[str, Any], then: dict[str, Any]) -> None:
    before = there(**first)
    change = changed(before, **then)
    properties = dict(before.properties) | dict(change.properties)
    after = Existing(
        "ada",
        {name: value for name, value in properties.items() if value is not None},
        dict(before.facets) | dict(change.facets),
    )
    assert changed(after, **then).is_empty


def test_what_is_not_said_stays() -> None:
    change = changed(there(town="Rye", emails=["a@x.example"]), title="Chef")
    assert change.properties == {"title": "Chef"}
    assert change.facets == {}


def test_a_list_replaces_the_list_and_an_empty_one_clears() -> None:
    change = changed(there(regions=["US/NY", "IE"]), regions=["IE"])
    assert change.properties == {"regions": ["IE"]}
    assert changed(there(regions=["IE"]), regions=[]).properties == {"regions": None}


def test_kinds_of_identifiers_are_said_apart() -> None:
    existing = there(emails=["a@x.example"], phones=["212 555 0100"], external_ids={"crm": "1"})
    change = changed(existing, emails=["b@x.example"])
    assert change.facets["identifiers"] == {
        ("email", "b@x.example"),
        ("phone", "+12125550100"),
        ("crm", "1"),
    }
    assert changed(existing, external_ids={}).facets["identifiers"] == {
        ("email", "a@x.example"),
        ("phone", "+12125550100"),
    }


def test_the_employer_and_earlier_work_are_said_apart() -> None:
    existing = there(organisation="Acme", work=[{"organisation": "Old Co", "to": "2019"}])
    earlier = (OLD, None, None, date(2019, 1, 1), False)
    assert changed(existing, organisation=None).facets["work"] == {earlier}
    assert changed(existing, work=[]).facets["work"] == {(ACME, None, None, None, True)}


def test_a_change_brings_into_groups_that_the_person_was_not_in() -> None:
    existing = there(groups=["Chamber"])
    fields = {"groups": ["Chamber", "Rotary"]}
    said = draft(PersonIn.model_validate({"id": "ada"} | fields), KNOWN)
    change = plan_change(said, existing, "unused", "replace")
    assert joined_groups(change, said, existing) == {named_id("group", "Rotary")}
    assert joined_groups(change, said, None) == {
        named_id("group", "Rotary"),
        named_id("group", "Chamber"),
    }


def test_to_say_that_a_group_meets_regularly_is_to_speak_for_it() -> None:
    existing = there(groups=["Chamber"])
    said = draft(PersonIn.model_validate({"id": "ada", "meeting_groups": ["Chamber"]}), KNOWN)
    change = plan_change(said, existing, "unused", "replace")
    assert joined_groups(change, said, existing) == {named_id("group", "Chamber")}
