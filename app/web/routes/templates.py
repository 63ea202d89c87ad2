"""Message templates: read by everyone, changed by administrators."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from fastapi import APIRouter, Request, Response

from app.errors import InvalidInput
from app.message_templates import service
from app.message_templates.models import (
    MessageTemplate,
    Placeholder,
    Preview,
    TemplateText,
    TextKey,
)
from app.security import policy
from app.session import Session
from app.sign_in.service import SignedIn
from app.web.access import Form, FormDep, PageRoute, SignedInDep, go_to
from app.web.forms import Filled, checked, faults_of
from app.web.rendering import Notice, Page, render

router = APIRouter(route_class=PageRoute, include_in_schema=False)
NAMES: Mapping[TextKey, str] = {
    "opt_in_question": "Invitation, to each of the two",
    "reminder": "Reminder",
    "bridge": "Introduction email, to both",
    "nudge": "Nudge, when they haven’t met after three weeks",
    "follow_up": "Follow-up, after they met",
    "thank_you": "Thank-you, after a referral",
}
BECOMES: Mapping[Placeholder, str] = {
    "connector": "your name",
    "connector_first_name": "your first name",
    "name": "the recipient’s name",
    "first_name": "the recipient’s first name",
    "work": "what the recipient does, and where",
    "other": "the other person’s name",
    "other_first_name": "the other person’s first name",
    "other_work": "what the other person does, and where",
    "reason": "why the other person is a good match for the recipient",
    "other_reason": "why the recipient is a good match for the other; only in the email to both",
    "link": "the answer link; only in the invitation and the reminder",
}
AGAIN = "Some fields need attention. Correct the marked fields and save again."


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsPage(Page):
    template: ClassVar[str] = "templates.html"
    section: ClassVar[str] = "introductions"
    texts: tuple[MessageTemplate, ...]
    names: Mapping[TextKey, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPage(Page):
    template: ClassVar[str] = "template.html"
    section: ClassVar[str] = "introductions"
    text: MessageTemplate
    filled: Filled
    preview: Preview | None
    """A preview of the fields; None where it has faults."""
    becomes: Mapping[Placeholder, str]
    may_change: bool


@router.get("/words")
def show_words(
    request: Request,
    signed_in: SignedInDep,
) -> Response:
    """All texts, in the order in which they are needed."""
    texts = {text.key: text for text in service.list_texts(signed_in.session).items}
    page = WordsPage(
        title="Message templates", texts=tuple(texts[key] for key in NAMES), names=NAMES
    )
    return render(request, page, signed_in)


@router.get("/words/{key}")
def show_text(request: Request, key: TextKey, signed_in: SignedInDep, saved: str = "") -> Response:
    """One text, and how it reads."""
    text = text_of(signed_in.session, key)
    filled = Filled(values={"subject": text.subject, "text": text.text})
    words = TemplateText.model_construct(subject=text.subject, text=text.text)
    page = page_of(text, filled, service.preview(key, words), signed_in)
    return render(request, page, signed_in, notice=Notice("Saved.") if saved else None)


@router.post("/words/{key}")
def change_text(request: Request, key: TextKey, signed_in: SignedInDep, form: FormDep) -> Response:
    """Save the fields, preview them, or reset to the default."""
    policy.require_scope(signed_in.session.principal, "admin")
    if form.text("do") == "reset":
        service.reset_text(signed_in.session, key)
        return go_to(f"/words/{key}?saved=1")
    try:
        words = words_in(form)
        preview = service.preview(key, words)
    except InvalidInput as error:
        values = {"subject": form.text("subject"), "text": form.text("text")}
        filled = Filled(values=values, faults=faults_of(error.errors), problem=AGAIN)
        page = page_of(text_of(signed_in.session, key), filled, None, signed_in)
        return render(request, page, signed_in, status=422)
    if form.text("do") == "preview":
        filled = Filled(values={"subject": words.subject, "text": words.text})
        page = page_of(text_of(signed_in.session, key), filled, preview, signed_in)
        return render(request, page, signed_in)
    service.put_text(signed_in.session, key, words)
    return go_to(f"/words/{key}?saved=1")


def words_in(form: Form) -> TemplateText:
    """The text as it was typed; raises `InvalidInput` where it is none."""
    typed = {"subject": form.text("subject"), "text": form.text("text").replace("\r\n", "\n")}
    words = checked(TemplateText, typed)
    if isinstance(words, TemplateText):
        return words
    raise InvalidInput(AGAIN, errors=words)


def text_of(session: Session, key: TextKey) -> MessageTemplate:
    return next(text for text in service.list_texts(session).items if text.key == key)


def page_of(
    text: MessageTemplate, filled: Filled, preview: Preview | None, signed_in: SignedIn
) -> TextPage:
    return TextPage(
        title=NAMES[text.key],
        text=text,
        filled=filled,
        preview=preview,
        becomes=BECOMES,
        may_change=policy.has_scope(signed_in.session.principal, "admin"),
    )
