"""Move workspaces to another database: saved there, restored here, the same road both ways."""

from collections.abc import Sequence
from pathlib import Path

from app.backups.models import Moved
from app.backups.service.restoring import restore
from app.backups.service.saving import BACKUP, Tell, current_seq, save
from app.security import Principal
from app.session import Installation


def move(
    source: Installation,
    target: Installation,
    folder: Path,
    workspaces: Sequence[str],
    *,
    tell: Tell = lambda _, __: None,
) -> Moved:
    """Copy workspaces into the other graph, compared to the last digit; the first keeps its own.

    `folder` takes the file that lies between. `changed` names workspaces in which someone wrote
    meanwhile: what they wrote is in the old place only.
    """
    saved = save(source, folder, list(workspaces), tell=tell)
    path = Path(saved.file)
    try:
        restored = restore(target, path, moving=True, tell=tell)
    finally:
        path.unlink(missing_ok=True)
    changed = tuple(
        one.workspace
        for one in saved.workspaces
        if current_seq(source.session(Principal.system(one.workspace, BACKUP))) != one.seq
    )
    return Moved(workspaces=restored.workspaces, same_secret=restored.same_secret, changed=changed)
