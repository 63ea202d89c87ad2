"""Networks and lists of real size that lie beside the checkout, brought in by the mappings of docs.

They run where `../shared/data` is, and say so in one line where it is not.
"""

from collections import Counter
from pathlib import Path
from secrets import token_hex

import pytest

from app.catalog.service import copy_catalog
from app.graph import Graph
from app.imports.models import ImportFormat, ImportReport
from app.imports.rules.parsing import open_file
from app.imports.service import run_import
from app.pairings.service import list_pairings
from app.people.service import get_person
from app.relationships.service import list_contacts
from app.workspaces.models import NewWorkspace
from app.workspaces.service import create_workspace
from tests.sessions import acting, installed

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"
MAPPINGS = ROOT / "docs" / "mappings"
Source = tuple[str, ImportFormat, str]
"""File, format and mapping."""
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="there is no ../shared/data here")


@pytest.fixture(scope="module")
def workspace(graph: Graph) -> str:
    new = NewWorkspace(id=f"real-{token_hex(6)}", name="Real data")
    return create_workspace(installed(graph), new, fill=copy_catalog).id


def bring_in(graph: Graph, workspace: str, source: Source) -> ImportReport:
    file, file_format, mapping = source
    return run_import(
        acting(graph, workspace), DATA / file, file_format, mapping=MAPPINGS / f"{mapping}.yaml"
    )


def counts(report: ImportReport) -> tuple[int, int, int, int, int]:
    return report.rows, report.created, report.updated, report.unchanged, report.refused


def test_physicians_and_their_advisers_come_in_and_get_introductions(
    graph: Graph, workspace: str
) -> None:
    people: Source = "coleman_physicians/nodes.csv", "people", "coleman_people"
    ties: Source = "coleman_physicians/edges.csv", "relationships", "coleman_relationships"
    assert counts(bring_in(graph, workspace, people)) == (246, 246, 0, 0, 0)
    assert counts(bring_in(graph, workspace, ties)) == (1099, 1099, 0, 0, 0)
    assert counts(bring_in(graph, workspace, people)) == (246, 0, 0, 246, 0)
    assert counts(bring_in(graph, workspace, ties)) == (1099, 0, 0, 1099, 0)

    caller = acting(graph, workspace, "read")
    first = get_person(caller, "coleman-1")
    assert first.name == "Physician 1"
    assert first.professions == ("pediatrician",)
    edges = (DATA / "coleman_physicians/edges.csv").read_text().splitlines()[1:]
    named = [edge.split(",") for edge in edges]
    busiest, contacts = Counter(source for source, *_ in named).most_common(1)[0]
    known = list_contacts(caller, f"coleman-{busiest}").items
    trust = {"advice": 0.8, "friendship": 0.6, "discussion": 0.5}
    assert len(known) == contacts
    assert {contact.id: contact.trust for contact in known} == {
        f"coleman-{target}": trust[relation] for source, target, relation in named
        if source == busiest
    }  # fmt: skip

    knowing = {frozenset((source, target)) for source, target, _ in named}
    found = 0
    for connector, _ in Counter(source for source, *_ in named).most_common(40):
        for pairing in list_pairings(caller, f"coleman-{connector}").items:
            pair = {pairing.a.id.removeprefix("coleman-"), pairing.b.id.removeprefix("coleman-")}
            assert frozenset(pair) not in knowing
            assert all(frozenset((connector, one)) in knowing for one in pair)
            found += 1
    assert found > 0


def test_managers_come_in_by_advice_and_then_by_friendship(graph: Graph, workspace: str) -> None:
    people: Source = "krackhardt_managers/nodes.csv", "people", "krackhardt_people"
    advice: Source = "krackhardt_managers/advice_edges.csv", "relationships", "krackhardt_advice"
    friends: Source = "krackhardt_managers/friends_edges.csv", "relationships", "krackhardt_friends"
    assert counts(bring_in(graph, workspace, people)) == (21, 21, 0, 0, 0)
    assert counts(bring_in(graph, workspace, advice)) == (190, 190, 0, 0, 0)
    report = bring_in(graph, workspace, friends)
    assert report.rows == report.created + report.unchanged == 102
    assert len(report.warnings) == report.unchanged
    assert counts(bring_in(graph, workspace, friends)) == (102, 0, 0, 102, 0)


def test_a_messy_list_goes_in_row_by_row_and_a_second_time_changes_nothing(
    graph: Graph, workspace: str, tmp_path: Path
) -> None:
    whole = (DATA / "crm_exports/messy_contacts_synthetic.csv").read_text(encoding="utf-8")
    lines = whole.splitlines()[:2500]
    file = tmp_path / "messy.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    report = run_import(acting(graph, workspace), file, "people")
    assert report.status == "done"
    assert report.rows == sum(bool(line.strip(",")) for line in lines[1:])
    assert report.rows == report.created + report.updated + report.unchanged + report.refused
    assert report.created > report.refused > 0
    assert {error.column for error in report.errors} <= {"name", "email", "phone", None}
    assert all(lines[error.line - 1] for error in report.errors)
    again = run_import(acting(graph, workspace), file, "people")
    assert (again.created, again.updated) == (0, 0)
    assert again.refused == report.refused


def test_an_export_in_latin_1_is_read_as_such() -> None:
    data = (DATA / "crm_exports/sfdataloader_accountData.csv").read_bytes()
    file = open_file(data, "people", {"name": "NAME", "town": "BILLINGCITY", "id": "ID"})
    assert file.encoding == "Windows-1252"
    assert not file.table.broken
    assert len(file.table.rows) > 100
