"""Rows about the same person or pair: united, counted, or refused when they contradict."""

from datetime import date

from app.errors import FieldError
from app.imports.rules.entries import (
    Entry,
    References,
    gather_acquaintances,
    gather_relationships,
)
from app.imports.rules.people_entries import gather_people, person_of
from app.imports.rules.row_readers import AcquaintanceDraft, PersonDraft, RelationshipDraft
from app.imports.rules.tally import Tally, count, refused_rows
from app.people.models import RowResult
from app.people.rules.normalize import Vocabulary
from app.titles.models import Recognition

VOCABULARY = Vocabulary("US", frozenset({"realtor"}), frozenset(), {}, {}, {})
Gathered = tuple[list[Entry[PersonDraft]], list[FieldError]]


def person(line: int, name: str = "Ann Lee", **fields: object) -> PersonDraft:
    return PersonDraft(line, {"name": name} | fields)


def gather(*rows: PersonDraft, connector: str | None = None) -> Gathered:
    return gather_people(rows, connector, VOCABULARY, lambda pointer: pointer.split("/")[1])


def messages(gathered: Gathered) -> list[tuple[int, str | None, str]]:
    return [(issue.line, issue.column, issue.message) for issue in gathered[1]]


# ── people ───────────────────────────────────────────────────────────────────────────────────


def test_whoever_has_a_profession_is_a_partner_and_others_are_other() -> None:
    assert person_of(person(2, professions=["realtor"])).role == "partner"
    by_title = Recognition(profession="realtor")
    assert person_of(PersonDraft(2, {"name": "Ann"}, by_title)).role == "partner"
    assert person_of(person(2)).role == "other"


def test_who_serves_one_employer_keeps_the_profession_and_is_no_partner() -> None:
    recruiter = Recognition(profession="recruiter", in_house=True)
    in_house = person_of(PersonDraft(2, {"name": "Ann"}, recruiter))
    assert (in_house.professions, in_house.role) == (("recruiter",), "other")


def test_the_role_that_a_row_states_stands() -> None:
    assert person_of(person(2, professions=["realtor"], role="client")).role == "client"


def test_what_was_not_said_is_not_in_the_person() -> None:
    assert person_of(person(2)).model_fields_set == {"name", "role"}


def test_rows_with_the_same_address_in_another_spelling_are_one_person() -> None:
    rows = [
        person(2, emails=["ann@x.org"], regions=["US/NY"]),
        person(5, "Ann M. Lee", emails=["ANN@x.org", "a@y.org"], regions=["US/CT"], town="Rye"),
    ]
    (ann,), issues = gather(*rows)
    assert issues == []
    assert ann.later == [(5, True)]
    assert ann.item.fields == {
        "name": "Ann Lee",
        "emails": ["ann@x.org", "ANN@x.org", "a@y.org"],
        "regions": ["US/NY", "US/CT"],
        "town": "Rye",
    }


def test_two_people_who_share_an_address_are_not_united() -> None:
    """A couple, or an office: the address is one, the first names are two."""
    rows = [
        person(2, "Ann Lee", emails=["office@x.org"], town="Rye"),
        person(3, "Bob Lee", emails=["office@x.org"], town="Troy"),
    ]
    (ann,), issues = gather(*rows)
    assert (ann.item.fields["name"], ann.item.fields["town"], ann.later) == ("Ann Lee", "Rye", [])
    assert [issue.line for issue in issues] == [3]


def test_a_row_that_says_nothing_new_adds_nothing() -> None:
    rows = [
        person(line, emails=["ann@x.org"], professions=["realtor"], town="Rye") for line in (2, 3)
    ]
    (ann,), _ = gather(*rows)
    assert ann.later == [(3, False)]


def test_the_earliest_day_counts() -> None:
    rows = [
        PersonDraft(2, {"name": "Ann", "emails": ["a@x.org"]}, since=date(2024, 5, 1)),
        PersonDraft(3, {"name": "Ann", "emails": ["a@x.org"]}, since=date(2020, 5, 1)),
    ]
    (ann,), _ = gather(*rows)
    assert ann.item.since == date(2020, 5, 1)


