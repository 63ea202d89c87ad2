"""Why the graph cannot be reached: one sentence for each cause, for who looks after the service.

The driver wraps causes in causes, and repeats what can never work. Here the whole chain is looked
at. The sentences name the address and settings, never a user, a password or data.
"""

import errno
import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from neo4j._exceptions import (
    BoltHandshakeError,
    BoltProtocolError,
    BoltSecurityError,
    SocketDeadlineExceededError,
)
from neo4j.exceptions import (
    AuthError,
    IncompleteCommit,
    Neo4jError,
    UnsupportedServerProduct,
)

from app.errors import GraphUnavailable
from app.settings import GraphSettings

TRY_AGAIN = "Nothing was changed. Try again in a minute."
MAY_BE_SAVED = "This may or may not have been saved. Check before you try again."
EMBEDDED_AWAY = "The built-in database doesn't answer right now. " + TRY_AGAIN
BOLT_PORT = 7687

# What OpenSSL says about a certificate (X509_V_ERR_…).
NOT_YET_VALID, EXPIRED = 9, 10
OTHER_NAME = (62, 63, 64)
UNREACHABLE = (errno.EHOSTUNREACH, errno.ENETUNREACH, errno.EHOSTDOWN)
OTHER_ADDRESS = (
    "In INTROS_GRAPH__URI use the Bolt port of Neo4j 5 or newer, usually 7687, and “bolt+s://” or "
    "“neo4j+s://” if it wants TLS."
)


@dataclass(frozen=True, slots=True)
class Failure:
    """What is wrong, and what to do about it."""

    sentence: str
    lasts: bool = False
    """Whether it stays like this until someone changes a setting or the server."""
    public: str = ""
    """What anyone may be told in place of the sentence; empty for what is always told."""

    def error(self) -> GraphUnavailable:
        return GraphUnavailable(self.sentence, public=self.public)


def explain(error: BaseException, settings: GraphSettings) -> Failure:
    """The first cause that is known, looked for from the outside in."""
    if isinstance(error, IncompleteCommit):
        return Failure(MAY_BE_SAVED, public=MAY_BE_SAVED)
    if settings.embedded and not isinstance(error, Neo4jError):
        return Failure(EMBEDDED_AWAY)
    causes = list(_causes(error))
    for cause in causes:
        for kind, tell in _KNOWN:
            if isinstance(cause, kind) and (failure := tell(cause, settings)):
                return failure
    if any("looks like HTTP" in str(cause) for cause in causes):
        return Failure(
            f"{_place(settings)} is a web server. Use the database's Bolt port in "
            f"INTROS_GRAPH__URI, usually {BOLT_PORT}.",
            lasts=True,
        )
    if any("handshake" in str(cause) for cause in causes):
        return Failure(f"{_place(settings)} ended the connection before a word. {OTHER_ADDRESS}")
    return Failure(TRY_AGAIN)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    waiting = [error]
    while waiting:
        cause = waiting.pop(0)
        if cause is None or id(cause) in seen:
            continue
        seen.add(id(cause))
        yield cause
        waiting += [cause.__cause__, cause.__context__]
        waiting += getattr(cause, "exceptions", ())


def _place(settings: GraphSettings) -> str:
    parts = urlsplit(settings.uri)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{host}:{parts.port or BOLT_PORT}"


def _host(settings: GraphSettings) -> str:
    return urlsplit(settings.uri).hostname or ""


def _certificate(error: BaseException, settings: GraphSettings) -> Failure:
    code = getattr(error, "verify_code", 0)
    if code in OTHER_NAME:
        told = (
            f"The server's certificate isn't for the name {_host(settings)}. "
            "Use the name in its certificate in INTROS_GRAPH__URI."
        )
    elif code == EXPIRED:
        told = "The server's certificate has expired. Renew it on the database server."
    elif code == NOT_YET_VALID:
        told = "The server's certificate isn't valid yet. Check the clocks of both machines."
    else:
        told = (
            "The server's certificate isn't signed by an authority that this machine knows. "
            "Install the authority's certificate, or trust any certificate with “+ssc” in place "
            "of “+s” in INTROS_GRAPH__URI."
        )
    return Failure(told, lasts=True)


