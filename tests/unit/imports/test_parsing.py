"""From the bytes of a file to what its rows say."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.imports.models import FileRefused, ImportFormat
from app.imports.rules.parsing import ReadRows, open_file, read_rows
from app.imports.rules.row_readers import (
    AcquaintanceDraft,
    PersonDraft,
    Professions,
    RelationshipDraft,
)
from app.titles.models import Recognition


class Known:
    """Two titles that say a profession."""

    def named(self, text: str) -> str | None:
        return {"realtor": "realtor", "tax adviser": "accountant"}.get(text.casefold())

    def recognize(self, title: str, company: str = "") -> Recognition:
        return Recognition(profession=self.named(title))


PROFESSIONS = Professions({"realtor", "accountant", "divorce_attorney"}, Known())
NOTE = (
    'Notes:\n"When exporting your connection data, you may notice, that some are missing."\n\n'
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
)


def parsed(
    text: str | bytes, file_format: ImportFormat = "people", mapping: Any = None
) -> ReadRows:
    data = text.encode() if isinstance(text, str) else text
    return read_rows(open_file(data, file_format, mapping), PROFESSIONS)


def people(text: str | bytes, file_format: ImportFormat = "people") -> list[PersonDraft]:
    read = parsed(text, file_format)
    assert read.errors == ()
    return [draft for draft in read.drafts if isinstance(draft, PersonDraft)]


def errors(read: ReadRows) -> list[tuple[int, str | None]]:
    return [(issue.line, issue.column) for issue in read.errors]


# ── LinkedIn ─────────────────────────────────────────────────────────────────────────────────


def test_a_linkedin_connection_becomes_a_person_with_what_is_known_of_them() -> None:
    line = "Ann,Lee,https://www.linkedin.com/in/Ann-Lee/,ann@x.org,Lee & Co,Realtor,31 Oct 2024\n"
    (ann,) = people(NOTE + line, "linkedin")
    assert ann == PersonDraft(
        line=5,
        fields={
            "name": "Ann Lee",
            "emails": ["ann@x.org"],
            "profiles": ["https://www.linkedin.com/in/Ann-Lee/"],
            "organisation": "Lee & Co",
            "title": "Realtor",
        },
        recognized=Recognition(profession="realtor"),
        since=date(2024, 10, 31),
    )


def test_a_title_that_says_no_profession_leaves_it_open() -> None:
    (ann,) = people(NOTE + "Ann,Lee,,,,Chief Happiness Officer,31 Oct 2024\n", "linkedin")
    assert ann.recognized.profession is None
    assert ann.fields == {"name": "Ann Lee", "title": "Chief Happiness Officer"}


def test_members_who_have_left_linkedin_are_no_rows() -> None:
    read = parsed(NOTE + ",,,,,,\n,,,,,,12 Mar 2019\nAnn,Lee,,,,,31 Oct 2024\n", "linkedin")
    assert [draft.line for draft in read.drafts] == [7]
    assert read.errors == ()


def test_a_linkedin_export_without_the_note_is_read_too() -> None:
    text = NOTE.splitlines()[-1] + "\nAnn,Lee,,,,,31 Oct 2024\n"
    assert people(text, "linkedin")[0].line == 2


def test_a_bad_date_names_its_line_and_column_and_the_other_rows_go_in() -> None:
    text = NOTE + "Ann,Lee,,,,,Octember\nBob,Doe,,,,,31 Oct 2024\n"
    read = parsed(text, "linkedin")
    assert errors(read) == [(5, "Connected On")]
    assert [draft.line for draft in read.drafts] == [6]


def test_a_connection_with_an_address_and_no_name_is_refused() -> None:
    read = parsed(NOTE + ",,,ann@x.org,,,31 Oct 2024\n", "linkedin")
    assert errors(read) == [(5, "First Name")]


def test_another_file_is_not_taken_for_a_linkedin_export() -> None:
    with pytest.raises(FileRefused, match="No column “first_name”"):
        parsed("name,email\nAnn,ann@x.org\n", "linkedin")


# ── people ───────────────────────────────────────────────────────────────────────────────────


def test_a_person_has_the_columns_that_the_file_has_in_any_order() -> None:
    text = (
        "Town,NAME,professions,email,Regions,connector,groups,meeting_groups,role,notes\n"
        "Galway,Ann Lee,realtor; Tax Adviser,a@x.org;b@x.org,IE/G;IE/C,yes,"
        'Rotary,BNI West,partner,"a\nb"\n'
    )
    (ann,) = people(text)
    assert ann.fields == {
        "name": "Ann Lee",
        "emails": ["a@x.org", "b@x.org"],
        "professions": ["realtor", "accountant"],
        "town": "Galway",
        "regions": ["IE/G", "IE/C"],
        "role": "partner",
        "connector": True,
        "groups": ["Rotary"],
        "meeting_groups": ["BNI West"],
        "notes": "a\nb",
    }


def test_first_and_last_name_make_the_name() -> None:
    assert people("first_name;Last Name\nAnn;Lee\nBob;\n")[0].fields == {"name": "Ann Lee"}


def test_a_stated_profession_goes_before_the_title() -> None:
    (ann,) = people("name,title,professions\nAnn,Realtor,accountant\n")
    assert ann.fields["professions"] == ["accountant"]
    assert ann.recognized.profession is None


def test_every_fault_of_a_row_is_named_with_its_column() -> None:
    text = "Name,Profession,Role,Connector\n,astronaut,boss,maybe\nAnn,realtor,client,no\n"
    read = parsed(text)
    assert errors(read) == [(2, "Name"), (2, "Profession"), (2, "Role"), (2, "Connector")]
    assert [draft.line for draft in read.drafts] == [3]


def test_what_cannot_be_read_is_refused_by_row_and_the_others_are_kept() -> None:
    read = parsed(b"name,town\nAnn,Galway\nBob\0,Cork\n\xed\xa0\x80,Sligo\nEve,Cobh\n")
    assert errors(read) == [(3, "name"), (4, "name")]
    assert [draft.line for draft in read.drafts] == [2, 5]


@pytest.mark.parametrize("name", ["🦊 Fox", "محمد علي", "Zoë O’Brien-Ngũgĩ", "李小龙"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_names_of_every_script_come_through(name: str, encoding: str) -> None:
    assert people(f"name;town\n{name};Galway\n".encode(encoding))[0].fields["name"] == name


def test_the_encoding_is_told() -> None:
    assert open_file("name\nJosé\n".encode("latin-1"), "people").encoding == "Windows-1252"


def test_a_mapping_reads_other_peoples_columns() -> None:
    mapping = {
        "id": {"template": "crm-{Nr}"},
        "name": "Who",
        "professions": {"from": "Trade", "values": {"RE": "realtor", "": ""}},
        "where": {"Active": "y"},
    }
    read = parsed("Nr;Who;Trade;Active\n1;Ann;re;Y\n2;Bob;;n\n3;Eve;;y\n", mapping=mapping)
    assert [draft.fields for draft in read.drafts if isinstance(draft, PersonDraft)] == [
        {"id": "crm-1", "name": "Ann", "professions": ["realtor"]},
        {"id": "crm-3", "name": "Eve"},
    ]


# ── relationships ────────────────────────────────────────────────────────────────────────────


def test_a_relationship_has_trust_dates_and_contexts() -> None:
    text = (
        "from,to,trust,since,last_contact,contexts\na,B@x.org,0,2020-01-02,,realtor=0.8;tax=0.5\n"
    )
    assert parsed(text, "relationships").drafts == (
        RelationshipDraft(
            2,
            "a",
            "B@x.org",
            {
                "trust": 0.0,
                "since": date(2020, 1, 2),
                "contexts": {"realtor": 0.8, "tax": 0.5},
            },
        ),
    )


def test_a_relationship_may_say_nothing_but_that_it_is() -> None:
    assert parsed("from,to\na,b\n", "relationships").drafts == (RelationshipDraft(2, "a", "b"),)


def test_faults_of_relationships_are_named() -> None:
    text = "from,to,trust,contexts\na,,.5,\na,b,2,\na,b,.5,realtor\na,a,,\n"
    assert errors(parsed(text, "relationships")) == [
        (2, "to"),
        (3, "trust"),
        (4, "contexts"),
        (5, "to"),
    ]


def test_acquaintances_are_two_people() -> None:
    assert parsed("a,b\nx,y\n", "acquaintances").drafts == (AcquaintanceDraft(2, "x", "y"),)


FORMATS: list[ImportFormat] = ["linkedin", "people", "relationships", "acquaintances"]


@pytest.mark.parametrize("file_format", FORMATS)
@given(data=st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(file_format: ImportFormat, data: bytes) -> None:
    heads = {
        "linkedin": NOTE,
        "people": "name,email,phone,profile,professions,role,connector,regions\n",
        "relationships": "from,to,trust,since,last_contact,contexts\n",
        "acquaintances": "a,b\n",
    }
    for content in (data, heads[file_format].encode() + data):
        try:
            read = parsed(content, file_format)
        except FileRefused:
            continue
        assert all(issue.line >= 1 for issue in read.errors)


@given(
    st.lists(
        st.tuples(st.text(alphabet='a,;"\n 🦊é\0', max_size=6), st.sampled_from(["", "yes", "?"])),
        max_size=6,
    )
)
def test_no_row_gets_lost(rows: list[tuple[str, str]]) -> None:
    import csv
    import io

    out = io.StringIO(newline="")
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([("name", "connector"), *rows])
    read = parsed(out.getvalue().encode())
    refused = {issue.line for issue in read.errors}
    assert refused.isdisjoint(draft.line for draft in read.drafts)
    filled = sum(any(cell.strip() for cell in row) for row in rows)
    assert len(refused) + len(read.drafts) == filled


def test_a_profession_is_named_by_key_or_by_name() -> None:
    (ann,) = people("name,professions\nAnn,Divorce Attorney;divorce-attorney;REALTOR\n")
    assert ann.fields["professions"] == ["divorce_attorney", "realtor"]
