"""The error tree: what can go wrong for a user, each with a status and a stable code.

The HTTP layer renders these as RFC 9457 problem documents, the command line as one sentence.
The codes are a contract: they are documented in docs/errors.md and never change their meaning.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong at one place of the input; `pointer` is a JSON pointer (RFC 6901)."""

    pointer: str
    message: str


class IntrosError(Exception):
    """Base of every error that a user may meet; `detail` says what to do about it."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal_error"
    title: ClassVar[str] = "Something went wrong on our side"
    headers: ClassVar[Mapping[str, str]] = MappingProxyType({})

    def __init__(self, detail: str, *, errors: Sequence[FieldError] = ()) -> None:
        super().__init__(detail)
        self.detail = detail
        self.errors = tuple(errors)


class InvalidInput(IntrosError):
    status = 422
    code = "invalid_input"
    title = "The input is not valid"


class MalformedBody(IntrosError):
    status = 400
    code = "malformed_body"
    title = "The body cannot be read"


class BodyTooLarge(IntrosError):
    status = 413
    code = "body_too_large"
    title = "The body is too large"


class UnknownProfession(InvalidInput):
    code = "unknown_profession"
    title = "There is no such profession"


class UnknownTriggerEvent(InvalidInput):
    code = "unknown_trigger_event"
    title = "There is no such trigger event"


class Unauthenticated(IntrosError):
    status = 401
    code = "unauthenticated"
    title = "A valid key is needed"
    headers = MappingProxyType({"WWW-Authenticate": 'Bearer realm="intros"'})


class SignInNeeded(Unauthenticated):
    code = "sign_in_needed"
    title = "Sign in first"


class LinkExpired(IntrosError):
    status = 410
    code = "link_expired"
    title = "This link opens nothing any more"


class Forbidden(IntrosError):
    status = 403
    code = "forbidden"
    title = "This key may not do that"


class FormExpired(Forbidden):
    code = "form_expired"
    title = "This form is not yours, or it is too old"


class BreakGlassRequired(Forbidden):
    code = "break_glass_required"
    title = "Administrators see nobody's trust without giving a reason"


class NotFound(IntrosError):
    status = 404
    code = "not_found"
    title = "There is no such thing here"


class UnknownWorkspace(NotFound):
    code = "unknown_workspace"
    title = "There is no such workspace"


class Conflict(IntrosError):
    status = 409
    code = "conflict"
    title = "This does not fit what is there"


class AlreadyExists(Conflict):
    code = "already_exists"
    title = "The id is taken"


class IdentifierTaken(Conflict):
    code = "identifier_taken"
    title = "Another person has this e-mail, profile or number"


class StepOutOfOrder(Conflict):
    code = "step_out_of_order"
    title = "This step is not possible now"


class NotEligible(Conflict):
    code = "not_eligible"
    title = "These two are not to be introduced"


class NothingToSend(Conflict):
    code = "nothing_to_send"
    title = "There is nothing to send"


class NeedsRating(Conflict):
    code = "needs_rating"
    title = "It is not said yet how well you know them"


class InUse(Conflict):
    code = "in_use"
    title = "It is still in use"


class PlanOvertaken(Conflict):
    code = "plan_overtaken"
    title = "The workspace changed while the week was planned"


class NoOwnAddress(Conflict):
    code = "no_own_address"
    title = "There is no address of your own to write from"


class IdempotencyRunning(Conflict):
    code = "idempotency_key_running"
    title = "The first request with this Idempotency-Key is still running"


class IdempotencyMismatch(InvalidInput):
    code = "idempotency_key_reused"
    title = "This Idempotency-Key was used with another request"


class TooManyRequests(IntrosError):
    status = 429
    code = "too_many_requests"
    title = "That was too often"
    headers = MappingProxyType({"Retry-After": "60"})


class VersionMismatch(IntrosError):
    status = 412
    code = "version_mismatch"
    title = "It was changed in the meantime"


class GraphUnavailable(IntrosError):
    status = 503
    code = "graph_unavailable"
    title = "The graph database cannot be reached"
    headers = MappingProxyType({"Retry-After": "2"})


class EngineFailed(GraphUnavailable):
    code = "engine_failed"
    title = "The embedded graph engine did not start"


class BadSettings(IntrosError):
    code = "bad_settings"
    title = "The settings cannot be used"
