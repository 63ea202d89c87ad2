"""Message templates with placeholders, and drafts with these filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, Strict

from app.base_models import Model
from app.etags import etag_of_content
from app.field_types import Line, Text

TextKey = Literal["opt_in_question", "bridge", "nudge", "reminder", "follow_up", "thank_you"]
"""For each step one: ask, remind, introduce, tell the connector, follow up, thank."""
Placeholder = Literal[
    "connector",
    "connector_first_name",
    "name",
    "first_name",
    "work",
    "other",
    "other_first_name",
    "other_work",
    "reason",
    "other_reason",
    "link",
]
Values = Mapping[Placeholder, str]
"""What stands for the placeholders, as plain text."""


@dataclass(frozen=True, slots=True)
class FilledTemplate:
    """What a person would send unchanged."""

    subject: str
    text: str


class TemplateText(Model):
    """A text with placeholders like `{first_name}`, the only parts that are filled in."""

    subject: Annotated[Line, Field(max_length=200)]
    text: Annotated[Text, Strict(), Field(min_length=1, max_length=5000)]


class MessageTemplate(Model):
    """A message template as the workspace uses it, with its placeholders."""

    key: TextKey
    subject: str
    text: str
    is_default: bool
    """Whether it is the one that Intros comes with."""
    placeholders: tuple[Placeholder, ...]
    """Its placeholders, written `{like_this}`."""
    required: tuple[Placeholder, ...]
    """The placeholders it must have."""

    @property
    def etag(self) -> str:
        return etag_of_content(f"{self.subject}\n{self.text}")


class MessageTemplateList(Model):
    items: tuple[MessageTemplate, ...]


class Preview(Model):
    """A message template filled in with sample people."""

    subject: str
    text: str
