"""Every label and relationship type has its place in backups, or a reason why it has none."""

from app.backups.service.kinds import LEFT_OUT, joins, labels
from app.belongings.kinds import Label, Relationship
from app.belongings.registry import KINDS


def test_every_label_is_in_backups_or_left_out_for_a_reason() -> None:
    declared = {kind.name for kind in KINDS.values() if isinstance(kind, Label)}
    assert set(labels()) | LEFT_OUT.keys() == declared
    assert set(labels()) & LEFT_OUT.keys() == set()
    assert all(reason.endswith(".") for reason in LEFT_OUT.values())


def test_every_relationship_between_such_labels_is_in_backups() -> None:
    declared = {
        (kind.name, *ends)
        for kind in KINDS.values()
        if isinstance(kind, Relationship)
        for ends in kind.joins
    }
    missing = declared - set(joins())
    assert all({source, target} & LEFT_OUT.keys() for _, source, target in missing)