def _no_tls(error: BaseException, settings: GraphSettings) -> Failure | None:
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in _causes(error)):
        return None
    if isinstance(error.__cause__, TimeoutError):
        return None
    return Failure(
        f"{_place(settings)} doesn't speak TLS. Turn TLS on at the database server, or write "
        "INTROS_GRAPH__URI without “+s”.",
        lasts=True,
    )


def _no_bolt(_: BaseException, settings: GraphSettings) -> Failure:
    return Failure(
        f"What listens at {_place(settings)} isn't a Neo4j that this version can talk to. "
        f"{OTHER_ADDRESS}",
        lasts=True,
    )


_BY_CODE: dict[str, Callable[[GraphSettings], Failure]] = {
    "Unauthorized": lambda _: Failure(
        "The database refused the sign-in. Check INTROS_GRAPH__USER and INTROS_GRAPH__PASSWORD.",
        lasts=True,
    ),
    "AuthenticationRateLimit": lambda _: Failure(
        "The database refuses to sign us in for a while, after too many wrong passwords. "
        "Check INTROS_GRAPH__USER and INTROS_GRAPH__PASSWORD, then wait a minute.",
        lasts=True,
    ),
    "CredentialsExpired": lambda _: Failure(
        "The database wants its first password changed. Sign in once with Neo4j Browser or "
        "cypher-shell, then set INTROS_GRAPH__PASSWORD.",
        lasts=True,
    ),
    "DatabaseNotFound": lambda settings: Failure(
        f"The server has no database “{settings.database}”. Set INTROS_GRAPH__DATABASE. On Aura "
        "it may be the instance's ID, the first part of its address.",
        lasts=True,
    ),
    "Forbidden": lambda settings: Failure(
        "The database user may not do this. Give the user of INTROS_GRAPH__USER the right to read, "
        f"write and change the schema of “{settings.database}”.",
        lasts=True,
    ),
    "DatabaseUnavailable": lambda settings: Failure(
        f"The database “{settings.database}” is stopped. Start it on the server."
    ),
    "NotALeader": lambda _: Failure(
        "This server of the cluster only reads. Use “neo4j://” or “neo4j+s://” in "
        "INTROS_GRAPH__URI, which finds the one that writes."
    ),
}
_BY_CODE["ForbiddenOnReadOnlyDatabase"] = _BY_CODE["NotALeader"]


def _by_code(error: BaseException, settings: GraphSettings) -> Failure | None:
    assert isinstance(error, Neo4jError)  # noqa: S101 (registered for this type only)
    tell = _BY_CODE.get(str(error.code).rpartition(".")[2])
    if tell is None and isinstance(error, AuthError):
        tell = _BY_CODE["Unauthorized"]
    return None if tell is None else tell(settings)


def _unknown_name(_: BaseException, settings: GraphSettings) -> Failure:
    return Failure(
        f"No machine is found by the name {_host(settings)}. Check INTROS_GRAPH__URI, and this "
        "machine's DNS."
    )


def _refused(_: BaseException, settings: GraphSettings) -> Failure:
    return Failure(
        f"Nothing listens at {_place(settings)}. Start the database there, or correct "
        "INTROS_GRAPH__URI."
    )


def _silent(error: BaseException, settings: GraphSettings) -> Failure | None:
    timed_out = isinstance(error, TimeoutError | SocketDeadlineExceededError)
    if not timed_out and getattr(error, "errno", None) not in UNREACHABLE:
        return None
    return Failure(
        f"{_place(settings)} doesn't answer. Check that the database runs, and that no firewall "
        "is between."
    )


_KNOWN: tuple[
    tuple[type[BaseException], Callable[[BaseException, GraphSettings], Failure | None]], ...
] = (
    (ssl.SSLCertVerificationError, _certificate),
    (BoltSecurityError, _no_tls),
    (BoltHandshakeError, _no_bolt),
    (BoltProtocolError, _no_bolt),
    (UnsupportedServerProduct, _no_bolt),
    (Neo4jError, _by_code),
    (socket.gaierror, _unknown_name),
    (ConnectionRefusedError, _refused),
    (SocketDeadlineExceededError, _silent),
    (OSError, _silent),
)
