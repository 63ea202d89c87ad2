"""The service sends by itself what its outbox holds, without another process."""

from datetime import UTC, datetime
from secrets import token_hex

from app.mail.models import Letter
from app.mail.service import enqueue_email
from app.settings import MailSettings, WorkerSettings
from tests.api.conftest import Api, serving
from tests.engines import Engine
from tests.mail_server import mail_server
from tests.patience import wait_until


def test_the_service_sends_what_waits_and_the_link_in_it_ends_that(
    api: Api, engine: Engine
) -> None:
    dana = {"id": "dana", "name": "Dana", "connector": True, "emails": ["dana@work.example"]}
    assert api.client().post("/v1/people", json=dana).status_code == 201
    to = f"ann-{token_hex(6)}@home.example"

    def send(key: str) -> None:
        letter, mail = Letter(to=to, to_name="Ann", subject=key, text="Hello."), MailSettings()
        api.graph.write(
            api.workspace,
            lambda tx: enqueue_email(tx, mail, "dana", letter, key, datetime.now(UTC)),
        )

    admin = api.client("admin")

    def nothing_waits() -> bool:
        waiting = admin.get("/v1/outbox?state=waiting").json()
        return bool(waiting["items"] == [])

    with mail_server() as mails:
        changes = {"worker": WorkerSettings(in_process=True), "mail": mails.settings}
        with serving(engine.settings.model_copy(update=changes)):
            send("first")
            wait_until(nothing_waits)
            (mail,) = mails.to(to)
            link = mail["List-Unsubscribe"].strip("<>").removeprefix("http://127.0.0.1:8000")
            assert api.with_key(None).post(link).status_code == 200
            send("second")
            wait_until(nothing_waits)
        assert [mail["Subject"] for mail in mails.to(to)] == ["first"]
