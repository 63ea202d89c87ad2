"""Who knows whom and what they think of them: saved, stated, listed, ended."""

from app.relationships.service.saving import save_acquaintances, save_relationships
from app.relationships.service.stating import (
    delete_do_not_introduce,
    delete_knows,
    list_contacts,
    put_do_not_introduce,
    put_knows,
    save_batch,
    say_known,
)

__all__ = [
    "delete_do_not_introduce",
    "delete_knows",
    "list_contacts",
    "put_do_not_introduce",
    "put_knows",
    "save_acquaintances",
    "save_batch",
    "save_relationships",
    "say_known",
]