def test_every_bad_field_is_told_with_its_own_row() -> None:
    rows = [
        person(2, emails=["ann@x.org"]),
        person(3, emails=["ann@x.org"], phones=["12"]),
        person(4, id="no/id", emails=["nobody"]),
        person(5, professions=["realtr"]),
        person(6, regions=["US//NY"]),
    ]
    gathered = gather(*rows)
    assert [entry.line for entry in gathered[0]] == [2]
    assert gathered[0][0].later == []
    assert [(line, column) for line, column, _ in messages(gathered)] == [
        (3, "phones"),
        (4, "id"),
        (5, "professions"),
        (6, "regions"),
    ]


def test_one_address_with_two_ids_is_a_contradiction() -> None:
    rows = [person(2, id="a", emails=["x@x.org"]), person(3, id="b", emails=["x@x.org"])]
    ((line, column, message),) = messages(gather(*rows))
    assert (line, column) == (3, None)
    assert "line 2, which has another id" in message


def test_a_row_that_joins_two_people_is_a_contradiction() -> None:
    rows = [
        person(2, emails=["a@x.org"]),
        person(3, "Bob", emails=["b@x.org"]),
        person(4, emails=["a@x.org", "b@x.org"]),
    ]
    ((line, _, message),) = messages(gather(*rows))
    assert line == 4
    assert "lines 2 and 3, which are different people" in message


def test_a_row_without_addresses_gets_the_same_id_in_every_run() -> None:
    (first,), _ = gather(person(2, title="Chef"), connector="dana")
    (again,), _ = gather(person(7, title="Cook"), connector="dana")
    (elsewhere,), _ = gather(person(2, town="Rye"), connector="dana")
    (others,), _ = gather(person(2), connector="eve")
    assert first.item.fields["id"] == again.item.fields["id"]
    assert len({e.item.fields["id"] for e in (first, elsewhere, others)}) == 3


def test_namesakes_that_nothing_tells_apart_are_not_thrown_together() -> None:
    gathered = gather(person(2, title="Plumber"), person(3, title="Judge"))
    ((line, _, message),) = messages(gathered)
    assert line == 3
    assert "the name of line 2" in message
    assert "add an ID or an email address" in message


def test_the_same_row_twice_is_no_contradiction() -> None:
    (ann,), issues = gather(person(2, title="Plumber"), person(3, title="Plumber"))
    assert issues == []
    assert ann.later == [(3, False)]


def test_a_connection_without_addresses_is_known_by_the_day_after_a_change_of_employer() -> None:
    def connection(company: str, since: date) -> PersonDraft:
        return PersonDraft(2, {"name": "Ann", "organisation": company}, since=since)

    ids = [
        gather(row, connector="dana")[0][0].item.fields["id"]
        for row in (
            connection("A", date(2020, 1, 1)),
            connection("B", date(2020, 1, 1)),
            connection("A", date(2020, 1, 2)),
        )
    ]
    assert ids[0] == ids[1] != ids[2]


# ── pairs ────────────────────────────────────────────────────────────────────────────────────

PEOPLE = References({"a": "a", "b": "b", "c": "c", "b@x.org": "b"})


def test_people_are_named_by_id_or_address() -> None:
    rows = [RelationshipDraft(2, "a", "b@x.org", {"trust": 0.5})]
    (entry,), issues = gather_relationships(rows, PEOPLE, None, str)
    assert issues == []
    assert (entry.item.from_, entry.item.to, entry.item.trust) == ("a", "b", 0.5)


def test_unknown_people_are_told_by_column() -> None:
    rows = [RelationshipDraft(2, "x", "b"), RelationshipDraft(3, "a", "y@x.org")]
    _, issues = gather_relationships(rows, PEOPLE, None, str)
    assert issues == [
        FieldError(line=2, column="from", message="no person “x”"),
        FieldError(line=3, column="to", message="no person “y@x.org”"),
    ]


def test_the_same_pair_twice_is_filled_in_from_the_later_row() -> None:
    rows = [
        RelationshipDraft(2, "a", "b", {"trust": 0.5, "contexts": {"x": 0.1}}),
        RelationshipDraft(3, "a", "b@x.org", {"trust": 0.9, "contexts": {"x": 0.2, "y": 0.3}}),
        RelationshipDraft(4, "b", "a", {"trust": 0.9}),
    ]
    (first, second), _ = gather_relationships(rows, PEOPLE, None, str)
    assert first.later == [(3, True)]
    assert first.item.trust == 0.5
    assert first.item.contexts == {"x": 0.1, "y": 0.3}
    assert second.line == 4


