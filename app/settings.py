"""Settings from the environment (prefix `INTROS_`, nested with `__`) and from a file.

The file is `intros.env` in the working directory or the one that `INTROS_SETTINGS_FILE` names;
the environment wins. Unknown names in the file are refused, so that a typing error is seen.
"""

import os
import re
from contextlib import suppress
from ipaddress import ip_network
from pathlib import Path
from secrets import token_hex
from tempfile import mkstemp
from typing import Annotated, Literal, Self

from platformdirs import user_data_path
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from app.errors import BadSettings

SCHEMES = ("bolt://", "bolt+s://", "bolt+ssc://", "neo4j://", "neo4j+s://", "neo4j+ssc://")
WEB_SCHEMES = ("http", "https")
ADDRESS = re.compile(r"^(\[[0-9a-fA-F:.]+\]|[^\s:/?#\[\]]+)(:\d{1,5})?/?(\?[^\s#]*)?$")
"""Host, port, and a cluster's routing context."""
SHORTEST_SECRET = 32
LOOPBACK = ("127.0.0.1", "::1", "localhost")


class GraphSettings(BaseModel):
    """Where the graph is: `embedded:` (the default), or a Neo4j by its Bolt address."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    uri: str = "embedded:"
    user: str = "neo4j"
    password: SecretStr = SecretStr("")
    database: str = "neo4j"
    heap: str = Field(default="1g", pattern=r"^\d+[kmg]$")
    """Memory bound of the embedded engine."""
    connections: int = Field(default=50, ge=1, le=1000)
    """Size of the driver's connection pool."""
    retry_seconds: float = Field(default=15.0, gt=0)
    """How long a request waits for the graph in all, and how long a transaction waits for its turn
    or is repeated after conflicts, before it fails."""

    @property
    def embedded(self) -> bool:
        return self.uri == "embedded:"

    @field_validator("uri")
    @classmethod
    def _leads_to_a_graph(cls, uri: str) -> str:
        """Refuse what the driver would only fail at; never repeat it, it may hold a password."""
        if uri == "embedded:":
            return uri
        scheme, _, rest = uri.partition("://")
        if "@" in uri:
            raise ValueError(
                "write the address without user and password: those belong into "
                "INTROS_GRAPH__USER and INTROS_GRAPH__PASSWORD"
            )
        if not uri.startswith(SCHEMES):
            web = " The address that a browser opens is another one." * (scheme in WEB_SCHEMES)
            raise ValueError(f"uri must be `embedded:` or start with {_listed(SCHEMES)}.{web}")
        if not ADDRESS.match(rest):
            raise ValueError("after the scheme comes a host and, if need be, a port: “host:7687”")
        return uri


class HttpSettings(BaseModel):
    """Where the API listens."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    max_body_bytes: int = Field(default=10_000_000, ge=1000)
    """Largest JSON body that is read."""
    max_upload_bytes: int = Field(default=50_000_000, ge=1000)
    """Largest file that an import takes."""
    body_seconds: float = Field(default=20.0, gt=0)
    """How long a body may be on its way, beside a second for each 10,000 bytes."""
    trusted_proxies: str = "127.0.0.1, ::1"
    """The addresses and networks of the proxies in front, by commas: they say who really asks."""
    public_address: str = Field(default="", pattern=r"^(https?://[^/\s]+)?$")
    """Where people reach the pages, for the links that are printed or sent."""

    @field_validator("trusted_proxies")
    @classmethod
    def _are_addresses(cls, proxies: str) -> str:
        for proxy in _parts(proxies):
            try:
                ip_network(proxy)
            except ValueError:
                raise ValueError(
                    f"“{proxy}” must be an address such as 10.0.0.7 or a network such as "
                    "10.0.0.0/24"
                ) from None
        return proxies

    @property
    def proxies(self) -> list[str]:
        """The trusted proxies, one by one."""
        return _parts(self.trusted_proxies)

    @property
    def is_secure(self) -> bool:
        """Whether people reach the pages over TLS."""
        return self.public_address.startswith("https://")

    @property
    def address(self) -> str:
        """The address of the pages: the public one, or host and port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_address or f"http://{host}:{self.port}"


class WorkerSettings(BaseModel):
    """Who works off what is to leave the process."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    in_process: bool = True
    """Whether the service works it off itself; otherwise `intros worker` does."""
    threads: int = Field(default=2, ge=0, le=32)
    """How many effects leave a process at a time."""
    jobs: int = Field(default=2, ge=0, le=16)
    """How many imports, and as many plans, a process performs at a time."""


class BackupSettings(BaseModel):
    """Backups that the service makes by itself."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    every_hours: int = Field(default=0, ge=0, le=24 * 366)
    """Hours between two; 0: it makes none."""
    keep: int = Field(default=7, ge=1, le=1000)
    """How many of them stay."""
    folder: Path | None = None
    """Where backups go; default: `backups` in the data folder. Better on another disk."""


