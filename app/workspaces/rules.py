"""The constants of rules as a workspace has them: the defaults, where it says nothing else."""

import json
from collections.abc import Sequence
from typing import TypeVar

from pydantic import BaseModel

Constants = TypeVar("Constants", bound=BaseModel)


def own_constants(
    model: type[Constants], keys: Sequence[str] | None, values: Sequence[str] | None
) -> Constants:
    """Those of one kind among all that a workspace has set: names, and their values as JSON."""
    own = zip(keys or (), values or (), strict=True)
    known = model.model_fields
    return model.model_validate({key: json.loads(value) for key, value in own if key in known})
