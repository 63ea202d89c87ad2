"""Whether a form was sent by one of our own pages: browsers say where a form comes from."""

from urllib.parse import urlsplit

from fastapi import Request

from app.errors import FormExpired
from app.settings import Settings

OWN = ("same-origin", "none")
"""What `Sec-Fetch-Site` says of our own pages, and of what a person does themselves."""
HIDDEN = "null"
"""The origin of a page that tells no one where it is, as pages behind a link do."""


def refuse_other_origins(request: Request) -> None:
    """Raise `FormExpired` for what another site's page sends with a person's cookies."""
    _check(request, hidden_is_ours=False)


def refuse_named_other_origins(request: Request) -> None:
    """The same for forms behind a link, which is all that they go by."""
    _check(request, hidden_is_ours=True)


def _check(request: Request, *, hidden_is_ours: bool) -> None:
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None:
        is_ours = site in OWN
    elif origin is None:
        is_ours = True  # An old browser, or a program: neither sends someone else's forms.
    elif origin == HIDDEN:
        is_ours = hidden_is_ours
    else:
        settings: Settings = request.app.state.settings
        asked = request.headers.get("host", "")
        is_ours = origin == settings.http.public_address or urlsplit(origin).netloc == asked
    if not is_ours:
        raise FormExpired("Nothing was saved. Open this page in Intros itself and try again.")
