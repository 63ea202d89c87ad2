"""The settings of a workspace: read, and changed all at once or not at all."""

import json
from collections.abc import Mapping

from app.etags import etag_of_content, require_version
from app.graph import Reader, Writer
from app.notices.models import LINK, Notice
from app.notices.service import notify
from app.plans.repository import list_connectors
from app.session import Session
from app.setting_sections import SECTIONS
from app.workspace_settings import repository, rules
from app.workspace_settings.models import SettingList, SettingValue

LETS_PROGRAMS_ACT = "integrations_act_for_connectors"
SUBJECT = "Programs can act for you in Intros now"
TEXT = """Hi,

Your workspace now lets programs with an API key for the whole workspace act for its connectors. \
They can read your ratings, suggestions and introductions, and they can rate, introduce and send. \
Your history names the key each time.

Who turned it on: {by}

If you don't know why, ask your administrator. Your access log is here:
{link}
"""


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
        if LETS_PROGRAMS_ACT in changed and after.get(LETS_PROGRAMS_ACT):
            _tell_connectors(tx)
        return _versioned(after)

    return session.write(work)


def _tell_connectors(tx: Writer) -> None:
    """Tell everyone whose things programs may read and change from now on."""
    text = TEXT.format(by=tx.by, link=LINK)
    notice = Notice(subject=SUBJECT, text=text, path="/audit")
    for row in tx.many(list_connectors):
        notify(tx, row.id, notice, "setting")


def _own(tx: Reader) -> dict[str, SettingValue]:
    own = zip(tx.node.setting_keys, tx.node.setting_values, strict=True)
    return {key: json.loads(value) for key, value in own}


def _versioned(own: Mapping[str, SettingValue]) -> tuple[SettingList, str]:
    """All settings and the tag of their values, which changes with any of them."""
    settings = rules.list_settings(SECTIONS, own)
    return settings, etag_of_content(json.dumps({one.key: one.value for one in settings.items}))
