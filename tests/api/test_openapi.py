"""Wild requests made from the API's own description: what it promises holds for each of them.

Schemathesis makes requests for every route, valid and invalid ones, and holds each answer to the
description. Three checks are our own. The description has one `default` for all errors, so
`status_code_conformance` alone would take any: here an error must be one that docs/errors.md tells
of. `positive_data_acceptance` takes each request that fits the schema for a good one, while some
rules cannot be said by a schema: here these are named, and nothing else is a reason to refuse.
`negative_data_rejection` knows nothing of batches, which refuse row by row. Left out are
`use_after_free` and `ensure_resource_availability`, which judge requests that follow each other,
and `ignored_auth`, which sends each request twice more: test_access.py asks each route as nobody.
"""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args
from zlib import crc32

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case, CheckContext, Response
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.config import SchemathesisConfig
from schemathesis.core.parameters import ParameterLocation as Place

from app.graph import Graph
from app.main import create_app
from app.message_templates.models import TextKey
from app.plans.rules.weeks import week_of
from app.problem_details import MEDIA_TYPE, Problem
from app.settings import Settings
from tests.api.access import INTRODUCTION, ROUTES
from tests.api.conftest import Api, new_workspace
from tests.api.danas_things import PEOPLE, PROFESSION, RELATIONSHIPS, TRIGGER_EVENT
from tests.engines import EMBEDDED
from tests.patience import PATIENCE_SECONDS

EXAMPLES = 10
"""Random requests for a route, besides those made at each bound of the schema."""
KINDS = ("write", "admin", "bound")

ERRORS = (Path(__file__).parents[2] / "docs" / "errors.md").read_text("utf-8")
DOCUMENTED = set(re.findall(r"^\| `(\w+)` \| (\d+) \|", ERRORS, re.MULTILINE))

UNSAYABLE = re.compile(
    "|".join(
        (
            "is empty",
            "has a character that isn't text",
            "has more than one line",
            "isn't a cursor of this list",
            "same person",
            "can’t be combined with",
            "must be a system and an ID",
            "must say how they agreed",
            "must say why, in words",
            "must have at least 10 characters",
            "must be a system and its ID",
            "send exactly one of",
            "is in the future",
            "must be in the future",
            "is before `from`",
            "their own contact",
            "must be an? (possible )?(phone number|email address|time zone|area|date|day)",
            "must be the address of a profile",
            "must be a person's profile",
            "no profession called",
            "no trigger event called",
            "from_day is after to_day",
            "is there twice",
            "says “.*”, the address says “.*”",
            # To a schema 1.0 is an integer.
            "^Input should be a valid integer$",
            "choose whose connections these are",
            "there is no (year|week) ",
            "is over",
            "is more than a year ahead",
            "must add up to (at most )?1",
            r"must be less than \w+_days",
            "a connector introduces two other people",
            "isn’t a placeholder",
            "has no message at this step",
            "is only for the invitation and the reminder",
            "the link on which they answer is missing",
            "has a brace outside a placeholder",
            "can’t have a link",
            r"\{\w+\} is missing",
        )
    )
)
"""What may be wrong with a request that fits the schema, in the words of our refusals."""
FILES = ("/file", "/mapping")
"""To a schema these hold any text; whatever is wrong inside them, no schema can say."""

SCOPES = {route.name: route.scope for route in ROUTES}
THERE = {
    "a": ("ann", "lee"),
    "b": ("lee", "ann"),
    "connector_id": ("dana", "mallory"),
    "entry_id": ("none-yet",),
    "gathering_id": ("lunch",),
    "group_id": ("chamber",),
    "import_id": ("none-yet",),
    "introduction_id": (INTRODUCTION,),
    "key_id": ("0123456789abcdef",),
    "key": ("quill_maker", "quill_day", "mortgage_broker", "divorce"),
    "other_id": ("ann", "lee"),
    "person_id": ("dana", "mallory"),
    "token": ("none-yet",),
    "week": ("2026-W48",),
}
"""What may stand in an address for something that is there."""
TEXTS = get_args(TextKey)
THIS_WEEK = week_of(datetime.now(UTC).date())
description = schemathesis.openapi.from_dict(
    create_app(Settings(_env_file=None)).openapi(),
    config=SchemathesisConfig.from_dict(
        {
            "generation": {"max-examples": EXAMPLES, "deterministic": True},
            "request-timeout": PATIENCE_SECONDS,
        }
    ),
)


