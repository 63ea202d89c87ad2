"""The files for containers, as far as they can be held to the rest without running them."""

import re
from ipaddress import ip_address, ip_network
from pathlib import Path

import yaml

from app.settings import Settings
from tests.neo4j_server import LTS

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")


def settings_are_known(names: list[str]) -> bool:
    known = {f"INTROS_{name}".upper() for name in Settings.model_fields}
    return all(name.partition("__")[0] in known for name in names)


def test_the_composed_neo4j_is_the_tested_release() -> None:
    assert COMPOSE["services"]["neo4j"]["image"] == f"neo4j:{LTS.version}"


def test_the_composed_service_is_published_on_loopback_only() -> None:
    assert all(port.startswith("127.0.0.1:") for port in COMPOSE["services"]["intros"]["ports"])
    assert "ports" not in COMPOSE["services"]["neo4j"]


def test_the_composed_service_believes_the_gateway_of_its_bridge_and_no_one_else() -> None:
    (network,) = COMPOSE["networks"]["default"]["ipam"]["config"]
    trusted = COMPOSE["services"]["intros"]["environment"]["INTROS_HTTP__TRUSTED_PROXIES"]
    assert trusted.endswith(f":-{network['gateway']}}}")
    assert ip_address(network["gateway"]) in ip_network(network["subnet"])


def test_mails_that_go_nowhere_stay_on_the_loopback_of_the_service() -> None:
    mailpit = COMPOSE["services"]["mailpit"]
    assert mailpit["network_mode"] == "service:intros"
    assert mailpit["profiles"] == ["mail"]
    assert "ports" not in mailpit


def test_containers_set_only_settings_that_exist() -> None:
    environment = list(COMPOSE["services"]["intros"]["environment"])
    in_image = re.findall(r"^.*?(INTROS_\w+)=", DOCKERFILE, flags=re.MULTILINE)
    assert len(in_image) == 3
    assert settings_are_known(environment + in_image)


def test_the_example_of_settings_names_what_the_composed_files_take() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    named = set(re.findall(r"^(?:# )?([A-Z0-9_]+)=", example, flags=re.MULTILINE))
    taken = set(re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text("utf-8")))
    assert named == taken
    required = set(re.findall(r"\$\{(\w+):\?", (ROOT / "docker-compose.yml").read_text("utf-8")))
    assert required == {name for name in named if f"\n{name}=\n" in example}


def test_what_the_image_is_built_from_is_not_ignored() -> None:
    kept = re.findall(r"^!(\S+)$", (ROOT / ".dockerignore").read_text(), flags=re.MULTILINE)
    assert [name for name in kept if not (ROOT / name).exists()] == []
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    packaged = re.findall(r'^"(\w+)" = "app/resources/', pyproject, flags=re.MULTILINE)
    assert len(packaged) == 5
    assert set(packaged) < set(kept)
