"""Pairings over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query

from app.api_description import refuses
from app.dependencies import ReadSession
from app.errors import BreakGlassRequired, UnknownProfession
from app.opened_by_reason import OpenedByReason
from app.pairings import service
from app.pairings.models import ExplainedPairing, PairingList
from app.people.api import PersonId
from app.people.models import Key

router = APIRouter(tags=["pairings"], route_class=OpenedByReason)
Limit = Annotated[int, Query(ge=1, le=200, description="How many, at most 200.")]
MaxPerPerson = Annotated[
    int | None,
    Query(
        ge=0,
        le=200,
        description="How often a person may appear, each time with another profession; default: "
        "the workspace’s setting. 0: any number of times, and no pair is left out because it is "
        "like others.",
    ),
]
ProfessionKey = Annotated[Key | None, Query(description="A profession's key.")]


@router.get(
    "/v1/connectors/{connector_id}/pairings",
    openapi_extra=refuses(BreakGlassRequired, UnknownProfession),
)
def list_pairings(
    connector_id: PersonId,
    session: ReadSession,
    limit: Limit = 10,
    max_per_person: MaxPerPerson = None,
    profession: ProfessionKey = None,
    context: ProfessionKey = None,
) -> PairingList:
    """List suggestions for a connector, best first, with every part of the score.

    `profession`: one of the two practices it. `context`: the profession in which trust is meant.
    """
    return service.list_pairings(
        session,
        connector_id,
        limit=limit,
        max_per_person=max_per_person,
        profession=profession,
        context=context,
    )


@router.get(
    "/v1/connectors/{connector_id}/pairings/{a}/{b}",
    openapi_extra=refuses(BreakGlassRequired, UnknownProfession),
)
def explain_pairing(
    connector_id: PersonId,
    a: PersonId,
    b: PersonId,
    session: ReadSession,
    context: ProfessionKey = None,
) -> ExplainedPairing:
    """Explain why two contacts should meet, or every reason why not."""
    return service.explain_pairing(session, connector_id, a, b, context=context)
