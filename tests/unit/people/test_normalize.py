"""What is said of a person becomes a draft in canonical form, or every fault in it."""

from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from app.errors import FieldError
from app.field_types import clean_text, fold, pointer
from app.people.models import PersonFields, PersonIn, PersonPatch
from app.people.rules.normalize import PersonDraft, Refused, Vocabulary, draft, named_id

KNOWN = Vocabulary(
    country="US",
    professions=frozenset({"realtor", "tax_adviser"}),
    trigger_events=frozenset({"divorce"}),
    regions={"us/ny/kings": "US/NY/Kings"},
    segments={"families": "Families"},
    groups={"g-1": "g-1", "chamber": "g-1"},
)


def said(**fields: Any) -> PersonDraft:
    return draft(PersonIn.model_validate({"name": "Ada Li"} | fields), KNOWN)


def faults(**fields: Any) -> list[FieldError]:
    with pytest.raises(Refused) as refused:
        said(**fields)
    return list(refused.value.faults)


# ── text ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "name", ["Ada 👩‍💼 Li", "עדה לי", "أدا", "李愛達", "Ada\u200dLi", "N. Ó'Néill"]
)
def test_a_name_of_any_script_is_taken(name: str) -> None:
    assert said(name=f"  {name} ").properties["name"] == name


def test_text_is_composed_and_compared_without_case_width_and_space() -> None:
    person = said(name="A\u0301da  STRASSE")
    assert person.properties["name"] == "Áda  STRASSE"
    assert person.properties["name_key"] == "áda strasse"
    assert said(name="Ａda\u00a0straße").properties["name_key"] == "ada strasse"


@pytest.mark.parametrize(
    "name", ["", "  ", "\u200b", "A\x00", "A\x07", "A\nB", "A\ud800", "x" * 301, 7, True]
)
def test_what_is_no_name_is_refused_by_its_field(name: object) -> None:
    with pytest.raises(ValidationError) as refused:
        PersonIn.model_validate({"name": name})
    assert [fault["loc"] for fault in refused.value.errors()] == [("name",)]


@given(st.text(st.characters(codec="utf-8"), max_size=50))
def test_clean_text_stays_as_it_is(text: str) -> None:
    with suppress(ValueError):
        clean = clean_text(text)
        assert clean_text(clean) == clean
        assert clean.encode().decode() == clean


@given(st.text(max_size=50))
def test_a_folded_name_stays_as_it_is(text: str) -> None:
    assert fold(fold(fold(text))) == fold(fold(text))
    assert fold(f"  {text} ") == fold(text)


def test_notes_may_have_lines() -> None:
    assert said(notes="one\ntwo").properties["notes"] == "one\ntwo"


# ── strict types, unknown fields ─────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"nmae": "x"}, ("nmae",)),
        ({"connector": "yes"}, ("connector",)),
        ({"connector": 1}, ("connector",)),
        ({"emails": "ada@x.example"}, ("emails",)),
        ({"role": "Partner"}, ("role",)),
        ({"id": "a|b"}, ("id",)),
        ({"id": "x" * 129}, ("id",)),
        ({"id": "a\n"}, ("id",)),
        ({"external_ids": {"Hub Spot": "1"}}, ("external_ids", "Hub Spot", "[key]")),
        ({"external_ids": {"crm": 1}}, ("external_ids", "crm")),
        ({"regions": ["US//Kings"]}, ("regions", 0)),
        ({"regions": ["US/*"]}, ("regions", 0)),
        ({"time_zone": "Mars/Base"}, ("time_zone",)),
        ({"work": [{"organisation": "Acme", "boss": "x"}]}, ("work", 0, "boss")),
        ({"work": [{"title": "Chef"}]}, ("work", 0, "organisation")),
        ({"work": [{"organisation": "Acme", "from": "soon"}]}, ("work", 0, "from")),
        ({"work": [{"organisation": "Acme", "from": "2015-13"}]}, ("work", 0, "from")),
        ({"work": [{"organisation": "Acme", "from": 2015}]}, ("work", 0, "from")),
        (
            {"meets": [{"trigger_event": "divorce", "per_quarter": "6"}]},
            ("meets", 0, "per_quarter"),
        ),
        (
            {"meets": [{"trigger_event": "divorce", "per_quarter": float("nan")}]},
            ("meets", 0, "per_quarter"),
        ),
        ({"preferences": {"max_per_week": 1.5}}, ("preferences", "max_per_week")),
        ({"preferences": {"opted_out": "no"}}, ("preferences", "opted_out")),
        ({"card": {"one_line": "A\x00"}}, ("card", "one_line")),
    ],
)
def test_a_fault_of_form_is_named_by_its_place(
    fields: dict[str, Any], place: tuple[str | int, ...]
) -> None:
    with pytest.raises(ValidationError) as refused:
        PersonIn.model_validate({"name": "Ada"} | fields)
    assert [fault["loc"] for fault in refused.value.errors()] == [place]


def test_a_pointer_escapes_what_pointers_are_made_of() -> None:
    assert pointer("items", 3, "a/b~c") == "/items/3/a~1b~0c"


# ── facets ───────────────────────────────────────────────────────────────────────────────────


def test_what_is_not_said_is_not_in_the_draft() -> None:
    person = draft(PersonFields(town="Rye"), KNOWN)
    assert person.properties == {"town": "Rye"}
    assert person.facets == {}