def make_sensible(case: Case[Any]) -> str:
    """Turn most requests to what is there and leave out what mostly ends them; gives a key.

    An id, a cursor or a version made up at random is never one that is there, and the request
    would go no further. Only parts that fit the schema are touched, so that each stays what it is.
    The request itself decides, so that one found to fail is made again in the same way.
    """
    parts = (case.path_parameters, case.query, case.headers, case.body)
    choice = crc32(repr(parts).encode(errors="backslashreplace"))
    assert case.meta is not None
    fits = {
        place
        for place in (Place.PATH, Place.QUERY, Place.HEADER, Place.BODY)
        if place not in case.meta.components or case.meta.components[place].mode.is_positive
    }
    if choice % 4:
        if Place.PATH in fits:
            for name in case.path_parameters:
                there = TEXTS if case.path.startswith("/v1/texts/") else THERE[name]
                case.path_parameters[name] = there[choice // 4 % len(there)]
            if Place.BODY in fits and isinstance(case.body, dict) and "key" in case.body:
                case.body["key"] = case.path_parameters["key"]
        if Place.BODY in fits and isinstance(case.body, dict) and "week" in case.body:
            case.body["week"] = THIS_WEEK
        if Place.QUERY in fits:
            case.query.pop("cursor", None)
        if Place.HEADER in fits:
            for name in ("If-Match", "Idempotency-Key"):
                case.headers.pop(name, None)
    scope = SCOPES.get(case.operation.label, "read")
    return (("admin", "admin", "write") if scope == "admin" else KINDS)[choice // 64 % 3]


def an_error_is_documented(_: CheckContext, response: Response, case: Case[Any]) -> None:
    """A problem document whose code and status docs/errors.md names."""
    if response.status_code < 400:
        return
    assert response.headers["content-type"] == [MEDIA_TYPE]
    problem = Problem.model_validate(response.json())
    assert problem.status == response.status_code
    assert (problem.code, str(problem.status)) in DOCUMENTED


def only_what_a_schema_cannot_say_refuses_a_valid_request(
    _: CheckContext, response: Response, case: Case[Any]
) -> None:
    """Invalid are only rules that no schema can hold; keys and versions are another matter."""
    assert case.meta is not None
    if not case.meta.generation.mode.is_positive or response.status_code < 400:
        return
    assert response.status_code in {401, 403, 404, 405, 409, 412, 422}
    problem = response.json()
    if problem["code"] == "invalid_input":
        said = [e["message"] for e in problem["errors"] if e["pointer"] not in FILES]
        said = said if problem["errors"] else [problem["detail"]]
        assert [message for message in said if not UNSAYABLE.search(message)] == []


def only_a_batch_takes_what_breaks_the_schema(
    context: CheckContext, response: Response, case: Case[Any]
) -> None:
    """Whatever breaks the schema is refused; a batch refuses the row that does."""
    rows = (
        response.json()["results"]
        if case.path.endswith("/batch") and response.status_code == 200
        else ()
    )
    if "refused" not in {row["status"] for row in rows}:
        negative_data_rejection(context, response, case)


load_all_checks()
negative_data_rejection: Any = CHECKS.get_one("negative_data_rejection")
CHECKED: list[Any] = [
    *CHECKS.get_by_names(
        [
            "not_a_server_error",
            "status_code_conformance",
            "content_type_conformance",
            "response_headers_conformance",
            "response_schema_conformance",
            "missing_required_header",
            "unsupported_method",
            "allow_header_conformance",
        ]
    ),
    an_error_is_documented,
    only_a_batch_takes_what_breaks_the_schema,
    only_what_a_schema_cannot_say_refuses_a_valid_request,
]


@pytest.fixture(scope="module")
def api(server: str, graph: Graph) -> Iterator[Api]:
    with ExitStack() as stack:
        yield Api(server, graph, new_workspace(graph), stack)


@pytest.fixture
def keys(api: Api) -> dict[str, str]:
    """Keys of each kind; whatever earlier requests deleted is there again."""
    write, admin = api.client("write"), api.client("admin")
    for person in PEOPLE:
        consent = {"how": "They asked to be tried again", "on": "2026-01-05"}
        admin.post("/v1/suppressions/lift", json={"id": person["id"], "consent": consent})
    for path, body in (
        ("/v1/people/batch", {"items": PEOPLE}),
        ("/v1/relationships/batch", {"items": RELATIONSHIPS}),
    ):
        rows = write.post(path, json=body).json()["results"]
        assert "refused" not in {row["status"] for row in rows}
    begun = {"id": INTRODUCTION, "connector_id": "dana", "a": "ann", "b": "lee"}
    assert write.post("/v1/introductions", json=begun).status_code in {201, 409}
    assert write.put("/v1/groups/chamber", json={"name": "Chamber"}).is_success
    for path, entry in (("professions", PROFESSION), ("trigger-events", TRIGGER_EVENT)):
        assert admin.put(f"/v1/{path}/{entry['key']}", json=entry).is_success
    clients = {"write": write, "admin": admin, "bound": api.client("write", "dana")}
    return {kind: client.headers["authorization"] for kind, client in clients.items()}


@pytest.mark.parametrize("engine", [EMBEDDED], indirect=True)
@description.parametrize()
# The keys are good for all examples of a route.
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_wild_requests_get_what_the_description_promises(
    case: Case[Any], server: str, keys: dict[str, str]
) -> None:
    kind = make_sensible(case)
    sent: dict[str, Any] = {"Authorization": keys[kind]}
    case.call_and_validate(base_url=server, headers=sent, checks=CHECKED)
