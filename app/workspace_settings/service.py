"""The settings of a workspace: read, and changed all at once or not at all."""

import json
from collections.abc import Mapping

from app.etags import etag_of_content, require_version
from app.graph import Reader, Writer
from app.session import Session
from app.setting_sections import SECTIONS
from app.workspace_settings import repository, rules
from app.workspace_settings.models import SettingList, SettingValue


def list_settings(session: Session) -> tuple[SettingList, str]:
    """All settings with their values, and the version that they have."""
    return _versioned(session.read(_own))


def put_settings(
    session: Session, changes: Mapping[str, object], if_match: str | None = None
) -> tuple[SettingList, str]:
    """Change settings; None brings the default back. Returns all of them, and their version.

    Raises `InvalidInput` naming each key at fault, and `VersionMismatch`; then nothing changes.
    """

    # A bad value is refused whatever the version is.
    values = rules.read_changes(SECTIONS, changes)

    def work(tx: Writer) -> tuple[SettingList, str]:
        before = _own(tx)
        require_version(if_match, _versioned(before)[1])
        after = rules.apply_changes(SECTIONS, before, values)
        changed = rules.changed_keys(SECTIONS, before, after)
        if changed:
            tx.many(
                repository.put_settings,
                keys=list(after),
                values=[json.dumps(value) for value in after.values()],
                changed=changed,
            )
        return _versioned(after)

    return session.write(work)


def _own(tx: Reader) -> dict[str, SettingValue]:
    own = zip(tx.node.setting_keys, tx.node.setting_values, strict=True)
    return {key: json.loads(value) for key, value in own}


def _versioned(own: Mapping[str, SettingValue]) -> tuple[SettingList, str]:
    """All settings and the tag of their values, which changes with any of them."""
    settings = rules.list_settings(SECTIONS, own)
    return settings, etag_of_content(json.dumps({one.key: one.value for one in settings.items}))
