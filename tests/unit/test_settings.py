"""Settings refuse what would be unsafe or unknown, in one readable line each."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.errors import BadSettings
from app.settings import MailSettings, Settings, load_settings


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_embedded_engine_on_loopback_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("INTROS_GRAPH__URI", "INTROS_HTTP__HOST"):
        monkeypatch.delenv(name, raising=False)
    settings = load_settings()
    assert settings.graph.embedded
    assert settings.http.host == "127.0.0.1"


def test_a_nested_setting_is_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTROS_GRAPH__URI", "neo4j+s://graph.example")
    assert load_settings().graph.uri == "neo4j+s://graph.example"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("INTROS_GRAPH__URI", "http://graph.example"),
        ("INTROS_HTTP__PORT", "70000"),
        ("INTROS_GRAPH__HEAP", "lots"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSettings, match=name.rsplit("__", 1)[0]):
        load_settings()


def test_listening_to_others_needs_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTROS_HTTP__HOST", "0.0.0.0")  # noqa: S104
    with pytest.raises(BadSettings, match="INTROS_SECRET"):
        load_settings()
    monkeypatch.setenv("INTROS_SECRET", "x" * 32)
    assert load_settings().http.host == "0.0.0.0"  # noqa: S104


def test_an_unknown_name_in_the_settings_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "intros.env").write_text("INTROS_GRAHP__URI=embedded:\n")
    with pytest.raises(BadSettings, match="GRAHP"):
        load_settings()


@pytest.mark.parametrize(("security", "port"), [("none", 25), ("starttls", 587), ("tls", 465)])
def test_the_usual_port_of_a_mail_server_follows_from_its_security(
    security: str, port: int
) -> None:
    assert MailSettings.model_validate({"security": security}).server_port == port


def test_mail_over_the_network_is_encrypted_and_its_links_lead_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("INTROS_MAIL__HOST", "mail.example.org")
    with pytest.raises(BadSettings, match="INTROS_HTTP__PUBLIC_ADDRESS"):
        load_settings()
    monkeypatch.setenv("INTROS_HTTP__PUBLIC_ADDRESS", "https://intros.example.org")
    assert load_settings().mail.security == "starttls"
    monkeypatch.setenv("INTROS_MAIL__SECURITY", "none")
    with pytest.raises(BadSettings, match="this machine"):
        load_settings()
    monkeypatch.setenv("INTROS_MAIL__HOST", "127.0.0.1")
    assert load_settings().mail.security == "none"


def test_connectors_have_their_own_mail_servers_beside_the_general_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("INTROS_HTTP__PUBLIC_ADDRESS", "https://intros.example.org")
    own = '{"Dana@Firm.example": {"host": "smtp.firm.example", "user": "dana", "password": "x"}}'
    monkeypatch.setenv("INTROS_MAIL__ACCOUNTS", own)
    mail = load_settings().mail
    account = mail.account_of("dana@firm.example")
    assert account is not None
    assert (account.host, account.server_port, mail.hosts) == (
        "smtp.firm.example", 587, ["smtp.firm.example"],
    )  # fmt: skip
    assert mail.account_of("eve@firm.example") is None
    monkeypatch.setenv("INTROS_MAIL__HOST", "mail.example.org")
    mail = load_settings().mail
    general, own_account = mail.account_of("eve@firm.example"), mail.account_of("dana@firm.example")
    assert general is not None
    assert own_account is not None
    assert (general.host, own_account.host) == ("mail.example.org", "smtp.firm.example")
    assert "password='x'" not in repr(mail)


@pytest.mark.parametrize(
    "accounts",
    [
        "dana@firm.example",
        '{"dana": {"host": "smtp.firm.example"}}',
        '{"dana@firm.example": {}}',
        '{"dana@firm.example": {"host": ""}}',
        '{"dana@bücher.example": {"host": "smtp.firm.example"}}',
        '{"dana@firm.example": {"host": "smtp.firm.example", "security": "none"}}',
        '{"dana@firm.example": {"host": "smtp.firm.example", "passwort": "x"}}',
    ],
)
def test_accounts_that_cannot_work_are_refused_at_the_start(
    monkeypatch: pytest.MonkeyPatch, accounts: str
) -> None:
    monkeypatch.setenv("INTROS_HTTP__PUBLIC_ADDRESS", "https://intros.example.org")
    monkeypatch.setenv("INTROS_MAIL__ACCOUNTS", accounts)
    with pytest.raises(BadSettings, match=r"(?i)mail"):
        load_settings()


def test_without_a_secret_the_data_folder_keeps_one_for_all_processes(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    settings = Settings(_env_file=None, data_dir=folder)
    with ThreadPoolExecutor(8) as threads:
        first, *others = threads.map(lambda _: settings.signing_secret(), range(8))
    assert set(others) == {first}
    assert len(first) == 64
    assert [path.name for path in folder.iterdir()] == ["secret"]
    assert stat.S_IMODE((folder / "secret").stat().st_mode) == 0o600
    assert Settings(_env_file=None, data_dir=tmp_path / "b").signing_secret() != first


def test_a_secret_that_is_set_is_used(tmp_path: Path) -> None:
    settings = Settings.model_validate({"secret": "x" * 32, "data_dir": tmp_path / "data"})
    assert settings.signing_secret() == b"x" * 32
    assert not (tmp_path / "data").exists()


def test_a_short_secret_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTROS_SECRET", "short")
    with pytest.raises(BadSettings, match="INTROS_SECRET"):
        load_settings()


def test_trusted_proxies_are_addresses_and_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTROS_HTTP__TRUSTED_PROXIES", "10.0.0.7, 10.1.0.0/16, ::1")
    assert load_settings().http.proxies == ["10.0.0.7", "10.1.0.0/16", "::1"]
    monkeypatch.setenv("INTROS_HTTP__TRUSTED_PROXIES", "nginx")
    with pytest.raises(BadSettings, match="“nginx” must be an address"):
        load_settings()
