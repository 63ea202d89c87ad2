"""Notices: what a connector has to know about their own security."""

from app.base_models import Model

LINK = "{link}"
"""In the text of a notice: where its `path` is put, as a whole address."""


class Notice(Model):
    """What a connector is told."""

    subject: str
    text: str
    path: str
    """The page on which they see more."""


class AddressedNotice(Notice):
    """A notice to one address, as it waits in the outbox."""

    to: str
    to_name: str
