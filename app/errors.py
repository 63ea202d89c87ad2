"""The error tree: what can go wrong for a user, each with a status and a stable code.

The HTTP layer renders these as RFC 9457 problem documents, the command line as one sentence.
The codes are a contract: they are documented in docs/errors.md and never change their meaning.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any, ClassVar

from pydantic import SerializerFunctionWrapHandler, model_serializer

from app.base_models import Model


class FieldError(Model):
    """What is wrong at one place of the input, and what to do about it.

    In a request the place is `pointer`: a JSON pointer (RFC 6901), or a parameter as `?name`. In a
    file it is the `line` on which the row starts and the heading of its `column`.
    """

    pointer: str = ""
    message: str
    code: str | None = None
    """The stable name of what is wrong, where rows are answered one by one."""
    line: int = 0
    """0 where no file is meant."""
    column: str | None = None
    """None where the whole row is meant."""

    # With a type of what it returns, the schema would no longer show the fields.
    @model_serializer(mode="wrap")
    def _where_it_is(self, handler: SerializerFunctionWrapHandler):  # type: ignore[no-untyped-def]
        """Only the fields of its own kind of place."""
        told: dict[str, Any] = handler(self)
        if self.line:
            return {name: told[name] for name in ("line", "column", "message")}
        names = ("pointer", "message") if self.code is None else ("pointer", "message", "code")
        return {name: told[name] for name in names}


class IntrosError(Exception):
    """Base of every error that a user may meet; `detail` says what to do about it."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal_error"
    title: ClassVar[str] = "Something went wrong"
    headers: ClassVar[Mapping[str, str]] = MappingProxyType({})

    def __init__(self, detail: str, *, errors: Sequence[FieldError] = ()) -> None:
        super().__init__(detail)
        self.detail = detail
        self.errors = tuple(errors)

    @property
    def public_detail(self) -> str:
        """The detail as it may be told to anyone over HTTP."""
        return self.detail


class InvalidInput(IntrosError):
    status = 422
    code = "invalid_input"
    title = "Some fields need attention"


class MalformedBody(IntrosError):
    status = 400
    code = "malformed_body"
    title = "The request body isn't valid JSON"


class BodyTooLarge(IntrosError):
    status = 413
    code = "body_too_large"
    title = "The request is too large"


class UnsupportedMediaType(IntrosError):
    status = 415
    code = "unsupported_media_type"
    title = "The content type is missing or different"


class BodyTooSlow(IntrosError):
    status = 408
    code = "body_too_slow"
    title = "The request took too long to arrive"
    headers = MappingProxyType({"Connection": "close"})


class UnknownProfession(InvalidInput):
    code = "unknown_profession"
    title = "No such profession"


class UnknownTriggerEvent(InvalidInput):
    code = "unknown_trigger_event"
    title = "No such trigger event"


class Unauthenticated(IntrosError):
    status = 401
    code = "unauthenticated"
    title = "Missing or invalid API key"
    headers = MappingProxyType({"WWW-Authenticate": 'Bearer realm="intros"'})


class SignInNeeded(Unauthenticated):
    code = "sign_in_needed"
    title = "Sign in to continue"


class LinkExpired(IntrosError):
    status = 410
    code = "link_expired"
    title = "This link has expired"


class Forbidden(IntrosError):
    status = 403
    code = "forbidden"
    title = "This API key can't do that"


class FormExpired(Forbidden):
    code = "form_expired"
    title = "This page is out of date"


class BreakGlassRequired(Forbidden):
    code = "break_glass_required"
    title = "Give a reason to see this"

    def __init__(self, detail: str, *, connector: str | None = None) -> None:
        super().__init__(detail)
        self.connector = connector
        """Whose things a reason would open; None where no one was named."""


class NotFound(IntrosError):
    status = 404
    code = "not_found"
    title = "Not found"


class UnknownWorkspace(NotFound):
    code = "unknown_workspace"
    title = "Which workspace?"


class Conflict(IntrosError):
    status = 409
    code = "conflict"
    title = "This contradicts existing data"


class AlreadyExists(Conflict):
    code = "already_exists"
    title = "This ID is already in use"


class IdentifierTaken(Conflict):
    code = "identifier_taken"
    title = "Someone else has this email, profile or number"


class Suppressed(Conflict):
    code = "suppressed"
    title = "This person was deleted"


class StepOutOfOrder(Conflict):
    code = "step_out_of_order"
    title = "You can't do that yet"


class AnsweredByLink(Conflict):
    code = "answered_by_link"
    title = "They answer by their own links"


class NotEligible(Conflict):
    code = "not_eligible"
    title = "These two can't be introduced right now"


class NothingToSend(Conflict):
    code = "nothing_to_send"
    title = "Nothing to send"


class NeedsRating(Conflict):
    code = "needs_rating"
    title = "Rate them first"


class InUse(Conflict):
    code = "in_use"
    title = "Can't delete this yet"


class PlanOvertaken(Conflict):
    code = "plan_overtaken"
    title = "Your week isn't ready yet"
    headers = MappingProxyType({"Retry-After": "60"})


class NoOwnAddress(Conflict):
    code = "no_own_address"
    title = "Add your email address first"


class IdempotencyRunning(Conflict):
    code = "idempotency_key_running"
    title = "The first request is still running"
    headers = MappingProxyType({"Retry-After": "1"})


class IdempotencyMismatch(InvalidInput):
    code = "idempotency_key_reused"
    title = "Idempotency key already used"


class IdempotencyRefused(InvalidInput):
    code = "idempotency_key_refused"
    title = "This can't be repeated"


class TooManyRequests(IntrosError):
    status = 429
    code = "too_many_requests"
    title = "Too many requests"
    headers = MappingProxyType({"Retry-After": "60"})


class VersionMismatch(IntrosError):
    status = 412
    code = "version_mismatch"
    title = "Someone changed this while you were editing"


class GraphUnavailable(IntrosError):
    status = 503
    code = "graph_unavailable"
    title = "We can't reach the database"
    headers = MappingProxyType({"Retry-After": "2"})

    def __init__(self, detail: str, *, public: str = "") -> None:
        """`detail` is for administrators; `public` is what is told over HTTP in its place."""
        super().__init__(detail)
        self._public = public

    @property
    def public_detail(self) -> str:
        return self._public or (
            "Nothing was changed. Try again in a minute. If it goes on, your administrator finds "
            "the reason with `intros doctor`."
        )


class GraphBusy(IntrosError):
    status = 503
    code = "graph_busy"
    title = "The database is busy"
    headers = MappingProxyType({"Retry-After": "5"})


class EngineFailed(GraphUnavailable):
    code = "engine_failed"
    title = "The built-in database didn't start"


class DiskFull(IntrosError):
    status = 503
    code = "disk_full"
    title = "The disk is almost full"
    headers = MappingProxyType({"Retry-After": "60"})


class BadSettings(IntrosError):
    code = "bad_settings"
    title = "Check your settings"


class BackupRefused(InvalidInput):
    code = "backup_refused"
    title = "This backup can’t be restored"


class BackupFailed(IntrosError):
    status = 503
    code = "backup_failed"
    title = "No backup was made"


class RestoreFailed(IntrosError):
    status = 503
    code = "restore_failed"
    title = "Nothing was restored"
