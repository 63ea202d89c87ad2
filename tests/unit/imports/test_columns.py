"""Mappings, and which column of a file is which of ours."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.imports.models import FileRefused, Row, Table
from app.imports.rules.cells import BadCell
from app.imports.rules.columns import Bound, bind
from app.imports.rules.formats import ACQUAINTANCES, PEOPLE, RELATIONSHIPS
from app.imports.rules.mapping import parse_mapping, read_mapping


def bound(headings: str, mapping: Any = None) -> Bound:
    table = Table(tuple(headings.split(",")), (), ())
    return bind(PEOPLE, read_mapping(mapping, PEOPLE.names), table)


def row(*cells: str) -> Row:
    return Row(2, cells)


@pytest.mark.parametrize("heading", ["email", "EMAIL", "E-mail", "Email Address", " e-mail "])
def test_headings_are_known_in_any_case_and_by_their_other_names(heading: str) -> None:
    assert bound(f"name,{heading}").value("email", row("Ann", "ann@x.org")) == "ann@x.org"


def test_a_heading_with_the_name_itself_goes_before_one_with_an_alias() -> None:
    found = bound("name,company,organisation")
    assert found.value("organisation", row("Ann", "A", "B")) == "B"
    assert found.ignored == ("company",)


def test_two_headings_for_one_column_refuse_the_file() -> None:
    with pytest.raises(FileRefused, match="“Name” and “NAME” could both be “name”"):
        bound("Name,NAME")


def test_columns_that_are_not_ours_are_ignored_and_told() -> None:
    assert bound("name,Shoe size,Lead score").ignored == ("Shoe size", "Lead score")


def test_a_misspelt_column_refuses_the_file_and_names_the_nearest() -> None:
    with pytest.raises(FileRefused, match=r"“profesions” isn’t a known column.*“professions”"):
        bound("name,profesions")


def test_a_column_mapped_to_nothing_is_not_taken_for_a_misspelling() -> None:
    assert bound("name,profesions", {"professions": None}).ignored == ("profesions",)


def test_a_file_without_names_is_refused_with_what_was_expected() -> None:
    with pytest.raises(
        FileRefused, match=r"No column “name” or “first_name”.*The headings are “x”"
    ):
        bound("x,email")


def test_a_mapping_takes_a_column_by_its_heading() -> None:
    found = bound("Full legal name,email", {"name": "full LEGAL name"})
    assert found.value("name", row("Ann", "ann@x.org")) == "Ann"
    assert found.value("email", row("Ann", "ann@x.org")) == "ann@x.org"
    assert found.heading("name") == "full LEGAL name"


def test_a_mapping_sets_the_same_value_for_every_row() -> None:
    assert bound("name", {"role": {"value": "client"}}).value("role", row("Ann")) == "client"


def test_a_constant_may_have_braces() -> None:
    assert bound("name", {"notes": {"value": "{x}"}}).value("notes", row("Ann")) == "{x}"


def test_yaml_scalars_become_text() -> None:
    found = bound("name,n", {"connector": {"value": True}, "town": {"from": "n", "values": {1: 2}}})
    assert found.value("connector", row("Ann", "1")) == "yes"
    assert found.value("town", row("Ann", "1")) == "2"


def test_a_template_puts_cells_into_text() -> None:
    found = bound("n,city", {"name": {"template": "Dr {n} of {city}"}, "id": {"template": "d-{n}"}})
    assert found.value("name", row("7", "Galway")) == "Dr 7 of Galway"
    assert found.value("id", row("7", "")) == "d-7"


def test_a_template_with_an_empty_cell_is_empty() -> None:
    assert bound("n,name", {"id": {"template": "d-{n}"}}).value("id", row(" ", "Ann")) == ""


def test_a_mapping_replaces_values_without_regard_to_case() -> None:
    found = bound("name,kind", {"role": {"from": "kind", "values": {"Lead": "prospect"}}})
    assert found.value("role", row("Ann", "LEAD")) == "prospect"
    assert found.value("role", row("Ann", "")) == ""


def test_a_value_that_the_mapping_does_not_list_is_an_error() -> None:
    found = bound("name,kind", {"role": {"from": "kind", "values": {"Lead": "prospect"}}})
    with pytest.raises(BadCell, match="“Pal” is not among the values of the mapping"):
        found.value("role", row("Ann", "Pal"))


def test_a_value_that_the_mapping_does_not_list_becomes_otherwise() -> None:
    rule = {"from": "kind", "values": {"Lead": "prospect"}, "otherwise": "other"}
    assert bound("name,kind", {"role": rule}).value("role", row("Ann", "Pal")) == "other"


def test_a_mapping_may_say_what_an_empty_cell_means() -> None:
    rule = {"from": "kind", "values": {"": "other"}}
    assert bound("name,kind", {"role": rule}).value("role", row("Ann", "")) == "other"


def test_each_value_of_a_list_is_replaced() -> None:
    rule = {"from": "does", "values": {"Law": "lawyer", "Tax": "accountant", "Golf": ""}}
    found = bound("name,does", {"professions": rule})
    assert found.value("professions", row("Ann", "law; golf;tax")) == "lawyer;accountant"


def test_where_keeps_the_rows_with_one_of_the_values() -> None:
    table = Table(("source", "target", "relation"), (), ())
    mapping = read_mapping({"where": {"Relation": ["advice", "talk"]}}, RELATIONSHIPS.names)
    found = bind(RELATIONSHIPS, mapping, table)
    assert found.wants(row("1", "2", "Advice"))
    assert not found.wants(row("1", "2", "friendship"))


@pytest.mark.parametrize(
    ("mapping", "why"),
    [
        ([], "must be an object"),
        ("name", "must be an object"),
        ({"nmae": "x"}, "no column “nmae” here. Did you mean “name”"),
        ({"name": 7}, "“name” must be a heading"),
        ({"name": {"column": "x"}}, "“name” must be a heading"),
        ({"name": {"value": ["x"]}}, "must be text or a number"),
        ({"name": {"from": "name", "values": "x"}}, "“values” must be an object"),
        ({"name": "Full Nam"}, "names “Full Nam”.*Did you mean “full name”"),
        ({"name": {"template": "{first} {last}"}}, "names “first”"),
        ({"where": "x"}, "“where” must be an object"),
        ({"where": {"x": {"y": 1}}}, "must be text or a number"),
        ({"where": {"x": "y"}}, "names “x”"),
        ({"notes": "twice"}, "“twice” appears 2 times"),
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused_with_the_reason(mapping: Any, why: str) -> None:
    with pytest.raises(FileRefused, match=why):
        bound("full name,twice,twice", mapping)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["name", "from", "values", "value", "template", "otherwise", "where"]),
            inner,
            max_size=3,
        )
    ),
)


@given(json_values)
def test_any_json_is_a_mapping_or_is_refused(raw: Any) -> None:
    try:
        found = bound("name,value", raw)
    except FileRefused:
        return
    try:
        found.value("name", row("Ann", "x"))
    except BadCell:
        return


MAPPINGS = sorted((Path(__file__).resolve().parents[3] / "docs" / "mappings").glob("*.yaml"))


@pytest.mark.parametrize("path", MAPPINGS, ids=lambda path: path.stem)
def test_the_mappings_of_the_docs_can_be_read(path: Path) -> None:
    raw = parse_mapping(path.read_text(encoding="utf-8"))
    assert isinstance(raw, dict)
    columns = RELATIONSHIPS if "from" in raw else PEOPLE
    assert read_mapping(raw, columns.names).headings


@pytest.mark.parametrize(
    "text", ["{", "{]", "a: [", "- \x00", "{" * 5_000, "a: b: c", "x" * 100_001]
)
def test_a_text_that_is_no_mapping_is_refused(text: str) -> None:
    with pytest.raises(FileRefused, match="The mapping"):
        parse_mapping(text)


@pytest.mark.parametrize("mapping", [{"name": "\ud800"}, {"role": {"value": "a\0b"}}])
def test_a_mapping_holds_text_only(mapping: Any) -> None:
    with pytest.raises(FileRefused, match="characters that aren’t text"):
        read_mapping(mapping, PEOPLE.names)


def test_every_column_is_documented() -> None:
    page = (MAPPINGS[0].parents[1] / "imports.md").read_text(encoding="utf-8")
    columns = (*PEOPLE.names, *RELATIONSHIPS.names, *ACQUAINTANCES.names)
    assert [name for name in columns if f"`{name}`" not in page] == []
