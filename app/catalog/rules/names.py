"""Names as they are compared."""

import re
import unicodedata

PUNCTUATION = re.compile(r"[^\w&+]+")
EVERYWHERE = "*"


def normalise_title(title: str) -> str:
    """The form in which titles are compared: compatible characters, no case, no punctuation."""
    text = unicodedata.normalize("NFKC", title).casefold().replace("&", " and ")
    text = unicodedata.normalize("NFKC", text)
    return " ".join(PUNCTUATION.sub(" ", text).replace("_", " ").split())
