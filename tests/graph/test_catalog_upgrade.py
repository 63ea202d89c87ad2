"""A workspace with the first edition of the catalog gets the present one, on each engine."""

import pytest

from app.catalog import service
from app.catalog.models import Profession, TriggerEvent
from app.catalog.repository.files import EDITION, load_catalog
from app.catalog.repository.queries import set_edition
from app.catalog.service import upgrading
from app.catalog.service.copying import copy_edition
from app.errors import Conflict
from app.graph import Graph
from app.session import Session
from app.workspaces.models import NewWorkspace
from app.workspaces.service import create_workspace
from tests.sessions import acting, installed

SHIPPED = load_catalog()


@pytest.fixture
def old(graph: Graph, fresh: str) -> Session:
    """An administrator of a workspace with the first edition."""
    new = NewWorkspace(id=fresh, name="Old")
    create_workspace(installed(graph), new, fill=lambda tx: copy_edition(tx, 1))
    return acting(graph, fresh, "admin")


def catalog_of(
    session: Session,
) -> tuple[dict[str, Profession], dict[str, TriggerEvent]]:
    professions = {one.key: one for one in service.list_all_professions(session)}
    return professions, {one.key: one for one in service.list_all_trigger_events(session)}


def test_an_untouched_workspace_gets_the_shipped_catalog(old: Session) -> None:
    before = catalog_of(old)
    looked = service.list_differences(old)
    assert catalog_of(old) == before
    assert (looked.edition, looked.shipped_edition) == (1, EDITION)
    assert not any(one.kept for one in looked.items)
    assert service.upgrade(old) == looked
    assert catalog_of(old) == (
        {one.key: one for one in SHIPPED.professions},
        {one.key: one for one in SHIPPED.trigger_events},
    )
    again = service.upgrade(old)
    assert (again.edition, again.items) == (EDITION, ())


def test_what_the_workspace_changed_stays(old: Session) -> None:
    divorce, _ = service.get_trigger_event(old, "divorce")
    mine = [
        need.model_copy(update={"likelihood": 0.5, "source": "own survey"})
        if need.profession == "divorce_attorney"
        else need
        for need in divorce.needs
        if need.profession != "mover"
    ]
    changed = divorce.model_copy(update={"name": "Separation", "needs": tuple(mine)})
    service.put_trigger_event(old, changed, None)
    service.delete_trigger_event(old, "identity_theft")
    own = Profession(key="psychologist", name="My psychologist", sphere="family_care")
    service.put_profession(old, own, None)
    kept = {one.what for one in service.upgrade(old).items if one.kept}
    assert kept >= {"name", "need of divorce_attorney", "deleted by you"}
    professions, events = catalog_of(old)
    needs = {need.profession: need for need in events["divorce"].needs}
    assert events["divorce"].name == "Separation"
    assert needs["divorce_attorney"].likelihood == 0.5
    assert needs["therapist"].likelihood == 0.3
    assert "mover" not in needs
    assert "business_valuator" in needs
    assert "identity_theft" not in events
    assert professions["psychologist"] == own


def test_an_upgrade_that_ended_halfway_goes_on(
    old: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = service.list_differences(old)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the power is out")

    monkeypatch.setattr(upgrading, "_write_events", fail)
    with pytest.raises(RuntimeError):
        service.upgrade(old)
    monkeypatch.undo()
    rest = service.upgrade(old)
    assert rest.edition == 1
    assert 0 < len(rest.items) < len(first.items)
    assert catalog_of(old)[1] == {one.key: one for one in SHIPPED.trigger_events}


def test_a_catalog_of_a_newer_version_is_left_alone(graph: Graph, fresh: str) -> None:
    new = NewWorkspace(id=fresh, name="New")
    create_workspace(installed(graph), new, fill=service.copy_catalog)
    session = acting(graph, fresh, "admin")
    newer = EDITION + 1
    session.write(lambda tx: tx.do(set_edition, edition=newer))
    for act in (service.list_differences, service.upgrade):
        with pytest.raises(Conflict, match="Install the newer version"):
            act(session)
