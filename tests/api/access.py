"""Every route of the API, and what it answers to each kind of principal.

The world: Dana and Mallory are connectors of one workspace. Dana knows Ann, Lee and some more;
Mallory knows no one. A stranger has a key for another workspace. Texts with SECRET are Dana's and
no one else's.

Who is let in follows from scope, `trust` and `acts`: see `expected` in principals.py. Written down
are the answers to those who may not see Dana's things, and the exceptions.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from app.plans.rules.weeks import week_of
from tests.api.danas_things import PROFESSION, TRIGGER_EVENT
from tests.api.principals import Route

INTRODUCTION = "danas-introduction"
"""Dana's, of Ann and Lee; it is there before anybody asks."""
STEPS: dict[str, Any] = {
    "ask": {},
    "answer": {"side": "a", "answer": "yes"},
    "introduce": {},
    "met": {},
    "follow-up": {},
    "outcome": {"outcome": "nothing"},
    "pause": {"until": "2999-01-01"},
    "withdraw": {},
    "send": None,
    "sent": {},
}

GATHERING = "danas-call"
"""Hours of Dana's that are there before anyone asks."""

IMPORT = "danas-import"
"""An import of Dana's that is there before anybody asks."""

NEXT_WEEK = week_of((datetime.now(UTC) + timedelta(7)).date())
"""Dana's plan for it is there before anybody asks."""
WORDS = {"subject": "Now", "text": "{first_name}, have you two met?"}

ENTRY = "letter|danas"
"""What waits in Dana's outbox; nobody's worker does it."""

OPEN = {"GET /healthz", "GET /readyz", "GET /metrics", "GET /v1/calendar/{token}.ics"}
"""Routes without a key: they tell nothing of anybody's data, but to who has a secret address."""

KEY = "0123456789abcdef"
"""A key of Dana's that is there before anyone asks."""

