"""The files of the demo: what the script makes, and nothing that could be a real person's."""

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest

from app.catalog.repository.files import load_catalog
from app.demo.service import CONNECTOR, CONNECTOR_NAME, DemoFile, demo_files
from app.imports.rules.parsing import ReadRows, open_file, read_rows
from app.imports.rules.row_readers import (
    AcquaintanceDraft,
    PersonDraft,
    Professions,
    RelationshipDraft,
)
from app.titles.service import shipped_recognizer
from demo.generate import write
from demo.people import make_members, make_others
from demo.trades import TRADES

DEMO = Path(__file__).resolve().parents[2] / "demo"
RESERVED = re.compile(r"@(.+\.example|example\.(com|net|org))")
"""RFC 2606: nobody can ever have these domains."""
FICTION = re.compile(r"\([2-9]\d\d\) 555-01\d\d")
"""The numbers that are set aside for fiction."""
FILES = demo_files()


PROFESSIONS = Professions(
    {profession.key for profession in load_catalog().professions},
    shipped_recognizer("US"),
)


def read(file: DemoFile) -> ReadRows:
    return read_rows(open_file(file.path.read_bytes(), file.format), PROFESSIONS)


def people(file: DemoFile) -> list[PersonDraft]:
    return [draft for draft in read(file).drafts if isinstance(draft, PersonDraft)]


def all_people() -> Iterator[PersonDraft]:
    for file in FILES:
        yield from people(file)


def members() -> list[PersonDraft]:
    return people(FILES[0])


def named() -> set[str]:
    """Whom the files of relationships can name: ids, and e-mail addresses."""
    return {
        word for draft in all_people() for word in (draft.fields.get("id"), *emails(draft)) if word
    }


def emails(draft: PersonDraft) -> list[str]:
    return list(draft.fields.get("emails", ()))


def how_many(drafts: Iterable[PersonDraft]) -> int:
    """How many people these are: drafts that share an id or an address are of one person."""
    person_of: dict[str, int] = {}
    for number, draft in enumerate(drafts):
        keys = [*emails(draft), *draft.fields.get("profiles", ()), draft.fields.get("id")]
        named = [key for key in keys if key]
        person = next((person_of[key] for key in named if key in person_of), number)
        person_of |= dict.fromkeys(named, person)
    return len(set(person_of.values()))


def test_the_files_are_what_the_script_makes(tmp_path: Path) -> None:
    write(tmp_path)
    made = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.csv")}
    there = {path.relative_to(DEMO): path.read_bytes() for path in DEMO.rglob("*.csv")}
    assert made.keys() == there.keys()
    assert [name for name in made if made[name] != there[name]] == []


def test_the_demo_brings_in_every_file() -> None:
    assert sorted(file.path for file in FILES) == sorted(DEMO.rglob("*.csv"))


def test_the_files_are_small() -> None:
    assert sum(path.stat().st_size for path in DEMO.rglob("*.csv")) < 600_000


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.path.relative_to(DEMO)))
def test_no_row_is_refused(file: DemoFile) -> None:
    assert read(file).errors == ()


def test_every_address_and_number_is_one_that_nobody_can_have() -> None:
    written = list(all_people())
    assert [e for draft in written for e in emails(draft) if not RESERVED.search(e)] == []
    phones = [phone for draft in written for phone in draft.fields.get("phones", ())]
    assert [phone for phone in phones if not FICTION.fullmatch(phone)] == []
    profiles = [profile for draft in written for profile in draft.fields.get("profiles", ())]
    demo = "https://www.linkedin.com/in/demo-"
    assert [profile for profile in profiles if not profile.startswith(demo)] == []


def test_an_address_belongs_to_one_person() -> None:
    owners: dict[str, set[str]] = {}
    for draft in all_people():
        for address in (*emails(draft), *draft.fields.get("profiles", ())):
            owners.setdefault(address, set()).add(draft.fields["name"])
    assert {address for address, names in owners.items() if len(names) > 1} == set()


def test_a_hundred_and_twenty_members_meet_regularly() -> None:
    assert len(members()) == 120
    (group,) = {tuple(draft.fields["meeting_groups"]) for draft in members()}
    assert len(group) == 1


def test_five_members_are_connectors_and_dana_is_one_of_them() -> None:
    connectors = {d.fields["id"]: d.fields["name"] for d in members() if d.fields.get("connector")}
    assert len(connectors) == 5
    assert connectors[CONNECTOR] == CONNECTOR_NAME
    assert connectors.keys() == {file.connector for file in FILES if file.connector}


@pytest.mark.parametrize("connector", sorted({f.connector for f in FILES if f.connector}))
def test_a_connector_has_between_150_and_500_contacts(connector: str) -> None:
    drafts = [draft for file in FILES if file.connector == connector for draft in people(file)]
    assert 150 <= how_many(drafts) <= 500


def test_about_twelve_hundred_people_are_outside_the_group() -> None:
    assert 1150 <= how_many(all_people()) - len(members()) <= 1250


def test_relationships_name_people_who_are_in_the_files() -> None:
    drafts = [draft for file in FILES for draft in read(file).drafts]
    pairs = [(d.source, d.target) for d in drafts if isinstance(d, RelationshipDraft)]
    pairs += [(d.a, d.b) for d in drafts if isinstance(d, AcquaintanceDraft)]
    assert {name for pair in pairs for name in pair} <= named()
    assert len({frozenset(pair) for pair in pairs}) > 2000


def test_every_profession_is_in_the_catalog() -> None:
    assert [key for key in TRADES if key not in PROFESSIONS.keys] == []
    stated = {key for draft in all_people() for key in draft.fields.get("professions", ())}
    assert stated
    contexts = {
        key
        for draft in read(next(file for file in FILES if file.format == "relationships")).drafts
        if isinstance(draft, RelationshipDraft)
        for key in draft.fields.get("contexts", ())
    }
    assert contexts
    assert stated | contexts <= TRADES.keys()


def test_most_titles_tell_a_profession_and_some_do_not() -> None:
    makers = [*make_members(), *make_others(make_members())]
    told = [(p.trade, PROFESSIONS.titles.recognize(p.title).profession) for p in makers]
    professionals = [(trade, found) for trade, found in told if trade]
    assert {found for trade, found in told if not trade} == {None, "optometrist"}
    assert {(t, found) for t, found in professionals if found not in {None, t}} == set()
    share = sum(found is not None for _, found in professionals) / len(professionals)
    assert 0.7 < share < 0.85


def test_trust_is_one_of_the_four_words() -> None:
    rows = csv.DictReader((DEMO / "relationships.csv").read_text().splitlines())
    assert {row["trust"] for row in rows} == {"", "0", "0.3", "0.6", "0.9"}


def test_dates_are_fixed_and_some_are_of_the_last_weeks() -> None:
    rows = list(csv.DictReader((DEMO / "relationships.csv").read_text().splitlines()))
    days = [
        date.fromisoformat(row[name])
        for row in rows
        for name in ("since", "last_contact")
        if row[name]
    ]
    assert max(days) <= date(2026, 11, 20)
    assert sum(row["since"] > "2026-09-20" for row in rows) > 20