class MailAccount(BaseModel):
    """A mail server, and who to sign in as."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    host: str = Field(min_length=1)
    port: int | None = Field(default=None, ge=1, le=65535)
    user: str = ""
    password: SecretStr = SecretStr("")
    security: Literal["none", "starttls", "tls"] = "starttls"

    @property
    def server_port(self) -> int:
        """The port: the one that is set, or the usual one."""
        return self.port or {"none": 25, "starttls": 587, "tls": 465}[self.security]

    @model_validator(mode="after")
    def _in_the_open_on_this_machine_only(self) -> Self:
        if self.host and self.host not in LOOPBACK and self.security == "none":
            raise ValueError("security must be `starttls` or `tls` unless host is this machine")
        return self


Sender = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[A-Za-z0-9.-]+$", to_lower=True)]


class MailSettings(MailAccount):
    """The mail servers through which connectors write; without one nothing is sent."""

    host: str = ""
    """The server for every connector who has no account of their own."""
    accounts: dict[Sender, MailAccount] = {}
    """Connectors' own servers, by the address that their mail comes from."""
    from_address: Sender | Literal[""] = ""
    """The address that Intros itself writes from: confirmations and notices."""
    timeout: float = Field(default=20.0, gt=0, le=45)
    """Seconds for one email; below the time for which a worker holds it."""

    @property
    def hosts(self) -> list[str]:
        """The servers that are set up."""
        return sorted({a.host for a in (self, *self.accounts.values()) if a.host})

    def account_of(self, address: str) -> MailAccount | None:
        """What mail from this address goes through; None where nothing is set up for it."""
        return self.accounts.get(address) or (self if self.host else None)


class Settings(BaseSettings):
    """All settings. Each is documented in docs/settings.md."""

    model_config = SettingsConfigDict(
        env_prefix="INTROS_",
        env_nested_delimiter="__",
        env_file=os.environ.get("INTROS_SETTINGS_FILE", "intros.env"),
        extra="forbid",
        frozen=True,
    )

    graph: GraphSettings = GraphSettings()
    http: HttpSettings = HttpSettings()
    worker: WorkerSettings = WorkerSettings()
    mail: MailSettings = MailSettings()
    backup: BackupSettings = BackupSettings()
    data_dir: Path = Field(default_factory=lambda: user_data_path("intros"))
    """Where the embedded engine keeps its data, password and log."""
    workspace: str | None = None
    """The workspace that commands use when `--workspace` is not given."""
    secret: SecretStr = SecretStr("")
    """Signs what leaves the process; needed as soon as the API is reachable from outside."""
    log_json: bool = False
    """Log as JSON lines instead of text for people."""

    @property
    def backup_folder(self) -> Path:
        """Where backups go."""
        return self.backup.folder or self.data_dir / "backups"

    def signing_secret(self) -> bytes:
        """What signs links: INTROS_SECRET, or a secret of this data folder, made when needed."""
        given = self.secret.get_secret_value()
        return given.encode() if given else _kept_secret(self.data_dir / "secret")

    @model_validator(mode="after")
    def _outside_needs_a_secret(self) -> Self:
        length = len(self.secret.get_secret_value())
        if 0 < length < SHORTEST_SECRET:
            raise ValueError(f"INTROS_SECRET is too short: at least {SHORTEST_SECRET} characters")
        if self.http.host not in LOOPBACK and not length:
            raise ValueError(
                f"INTROS_HTTP__HOST is {self.http.host}, which others can reach: "
                f"set INTROS_SECRET to at least {SHORTEST_SECRET} random characters first"
            )
        return self

    @model_validator(mode="after")
    def _mails_lead_back(self) -> Self:
        away = [host for host in self.mail.hosts if host not in LOOPBACK]
        if away and not self.http.public_address:
            raise ValueError(
                f"mail goes through {away[0]}: set INTROS_HTTP__PUBLIC_ADDRESS first, "
                "so that the links in emails lead here"
            )
        return self


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(words[:-1]) + " or " + words[-1]


def _kept_secret(path: Path) -> bytes:
    """The secret in this file; the first of all processes that ask makes it."""
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, whole = mkstemp(dir=path.parent)  # readable for the owner only
        with os.fdopen(descriptor, "w") as file:
            file.write(token_hex(32))
        with suppress(FileExistsError):
            os.link(whole, path)
        Path(whole).unlink()
    return path.read_bytes()


def load_settings() -> Settings:
    """Read the settings; raises `BadSettings` with one line for each that cannot be used."""
    try:
        return Settings()
    except SettingsError as error:
        raise BadSettings(f"A setting cannot be read: {error}") from None
    except ValidationError as error:
        lines = (
            f"INTROS_{'__'.join(str(part) for part in e['loc']).upper() or '…'}: "
            + e["msg"].removeprefix("Value error, ")
            for e in error.errors(include_url=False, include_input=False)
        )
        raise BadSettings("\n".join(lines)) from None
