"""The texts of a workspace: those that Intros comes with, and its own instead of them."""

from collections.abc import Mapping
from functools import cache

from app.errors import FieldError, InvalidInput
from app.etags import require_version
from app.graph import Reader, Writer
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


def get_text(session: Session, key: TextKey) -> MessageTemplate:
    return _shown(key, session.read(texts_of)[key])


def put_text(
    session: Session, key: TextKey, words: TemplateText, if_match: str | None = None
) -> MessageTemplate:
    """Make a text the workspace's own; raises `InvalidInput` for its faults, `VersionMismatch`."""
    _check(key, words)

    def work(tx: Writer) -> None:
        require_version(if_match, _shown(key, texts_of(tx)[key]).etag)
        own = {"subject": words.subject, "text": words.text}
        tx.do(repository.put_text, key=key, version=tx.seq, **own)

    session.write(work)
    return _shown(key, words)


def reset_text(session: Session, key: TextKey, if_match: str | None = None) -> None:
    """Use the text again that Intros comes with; raises `VersionMismatch`."""

    def work(tx: Writer) -> None:
        require_version(if_match, _shown(key, texts_of(tx)[key]).etag)
        tx.do(repository.delete_text, key=key)

    session.write(work)


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