def test_a_bound_key_states_only_its_own_view() -> None:
    rows = [RelationshipDraft(2, "a", "b"), RelationshipDraft(3, "c", "b")]
    (entry,), issues = gather_relationships(rows, PEOPLE, "a", str)
    assert entry.line == 2
    assert [(issue.line, issue.column) for issue in issues] == [(3, "from")]


def test_two_addresses_of_one_person_are_no_relationship() -> None:
    _, issues = gather_relationships([RelationshipDraft(2, "b", "b@x.org")], PEOPLE, None, str)
    assert "same person" in issues[0].message
    _, issues = gather_acquaintances([AcquaintanceDraft(2, "b", "b@x.org")], PEOPLE, str)
    assert "same person" in issues[0].message


def test_an_acquaintance_has_no_direction() -> None:
    rows = [AcquaintanceDraft(2, "a", "b"), AcquaintanceDraft(3, "b", "a")]
    (entry,), issues = gather_acquaintances(rows, PEOPLE, str)
    assert (entry.line, entry.later, issues) == (2, [(3, False)], [])


# ── counting ─────────────────────────────────────────────────────────────────────────────────


def result(status: str, *, recognised: bool = False, **more: object) -> RowResult:
    values = {"index": 0, "id": "x", "status": status, "recognised": recognised} | more
    return RowResult.model_validate(values)


def counts(tally: Tally) -> tuple[int, int, int, int, int]:
    return tally.created, tally.updated, tally.merged, tally.unchanged, tally.refused


def test_later_rows_about_a_new_person_are_merged_into_it() -> None:
    entry = Entry(2, "item", [(3, True), (4, False)])
    tally = count([entry], [result("created")], lambda _: None)
    assert counts(tally) == (1, 1, 2, 1, 0)
    assert tally.done == 3


def test_nothing_of_an_unchanged_person_counts_as_updated() -> None:
    entry = Entry(2, "item", [(3, True)])
    tally = count([entry], [result("unchanged", recognised=True)], lambda _: None)
    assert counts(tally) == (0, 0, 2, 2, 0)


def test_all_rows_of_a_refused_person_are_refused_by_name() -> None:
    entry = Entry(2, "item", [(9, True)])
    refused = result("refused", errors=[FieldError(pointer="/emails/0", message="is taken")])
    tally = count([entry], [refused], lambda pointer: pointer.split("/")[1])
    assert counts(tally) == (0, 0, 0, 0, 2)
    assert tally.errors == [
        FieldError(line=2, column="emails", message="is taken"),
        FieldError(
            line=9, column=None, message="it is about the same as line 2, which was refused"
        ),
    ]


def test_warnings_name_line_and_column() -> None:
    warned = result("unchanged", warnings=["title: “Chef” was kept, not “Cook”"])
    tally = count([Entry(7, "item")], [warned], lambda pointer: pointer.strip("/").upper())
    message = "“Chef” was kept, not “Cook”"
    assert tally.warnings == [FieldError(line=7, column="TITLE", message=message)]


def test_a_row_with_several_faults_is_one_refused_row() -> None:
    issues = [FieldError(line=line, column=None, message="bad") for line in (4, 2, 4)]
    assert refused_rows(issues).refused == 2


def test_only_the_first_thousand_issues_of_the_file_are_kept() -> None:
    many = [FieldError(line=line, column=None, message="bad") for line in range(2000, 0, -1)]
    tally = refused_rows(many).plus(refused_rows(many))
    assert tally.refused == 4000
    assert len(tally.errors) == 1000
    assert tally.errors[-1].line == 500


def test_rows_about_someone_who_was_deleted_are_counted_by_themselves() -> None:
    entry = Entry(2, "item", [(9, True)])
    deleted = result("suppressed", errors=[FieldError(pointer="/emails/0", message="deleted")])
    tally = count([entry], [deleted], lambda pointer: pointer.split("/")[1])
    assert (tally.suppressed, tally.refused, tally.done) == (2, 0, 2)
    assert tally.plus(tally).suppressed == 4
