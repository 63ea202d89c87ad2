"""Which placeholders a text may have, how they are filled in, and the address of a draft.

A text is data: its placeholders are the closed list here, each is replaced once by plain text, and
what was put in is never looked at again.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import get_args
from urllib.parse import quote

from app.message_templates.models import FilledTemplate, Placeholder, TemplateText, TextKey, Values

KEYS: tuple[TextKey, ...] = get_args(TextKey)
PLACEHOLDERS: tuple[Placeholder, ...] = get_args(Placeholder)
REQUIRED: Mapping[TextKey, tuple[Placeholder, ...]] = MappingProxyType(
    {
        "opt_in_question": ("other", "link"),
        "reminder": ("other", "link"),
        "bridge": ("first_name", "other_first_name"),
        "nudge": ("first_name",),
        "follow_up": ("first_name",),
        "thank_you": ("first_name",),
    }
)
"""Without these a text would not do what it is for: no one could answer a question."""
ONLY_IN: Mapping[Placeholder, tuple[tuple[TextKey, ...], str]] = MappingProxyType(
    {
        "link": (("opt_in_question", "reminder"), "the invitation and the reminder"),
        # Before both have said yes, no one reads what the other is told.
        "other_reason": (("bridge",), "the introduction email"),
    }
)
NO_REASON = "I think you’d have a lot to talk about."
WHEN_UNKNOWN: Values = MappingProxyType(
    {
        "work": "someone I think highly of",
        "other_work": "someone I think highly of",
        "reason": NO_REASON,
        "other_reason": NO_REASON,
    }
)
"""What a text says where this is not known; other placeholders have no default."""
SAMPLE: Values = MappingProxyType(
    {
        "connector": "Dana Whitfield",
        "connector_first_name": "Dana",
        "name": "Ann Li",
        "first_name": "Ann",
        "work": "a divorce attorney in Kings County",
        "other": "Lee Park",
        "other_first_name": "Lee",
        "other_work": "a mortgage broker in Kings County",
        "reason": "Your clients may need a mortgage broker (divorce).",
        "other_reason": "A divorce attorney sees clients who need you (divorce).",
        "link": "https://intros.example.org/r/example",
    }
)
IN_BRACES = re.compile(r"\{([a-z_]+)\}")
HIDDEN = frozenset({"Cc", "Cs", "Zl", "Zp"})
LONGEST_MAILTO = 2000
"""Characters; some systems cut an address off soon after that."""


def faults_of(key: TextKey, words: TemplateText) -> Iterator[tuple[str, str]]:
    """What is wrong with a text, each with its field: `subject` or `text`."""
    for field, text in (("subject", words.subject), ("text", words.text)):
        for name in IN_BRACES.findall(text):
            if name not in PLACEHOLDERS:
                known = ", ".join(f"{{{each}}}" for each in PLACEHOLDERS)
                yield field, f"{{{name}}} isn’t a placeholder; use {known}"
        if re.search(r"[{}]", IN_BRACES.sub("", text)):
            yield field, "has a brace outside a placeholder; remove it"
        for name, (keys, where) in ONLY_IN.items():
            if f"{{{name}}}" in text and key not in keys:
                yield field, f"{{{name}}} is only for {where}; remove it"
    if "{link}" in words.subject:
        yield "subject", "can’t have a link"
    used = set(IN_BRACES.findall(f"{words.subject} {words.text}"))
    for needed in REQUIRED[key]:
        if needed not in used:
            yield "text", f"{{{needed}}} is missing"


def fill(text: str, values: Values) -> str:
    """The text with its placeholders replaced; raises `KeyError` for one that is not known.

    Values become one line of plain text; braces in them mean nothing.
    """
    known = {
        str(name): value
        for source in (WHEN_UNKNOWN, values)
        for name, value in source.items()
        if value.strip()
    }
    return IN_BRACES.sub(lambda match: _one_line(known[match[1]]), text)


def _one_line(text: str) -> str:
    shown = (" " if unicodedata.category(c) in HIDDEN else c for c in text)
    return " ".join("".join(shown).split())


def draft(key: TextKey, texts: Mapping[TextKey, TemplateText], values: Values) -> FilledTemplate:
    """The draft of a step; raises `KeyError` when a value is missing that has no other words."""
    words = texts[key]
    return FilledTemplate(fill(words.subject, values), fill(words.text, values))


def read_file(content: str) -> TemplateText:
    """A text as it ships: `Subject: …`, an empty line, the text."""
    subject, _, text = content.partition("\n\n")
    return TemplateText(subject=subject.removeprefix("Subject: "), text=text)


def mailto(addresses: Sequence[str], draft: FilledTemplate) -> str | None:
    """The address that opens a draft in their own mailbox (RFC 6068); None when it is too long."""
    to = ",".join(quote(address, safe="@") for address in addresses)
    body = quote(draft.text.replace("\n", "\r\n"), safe="")
    address = f"mailto:{to}?subject={quote(draft.subject, safe='')}&body={body}"
    return address if len(address) <= LONGEST_MAILTO else None
