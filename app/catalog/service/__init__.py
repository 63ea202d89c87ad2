"""The catalog of a workspace: copied in when the workspace is made, then its own to change."""

from app.catalog.service.cautions import list_cautions
from app.catalog.service.copying import copy_catalog
from app.catalog.service.professions import (
    delete_profession,
    get_profession,
    list_all_professions,
    list_professions,
    profession_names,
    put_profession,
    set_alias,
)
from app.catalog.service.rows import professions_in
from app.catalog.service.trigger_events import (
    delete_trigger_event,
    get_trigger_event,
    list_all_trigger_events,
    list_trigger_events,
    put_trigger_event,
)
from app.catalog.service.upgrading import list_differences, upgrade

__all__ = [
    "copy_catalog",
    "delete_profession",
    "delete_trigger_event",
    "get_profession",
    "get_trigger_event",
    "list_all_professions",
    "list_all_trigger_events",
    "list_cautions",
    "list_differences",
    "list_professions",
    "list_trigger_events",
    "profession_names",
    "professions_in",
    "put_profession",
    "put_trigger_event",
    "set_alias",
    "upgrade",
]
