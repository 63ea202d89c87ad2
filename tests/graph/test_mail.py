"""Mail from the outbox to a real mail server, on every engine."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from secrets import token_hex

import pytest

from app.errors import InvalidInput, NoOwnAddress
from app.graph import Graph
from app.mail.models import Letter, LetterState
from app.mail.service import KIND, enqueue_email, letters_of, mail_handler, sender_of, unsubscribe
from app.outbox.models import OutboxItem, State
from app.outbox.service import list_outbox, retry
from app.people.models import NewPerson
from app.people.service import create_person, delete_person
from app.security.tokens import unsubscribe_token
from app.settings import HttpSettings, MailAccount, MailSettings, Settings
from tests.mail_server import MailServer, mail_server
from tests.sessions import acting, installed
from tests.workers import TimedWorker

NOW = datetime(2026, 1, 5, 10, tzinfo=UTC)
HOME = "https://intros.example.org"


@pytest.fixture(scope="module")
def server() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


@pytest.fixture(autouse=True)
def _friendly(server: MailServer) -> None:
    server.to_recipient = server.to_mail = "250 OK"


@pytest.fixture
def settings(server: MailServer, tmp_path: Path) -> Settings:
    return Settings(
        _env_file=None,
        data_dir=tmp_path,
        mail=server.settings,
        http=HttpSettings(public_address=HOME),
    )


@pytest.fixture
def worker(graph: Graph, settings: Settings) -> TimedWorker:
    return TimedWorker(graph, {KIND: mail_handler(settings)})


@pytest.fixture
def to() -> str:
    """An address that no other test writes to."""
    return f"ann-{token_hex(6)}@home.example"


@pytest.fixture
def dana(graph: Graph, workspace: str) -> str:
    caller = acting(graph, workspace, "write")
    new = NewPerson(
        id="dana",
        name="Dana Osei",
        connector=True,
        emails=("dana@work.example", "dana@home.example"),
    )
    return create_person(caller, new).id


def send(graph: Graph, workspace: str, to: str, key: str = "one", text: str = "Hello.") -> None:
    letter = Letter(to=to, to_name="Ann Li", subject="May I introduce you?", text=text)
    graph.write(
        workspace,
        lambda tx: enqueue_email(
            tx, MailSettings(), "dana", letter, key, NOW, address="dana@work.example"
        ),
    )


def shown(graph: Graph, workspace: str, state: State) -> list[OutboxItem]:
    admin = acting(graph, workspace, "admin")
    return list(list_outbox(admin, state=state, limit=200, cursor=None).items)


@pytest.mark.usefixtures("dana")
def test_a_mail_arrives_with_all_that_belongs_to_it(
    graph: Graph,
    workspace: str,
    worker: TimedWorker,
    server: MailServer,
    settings: Settings,
    to: str,
) -> None:
    send(graph, workspace, to, text="Grüße,\nDana\n")
    worker.run_once(NOW)
    (mail,) = server.to(to)
    assert mail["From"] == "Dana Osei <dana@work.example>"
    assert mail["To"] == f"Ann Li <{to}>"
    assert mail["Reply-To"] == "dana@work.example"
    assert mail["Message-ID"].endswith("@work.example>")
    token = unsubscribe_token(settings.signing_secret(), workspace, to)
    assert mail["List-Unsubscribe"] == f"<{HOME}/u/{token}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail.get_content().replace("\r\n", "\n") == "Grüße,\nDana\n"
    envelope = next(each for each in server.envelopes if each.rcpt_tos == [to])
    assert envelope.mail_from == "dana@work.example"


@pytest.mark.usefixtures("dana")
def test_a_server_that_is_down_for_a_day_loses_no_mail(
    graph: Graph, workspace: str, settings: Settings, server: MailServer, to: str
) -> None:
    nowhere = settings.mail.model_copy(update={"port": 9})
    down = TimedWorker(graph, {KIND: mail_handler(settings.model_copy(update={"mail": nowhere}))})
    send(graph, workspace, to)
    now = NOW
    while now < NOW + timedelta(days=1):
        down.run_once(now)
        (item,) = shown(graph, workspace, "waiting")
        assert item.due is not None
        now = item.due
    assert item.last_error is not None
    assert item.last_error.startswith("the mail server cannot be reached")
    TimedWorker(graph, {KIND: mail_handler(settings)}).run_once(now)
    assert len(server.to(to)) == 1


@pytest.mark.usefixtures("dana")
@pytest.mark.parametrize("where", ["to_recipient", "to_mail"])
def test_a_busy_server_gets_the_same_mail_again(
    graph: Graph, workspace: str, worker: TimedWorker, server: MailServer, to: str, where: str
) -> None:
    setattr(server, where, "451 4.3.0 try again")
    send(graph, workspace, to)
    worker.run_once(NOW)
    (item,) = shown(graph, workspace, "waiting")
    assert item.last_error is not None
    assert "(451)" in item.last_error
    setattr(server, where, "250 OK")
    worker.run_once(NOW + timedelta(minutes=2))
    assert len(server.to(to)) == 1


@pytest.mark.usefixtures("dana")
@pytest.mark.parametrize(
    ("where", "who"), [("to_recipient", "the recipient"), ("to_mail", "the message")]
)
def test_a_refused_address_is_parked_and_shown_without_being_told(
    graph: Graph,
    workspace: str,
    worker: TimedWorker,
    server: MailServer,
    to: str,
    where: str,
    who: str,
) -> None:
    setattr(server, where, f"550 5.1.1 <{to}> does not live here")
    send(graph, workspace, to)
    worker.run_once(NOW)
    (item,) = shown(graph, workspace, "parked")
    assert item.last_error == f"the mail server refused {who} (550)"
    setattr(server, where, "250 OK")
    retry(acting(graph, workspace, "admin"), item.id)
    worker.run_once()
    assert len(server.to(to)) == 1


@pytest.mark.usefixtures("dana")
def test_a_reply_that_gets_lost_brings_the_same_mail_twice(
    graph: Graph, workspace: str, settings: Settings, server: MailServer, to: str
) -> None:
    worker = TimedWorker(graph, {KIND: mail_handler(settings)})
    send(graph, workspace, to)
    server.hanging_up = True
    try:
        worker.run_once(NOW)
    finally:
        server.hanging_up = False
    worker.run_once(NOW + timedelta(minutes=2))
    first, second = server.to(to)
    assert first["Message-ID"] == second["Message-ID"]
    assert first.as_bytes() == second.as_bytes()


@pytest.mark.usefixtures("dana")
def test_who_wants_no_mail_gets_none(
    graph: Graph,
    workspace: str,
    worker: TimedWorker,
    server: MailServer,
    settings: Settings,
    to: str,
) -> None:
    send(graph, workspace, to)
    secret = settings.signing_secret()
    unsubscribe(installed(graph), secret, unsubscribe_token(secret, workspace, to))
    worker.run_once(NOW)
    assert server.to(to) == []
    assert shown(graph, workspace, "waiting") == shown(graph, workspace, "parked") == []


def test_a_mail_of_somebody_who_is_gone_is_not_sent(
    graph: Graph, workspace: str, worker: TimedWorker, server: MailServer, dana: str, to: str
) -> None:
    send(graph, workspace, to)
    delete_person(acting(graph, workspace, "write"), dana)
    worker.run_once(NOW)
    assert server.to(to) == []
    (item,) = shown(graph, workspace, "parked")
    assert "no longer the sender's" in (item.last_error or "")


@pytest.mark.usefixtures("dana")
def test_nobody_writes_from_an_address_that_is_not_their_own(graph: Graph, workspace: str) -> None:
    first = graph.read(workspace, lambda tx: sender_of(tx, MailSettings(), "dana"))
    assert first.address == "dana@home.example"
    for connector, address in (("dana", "lee@work.example"), ("nobody", None)):
        with pytest.raises(NoOwnAddress):
            graph.read(
                workspace,
                lambda tx, c=connector, a=address: sender_of(tx, MailSettings(), c, a),  # type: ignore[misc]
            )


@pytest.fixture
def own_server(server: MailServer) -> MailSettings:
    """A server for one of Dana's addresses, and none for everybody."""
    account = MailAccount(host="127.0.0.1", port=server.port, security="none")
    return MailSettings(accounts={"dana@work.example": account})


