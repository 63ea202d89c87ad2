"""The bases of all types that are checked: what is sent, what is answered, what is set."""

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """Never changes, and refuses fields that it does not have."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Body(Model):
    """The body of a request; a field can be given by its own name or by its alias."""

    model_config = ConfigDict(populate_by_name=True)