def test_every_fault_is_told_at_once() -> None:
    found = faults(
        emails=["ada@x.example", "no address"],
        phones=["call me"],
        profiles=["ftp://x"],
        external_ids={"email": "ada@x.example"},
        professions=["realter"],
        meets=[{"trigger_event": "divorze", "per_quarter": 1}],
        work=[{"organisation": "Acme", "from": "2020", "to": "2019"}],
        education=[{"school": "UCC", "from": "2020", "to": "2019"}],
    )
    assert [(fault.pointer, fault.code) for fault in found] == [
        ("/emails/1", "invalid_input"),
        ("/phones/0", "invalid_input"),
        ("/profiles/0", "invalid_input"),
        ("/external_ids/email", "invalid_input"),
        ("/professions/0", "unknown_profession"),
        ("/work/0/to", "invalid_input"),
        ("/education/0/to", "invalid_input"),
        ("/meets/0/trigger_event", "unknown_trigger_event"),
    ]
    assert "did you mean “realtor”?" in found[4].message
    assert "did you mean “divorce”?" in found[7].message


def test_identifiers_in_two_spellings_are_one() -> None:
    person = said(emails=["Ada@x.example", "ada@X.example"], phones=["212 555 0100"])
    assert person.facets["identifiers"] == {("email", "ada@x.example"), ("phone", "+12125550100")}


def test_a_telephone_does_not_tell_who_somebody_is() -> None:
    person = said(emails=["ada@x.example"], phones=["212 555 0100"], external_ids={"crm": "7"})
    assert person.strong == {"email:ada@x.example", "crm:7"}


def test_professions_keep_their_order_and_come_once() -> None:
    person = said(professions=["tax_adviser", "realtor", "tax_adviser"])
    assert person.facets["professions"] == {(0, "tax_adviser", None), (1, "realtor", None)}


def test_one_trigger_event_has_one_figure() -> None:
    twice = [{"trigger_event": "divorce", "per_quarter": n} for n in (2, 2)]
    assert said(meets=twice).facets["meets"] == {("divorce", 2.0)}
    (fault,) = faults(meets=[twice[0], {"trigger_event": "divorce", "per_quarter": 3}])
    assert fault.pointer == "/meets/1/trigger_event"


def test_groups_are_found_by_id_or_name_and_made_by_name() -> None:
    person = said(groups=["g-1", "CHAMBER ", "New Club"])
    assert person.facets["groups"] == {("g-1",), (named_id("group", "new club"),)}
    assert person.names[named_id("group", "New  Club")] == "New Club"


def test_the_employer_is_work_that_goes_on() -> None:
    person = said(organisation="Acme", work=[{"organisation": "Old Co", "to": "2019-06"}])
    acme, old = named_id("org", "ACME"), named_id("org", "old co")
    assert person.facets["work"] == {
        (acme, None, None, None, True),
        (old, None, None, date(2019, 6, 1), False),
    }
    assert person.properties["organisation_name"] == "Acme"
    assert person.properties["organisation_key"] == "acme"


@pytest.mark.parametrize("nothing", ["Self-employed", "N/A", "freelance", "—"])
def test_no_employer_is_no_organisation_that_people_share(nothing: str) -> None:
    person = said(organisation=nothing)
    assert person.facets["work"] == frozenset()
    assert person.properties["organisation_name"] == nothing


# ── regions and segments ─────────────────────────────────────────────────────────────────────


def test_a_known_region_is_spelled_as_it_was_first() -> None:
    person = said(regions=["us / ny / KINGS", "US/NY/Kings/"])
    assert person.properties["regions"] == ["US/NY/Kings"]
    assert person.warnings == ()


def test_a_new_region_or_segment_is_taken_with_a_warning_that_names_the_nearest() -> None:
    person = said(regions=["US/NY/King"], segments=["Family"])
    assert person.properties["regions"] == ["US/NY/King"]
    assert person.warnings == (
        "regions: “US/NY/King” was not known before; did you mean “US/NY/Kings”?",
        "segments: “Family” was not known before; did you mean “Families”?",
    )


def test_a_default_region_is_spelled_and_warned_of_as_regions_are() -> None:
    assert said(default_region="us/ny/kings").properties["default_region"] == "US/NY/Kings"
    mistyped = said(default_region="US/NY/King")
    assert mistyped.properties["default_region"] == "US/NY/King"
    assert mistyped.warnings == (
        "default_region: “US/NY/King” was not known before; did you mean “US/NY/Kings”?",
    )
    assert said(default_region=None).properties["default_region"] is None


def test_a_word_is_new_once() -> None:
    first = said(regions=["IE/Cork"])
    grown = KNOWN.with_words_of(first)
    again = draft(PersonIn.model_validate({"name": "Bob", "regions": ["ie/cork"]}), grown)
    assert first.warnings != ()
    assert again.warnings == ()
    assert again.properties["regions"] == ["IE/Cork"]
    assert grown.with_words_of(again) is grown


# ── patches ──────────────────────────────────────────────────────────────────────────────────


def test_null_clears_a_field_in_a_patch() -> None:
    patch = PersonPatch.model_validate(
        {"town": None, "emails": None, "card": None, "preferences": None, "external_ids": None}
    )
    assert (patch.town, patch.emails, patch.external_ids) == (None, (), None)
    assert patch.card.model_fields_set == set(type(patch.card).model_fields)
    assert patch.preferences.model_fields_set == set(type(patch.preferences).model_fields)
    assert len(patch.model_fields_set) == 5


@pytest.mark.parametrize("field", ["name", "role", "connector"])
def test_what_is_never_empty_cannot_be_cleared(field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        PersonPatch.model_validate({field: None})
    assert [fault["loc"] for fault in refused.value.errors()] == [(field,)]
