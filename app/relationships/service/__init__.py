"""Who knows whom: stated one by one or in batches, listed, forgotten, put aside."""

from app.relationships.service.putting_aside import (
    delete_do_not_introduce,
    delete_snooze,
    put_do_not_introduce,
    put_snooze,
    set_not_now,
)
from app.relationships.service.saving import save_acquaintances, save_relationships
from app.relationships.service.stating import (
    delete_knows,
    find_relationship,
    forget_known,
    list_contacts,
    put_knows,
    save_batch,
    say_known,
)

__all__ = [
    "delete_do_not_introduce",
    "delete_knows",
    "delete_snooze",
    "find_relationship",
    "forget_known",
    "list_contacts",
    "put_do_not_introduce",
    "put_knows",
    "put_snooze",
    "save_acquaintances",
    "save_batch",
    "save_relationships",
    "say_known",
    "set_not_now",
]