@pytest.mark.usefixtures("dana")
def test_a_connector_writes_from_the_address_that_has_a_server(
    graph: Graph, workspace: str, own_server: MailSettings
) -> None:
    sender = graph.read(workspace, lambda tx: sender_of(tx, own_server, "dana"))
    assert sender.address == "dana@work.example"
    with pytest.raises(NoOwnAddress):
        graph.read(workspace, lambda tx: sender_of(tx, own_server, "dana", "dana@home.example"))
    (account,) = own_server.accounts.values()
    eves = MailSettings(accounts={"eve@work.example": account})
    with pytest.raises(NoOwnAddress, match="No mail server is set up"):
        graph.read(workspace, lambda tx: sender_of(tx, eves, "dana"))


@pytest.mark.usefixtures("dana")
def test_mail_goes_through_the_senders_own_server_and_waits_while_there_is_none(
    graph: Graph,
    workspace: str,
    server: MailServer,
    settings: Settings,
    own_server: MailSettings,
    to: str,
) -> None:
    def work_off(mail: MailSettings, now: datetime) -> None:
        handler = mail_handler(settings.model_copy(update={"mail": mail}))
        TimedWorker(graph, {KIND: handler}).run_once(now)

    send(graph, workspace, to)
    work_off(MailSettings(), NOW)
    (item,) = shown(graph, workspace, "waiting")
    assert item.last_error == "no mail server is set up for the sender's address"
    assert item.due is not None
    work_off(own_server, item.due)
    (arrived,) = server.to(to)
    assert arrived["From"] == "Dana Osei <dana@work.example>"


@pytest.mark.usefixtures("dana")
@pytest.mark.parametrize(
    "bad", ["ann@home.example\r\nBcc: all@home.example", "Ann <ann@home.example>", "a@b, c@d", ""]
)
def test_what_is_not_one_address_is_refused_and_nothing_waits(
    graph: Graph, workspace: str, bad: str
) -> None:
    with pytest.raises(InvalidInput):
        send(graph, workspace, bad)
    assert shown(graph, workspace, "waiting") == []


def test_it_is_told_where_a_letter_is(
    graph: Graph,
    workspace: str,
    worker: TimedWorker,
    server: MailServer,
    settings: Settings,
    dana: str,
    to: str,
) -> None:
    keys = ["one", "two", "three", "four"]

    def states() -> dict[str, LetterState]:
        return graph.read(workspace, lambda tx: letters_of(tx, keys))

    send(graph, workspace, to, "one")
    assert states() == {"one": "waiting"}
    worker.run_once(NOW)
    server.to_recipient = "550 nobody here"
    send(graph, workspace, to, "two")
    worker.run_once(NOW)
    secret = settings.signing_secret()
    unsubscribe(installed(graph), secret, unsubscribe_token(secret, workspace, to))
    send(graph, workspace, to, "three")
    worker.run_once(NOW)
    assert states() == {"one": "sent", "two": "refused", "three": "unsubscribed"}