ROUTES = [
    Route("GET /v1/connectors", "/v1/connectors", 200, 200),
    Route("GET /v1/me", "/v1/me", 200, 200),
    Route("GET /v1/keys", "/v1/keys", 200, 403, scope="admin"),
    Route(
        "POST /v1/keys",
        "/v1/keys",
        404,
        403,
        {"name": "Another", "scope": "write", "connector": "dana"},
        "admin",
    ),
    Route("GET /v1/keys/{key_id}", f"/v1/keys/{KEY}", 404, 403, scope="admin"),
    Route("DELETE /v1/keys/{key_id}", f"/v1/keys/{KEY}", 404, 403, scope="admin"),
    Route("GET /v1/people", "/v1/people", 200, 200),
    Route("POST /v1/people", "/v1/people", 201, 201, {"id": "new", "name": "New"}, "write"),
    Route(
        "POST /v1/people/batch",
        "/v1/people/batch",
        200,
        200,
        {"items": [{"id": "annie", "name": "Annie", "emails": ["ann@secret.example"]}]},
        "write",
    ),
    Route("GET /v1/people/{person_id}", "/v1/people/ann", 404, 404),
    Route("PATCH /v1/people/{person_id}", "/v1/people/ann", 404, 404, {"name": "X"}, "write"),
    Route("DELETE /v1/people/{person_id}", "/v1/people/max", 404, 404, scope="write"),
    Route("GET /v1/people/{person_id}/contacts", "/v1/people/dana/contacts", 404, 403, trust=True),
    Route(
        "PUT /v1/people/{person_id}/knows/{other_id}",
        "/v1/people/dana/knows/ann",
        404,
        403,
        {"trust": 0.8},
        "write",
        acts="as",
    ),
    Route(
        "DELETE /v1/people/{person_id}/knows/{other_id}",
        "/v1/people/dana/knows/nat",
        404,
        403,
        scope="write",
        acts="as",
    ),
    Route(
        "PUT /v1/people/{person_id}/do-not-introduce/{other_id}",
        "/v1/people/fay/do-not-introduce/gil",
        404,
        404,
        scope="write",
        acts="adds",
    ),
    Route(
        "DELETE /v1/people/{person_id}/do-not-introduce/{other_id}",
        "/v1/people/gil/do-not-introduce/hal",
        404,
        404,
        scope="write",
        acts="adds",
    ),
    Route(
        "GET /v1/connectors/{connector_id}/keep-in-touch",
        "/v1/connectors/dana/keep-in-touch",
        404,
        403,
        trust=True,
    ),
    Route(
        "POST /v1/connectors/{connector_id}/keep-in-touch/{person_id}",
        "/v1/connectors/dana/keep-in-touch/ann",
        404,
        403,
        scope="write",
        acts="as",
    ),
    Route(
        "POST /v1/relationships/batch",
        "/v1/relationships/batch",
        200,
        200,
        {"items": [{"from": "dana", "to": "ann", "trust": 0.8}]},
        "write",
    ),
    Route(
        "POST /v1/relationships/known",
        "/v1/relationships/known",
        404,
        404,
        {"a": "fay", "b": "gil"},
        "write",
        acts="adds",
    ),
    Route(
        "DELETE /v1/relationships/known/{a}/{b}",
        "/v1/relationships/known/gil/hal",
        404,
        404,
        scope="write",
        acts="adds",
    ),
    Route(
        "PUT /v1/connectors/{connector_id}/snoozes/{a}/{b}",
        "/v1/connectors/dana/snoozes/fay/gil",
        404,
        403,
        {"until": "2999-01-01"},
        "write",
        acts="as",
    ),
    Route(
        "DELETE /v1/connectors/{connector_id}/snoozes/{a}/{b}",
        "/v1/connectors/dana/snoozes/gil/hal",
        404,
        403,
        scope="write",
        acts="as",
    ),
    Route(
        "PUT /v1/connectors/{connector_id}/not-now/{person_id}",
        "/v1/connectors/dana/not-now/fay",
        404,
        403,
        {"until": "2999-01-01"},
        "write",
        acts="as",
    ),
    Route(
        "DELETE /v1/connectors/{connector_id}/not-now/{person_id}",
        "/v1/connectors/dana/not-now/fay",
        404,
        403,
        scope="write",
        acts="as",
    ),
    *(
        Route(
            f"POST /v1/people/{{person_id}}/{act}",
            f"/v1/people/ann/{act}",
            404,
            404,
            body,
            "write",
            dana=409,
            may_conflict=True,
        )
        for act, body in (("address-change", {"use": True}), ("share", {"with": "lee"}))
    ),
    Route(
        "POST /v1/suppressions/lift",
        "/v1/suppressions/lift",
        404,
        403,
        {
            "email": "gone@secret.example",
            "consent": {"how": "by phone, to Dana", "on": "2026-01-05"},
        },
        "admin",
    ),
    Route(
        "POST /v1/introductions",
        "/v1/introductions",
        404,
        403,
        {"connector_id": "dana", "a": "ann", "b": "hal"},
        "write",
        acts="as",
    ),
    Route("GET /v1/introductions", "/v1/introductions?connector=dana", 200, 403, trust=True),
    Route(
        "GET /v1/introductions/{introduction_id}",
        f"/v1/introductions/{INTRODUCTION}",
        404,
        404,
        trust=True,
    ),
    Route(
        "GET /v1/introductions/{introduction_id}/drafts",
        f"/v1/introductions/{INTRODUCTION}/drafts",
        404,
        404,
        trust=True,
    ),
    *(
        Route(
            f"POST /v1/introductions/{{introduction_id}}/{step}",
            f"/v1/introductions/{INTRODUCTION}/{step}",
            404,
            404,
            body,
            "write",
            acts="as",
            may_conflict=True,
        )
        for step, body in STEPS.items()
    ),
    Route(
        "GET /v1/connectors/{connector_id}/goals", "/v1/connectors/dana/goals", 404, 403, trust=True
    ),
    Route(
        "PUT /v1/connectors/{connector_id}/goals",
        "/v1/connectors/dana/goals",
        404,
        403,
        {"per": "week", "introductions": 2},
        "write",
        acts="as",
    ),
    Route(
        "GET /v1/connectors/{connector_id}/return-on-time",
        "/v1/connectors/dana/return-on-time",
        404,
        403,
        trust=True,
    ),
    Route("GET /v1/gatherings", "/v1/gatherings?connector=dana", 200, 403, trust=True),
    Route(
        "POST /v1/gatherings",
        "/v1/gatherings",
        404,
        403,
        {"connector_id": "dana", "kind": "call", "on": "2026-11-02", "hours": 1},
        "write",
        acts="as",
    ),
    Route("GET /v1/gatherings/{gathering_id}", f"/v1/gatherings/{GATHERING}", 404, 403, trust=True),
    Route(
        "DELETE /v1/gatherings/{gathering_id}",
        f"/v1/gatherings/{GATHERING}?connector=dana",
        404,
        403,
        scope="write",
        acts="as",
    ),
    Route(
        "POST /v1/connectors/{connector_id}/calendar",
        "/v1/connectors/dana/calendar",
        404,
        403,
        None,
        "write",
        acts="as",
    ),
    Route("GET /v1/groups", "/v1/groups", 200, 200),
    Route("GET /v1/groups/{group_id}", "/v1/groups/chamber", 404, 404, dana=404),
    Route(
        "PUT /v1/groups/{group_id}",
        "/v1/groups/chamber",
        201,
        403,
        {"name": "X"},
        "write",
        dana=403,
    ),
    Route(
        "GET /v1/connectors/{connector_id}/pairings",
        "/v1/connectors/dana/pairings",
        404,
        403,
        trust=True,
    ),
    Route(
        "GET /v1/connectors/{connector_id}/pairings/{a}/{b}",
        "/v1/connectors/dana/pairings/ann/lee",
        404,
        403,
        trust=True,
    ),
    Route(
        "POST /v1/plans",
        "/v1/plans",
        404,
        403,
        {"week": NEXT_WEEK, "connectors": ["dana"]},
        "write",
        acts="adds",
    ),
    Route(
        "GET /v1/connectors/{connector_id}/plans/{week}",
        f"/v1/connectors/dana/plans/{NEXT_WEEK}",
        404,
        403,
        trust=True,
    ),
    Route(
        "POST /v1/imports",
        "/v1/imports",
        202,
        202,
        form={
            "format": "people",
            "file": "id,name,email,title\nann,Annie,,Cook\nother,Annie,ann@secret.example,Cook\n",
        },
        scope="write",
    ),
    Route("GET /v1/imports/{import_id}", f"/v1/imports/{IMPORT}", 404, 404, trust=True),
    Route("GET /v1/audit", "/v1/audit", 200, 200, programs=False),
    Route("GET /v1/texts", "/v1/texts", 200, 200),
    Route("GET /v1/texts/{key}", "/v1/texts/nudge", 200, 200),
    Route("PUT /v1/texts/{key}", "/v1/texts/nudge", 200, 403, WORDS, "admin"),
    Route("DELETE /v1/texts/{key}", "/v1/texts/nudge", 204, 403, scope="admin"),
    Route("POST /v1/texts/{key}/preview", "/v1/texts/nudge/preview", 200, 200, WORDS),
    Route("GET /v1/settings", "/v1/settings", 200, 403, scope="admin"),
    Route("PUT /v1/settings", "/v1/settings", 200, 403, {"plan_goal": 4}, "admin"),
    Route("GET /v1/outbox", "/v1/outbox?state=waiting", 200, 403, scope="admin"),
    Route("POST /v1/outbox/{entry_id}/retry", f"/v1/outbox/{ENTRY}/retry", 404, 403, scope="admin"),
    Route("GET /v1/professions", "/v1/professions", 200, 200),
    Route("GET /v1/professions/{key}", "/v1/professions/quill_maker", 404, 200),
    Route("DELETE /v1/professions/{key}", "/v1/professions/quill_maker", 404, 403, scope="admin"),
    Route(
        "PUT /v1/professions/{key}",
        "/v1/professions/quill_maker",
        201,
        403,
        {**PROFESSION, "name": "Another"},
        "admin",
    ),
    Route("GET /v1/catalog/upgrade", "/v1/catalog/upgrade", 200, 403, scope="admin"),
    Route("POST /v1/catalog/upgrade", "/v1/catalog/upgrade", 200, 403, scope="admin"),
    Route("GET /v1/titles", "/v1/titles?title=Realtor", 200, 200),
    Route(
        "PUT /v1/titles",
        "/v1/titles",
        200,
        403,
        {"title": "Quill sharpener", "profession": "realtor"},
        "admin",
    ),
    Route("GET /v1/cautions", "/v1/cautions?sphere=legal&other_sphere=health", 200, 200),
    Route("GET /v1/trigger-events", "/v1/trigger-events", 200, 200),
    Route("GET /v1/trigger-events/{key}", "/v1/trigger-events/quill_day", 404, 200),
    Route(
        "DELETE /v1/trigger-events/{key}", "/v1/trigger-events/quill_day", 404, 403, scope="admin"
    ),
    Route(
        "PUT /v1/trigger-events/{key}",
        "/v1/trigger-events/quill_day",
        201,
        403,
        {**TRIGGER_EVENT, "name": "Another"},
        "admin",
    ),
]
