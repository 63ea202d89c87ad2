"""Who knows who: stated one by one or in batches, listed, deleted, snoozed."""

from app.relationships.service.recording import (
    delete_knows,
    find_relationship,
    list_contacts,
    list_rated,
    mark_acquainted,
    put_knows,
    save_batch,
    unmark_acquainted,
)
from app.relationships.service.saving import save_acquaintances, save_relationships
from app.relationships.service.suppressing import (
    delete_do_not_introduce,
    delete_snooze,
    put_do_not_introduce,
    put_snooze,
    set_not_now,
)

__all__ = [
    "delete_do_not_introduce",
    "delete_knows",
    "delete_snooze",
    "find_relationship",
    "list_contacts",
    "list_rated",
    "mark_acquainted",
    "put_do_not_introduce",
    "put_knows",
    "put_snooze",
    "save_acquaintances",
    "save_batch",
    "save_relationships",
    "set_not_now",
    "unmark_acquainted",
]
