"""The page behind a link of the Monday letter: three answers, no sign-in."""

from dataclasses import dataclass
from typing import ClassVar, get_args

from fastapi import APIRouter, Depends, Request, Response

from app.dependencies import InstallationDep, SecretDep, SettingsDep
from app.digest import service
from app.digest.models import Choice
from app.errors import InvalidInput
from app.introductions.models import Message
from app.pairings.models import ExplainedPairing
from app.web.access import OpenFormDep, PrivatePageRoute, go_to
from app.web.limiting import not_too_often
from app.web.rendering import Page, render

router = APIRouter(
    route_class=PrivatePageRoute, include_in_schema=False, dependencies=[Depends(not_too_often)]
)
ASK = "Send each of them this message. The introduction is also listed on your week."
BEGUN = "The introduction has started. Sign in to continue."
DONE: dict[str, str] = {
    # Also where it was begun on the pages before.
    "yes": BEGUN,
    "not_now": "Snoozed for a month.",
    "known": "Saved: they already know each other.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MondayPage(Page):
    template: ClassVar[str] = "digest_link.html"
    pairing: ExplainedPairing
    token: str
    said: str
    drafts: tuple[Message, ...]


@router.get("/m/{token}")
def look(
    request: Request,
    token: str,
    installation: InstallationDep,
    settings: SettingsDep,
    done: str = "",
) -> Response:
    """The pairing, and three buttons, or the invitations to both. Looking changes nothing."""
    pairing = service.load_suggestion(installation, settings.signing_secret(), token)
    drafts = service.invitation_messages(installation, settings, token)
    begun = ASK if drafts else BEGUN
    page = MondayPage(
        title=f"{pairing.a.name} and {pairing.b.name}",
        pairing=pairing,
        token=token,
        said=DONE.get(done, "") if drafts is None else begun,
        drafts=drafts or (),
    )
    return render(request, page, None)


@router.post("/m/{token}")
def choose(
    token: str, installation: InstallationDep, secret: SecretDep, form: OpenFormDep
) -> Response:
    """Do what was chosen."""
    choice: Choice | None = next((c for c in get_args(Choice) if c == form.text("choice")), None)
    if choice is None:
        raise InvalidInput("Choose yes, not now or they already know each other.")
    service.record_choice(installation, secret, token, choice)
    return go_to(f"/m/{token}?done={choice}")
