"""What to be careful about where contact spheres meet."""

from app.catalog.models import CautionList
from app.catalog.repository.files import load_cautions
from app.catalog.rules import caution_between, cautions_in
from app.session import Session
from app.workspaces.repository import find_workspace


def list_cautions(session: Session, sphere: str | None, other: str | None) -> CautionList:
    """The cautions that hold in the workspace's country; with two spheres, the one that fits."""
    country = session.read(lambda tx: tx.one(find_workspace)).country
    held = cautions_in(load_cautions(), country)
    if sphere is None or other is None:
        return CautionList(items=held)
    found = caution_between(held, sphere, other)
    return CautionList(items=(found,) if found else ())
