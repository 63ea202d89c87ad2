"""The texts of a workspace: those that Intros comes with, and its own instead of them."""

from collections.abc import Mapping
from functools import cache

from app.errors import FieldError, InvalidInput
from app.graph import Reader
from app.message_templates import repository, rules
from app.message_templates.models import (
    MessageTemplate,
    MessageTemplateList,
    Preview,
    TemplateText,
    TextKey,
)
from app.resources import shipped
from app.session import Session


@cache
def default_texts() -> Mapping[TextKey, TemplateText]:
    """The texts that Intros comes with."""
    folder = shipped("texts")
    return {
        key: rules.read_file((folder / f"{key}.txt").read_text(encoding="utf-8"))
        for key in rules.KEYS
    }


def texts_of(tx: Reader) -> Mapping[TextKey, TemplateText]:
    """The texts that the workspace uses, by their keys, for `rules.draft`."""
    rows = tx.many(repository.list_texts)
    own = {
        row.key: TemplateText.model_construct(subject=row.subject, text=row.text) for row in rows
    }
    return {**default_texts(), **own}


def list_texts(
    session: Session,
) -> MessageTemplateList:
    texts = session.read(texts_of)
    return MessageTemplateList(items=tuple(_shown(key, texts[key]) for key in rules.KEYS))


def put_text(session: Session, key: TextKey, words: TemplateText) -> MessageTemplate:
    """Make a text the workspace's own; raises `InvalidInput` naming each fault."""
    _check(key, words)
    session.write(
        lambda tx: tx.do(
            repository.put_text, key=key, subject=words.subject, text=words.text, version=tx.seq
        ),
    )
    return _shown(key, words)


def reset_text(session: Session, key: TextKey) -> None:
    """Use the text again that Intros comes with."""
    session.write(lambda tx: tx.do(repository.delete_text, key=key))


def preview(key: TextKey, words: TemplateText) -> Preview:
    """How the text reads with made-up people; nothing is saved. Raises `InvalidInput`."""
    _check(key, words)
    shown = rules.draft(key, {key: words}, rules.SAMPLE)
    return Preview(subject=shown.subject, text=shown.text)


def _check(key: TextKey, words: TemplateText) -> None:
    errors = [
        FieldError(pointer=f"/{field}", message=fault)
        for field, fault in rules.faults_of(key, words)
    ]
    if errors:
        detail = "; ".join(f"{error.pointer}: {error.message}" for error in errors)
        raise InvalidInput(detail, errors=errors)


def _shown(key: TextKey, words: TemplateText) -> MessageTemplate:
    return MessageTemplate(
        key=key,
        subject=words.subject,
        text=words.text,
        is_default=words == default_texts()[key],
        placeholders=rules.PLACEHOLDERS,
        required=rules.REQUIRED[key],
    )
