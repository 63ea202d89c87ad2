"""People: saved one by one or in batches, found, listed, changed, deleted."""

from app.people.service.batch import save_batch
from app.people.service.changing import (
    create_person,
    delete_person,
    patch_person,
    put_group,
)
from app.people.service.details import decide_address, share_details
from app.people.service.lookup import find_people, list_connectors
from app.people.service.reading import (
    export_person,
    get_group,
    get_person,
    get_person_to_change,
    list_groups,
    list_people,
)
from app.people.service.saving import ContactsOf, save_people

__all__ = [
    "ContactsOf",
    "create_person",
    "decide_address",
    "delete_person",
    "export_person",
    "find_people",
    "get_group",
    "get_person",
    "get_person_to_change",
    "list_connectors",
    "list_groups",
    "list_people",
    "patch_person",
    "put_group",
    "save_batch",
    "save_people",
    "share_details",
]
