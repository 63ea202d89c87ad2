"""How tests bring files in over HTTP."""

from typing import Any

import httpx

from tests.patience import wait_until

HEAD = (
    'Notes:\n"When exporting your connection data, you may notice, that some are missing."\n\n'
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
)
CONNECTIONS = HEAD + (
    "Ann,Lee,https://www.linkedin.com/in/ann-lee,ann@x.example,Lee & Co,Realtor,31 Oct 2024\n"
    ",,,,,,\n"
    "Bob,Doe,https://www.linkedin.com/in/bob-doe,,Self-employed,Wizard,1 Feb 2021\n"
)
DANA = {"id": "dana", "name": "Dana", "connector": True}
COUNTS = ("rows", "created", "updated", "merged", "unchanged", "refused")


def send(
    client: httpx.Client, content: str | bytes, file_format: str = "people", **more: Any
) -> httpx.Response:
    headers = more.pop("headers", {})
    form = {"format": file_format} | more
    files = {"file": ("contacts.csv", content)}
    return client.post("/v1/imports", data=form, files=files, headers=headers)


def brought_in(client: httpx.Client, content: str | bytes, *args: Any, **more: Any) -> Any:
    answer = send(client, content, *args, **more)
    assert answer.status_code == 202, answer.text
    return finished(client, answer.json())


def finished(client: httpx.Client, report: Any) -> Any:
    """The report of an import once it has ended."""

    def look() -> Any:
        shown = client.get(f"/v1/imports/{report['id']}").json()
        return shown if shown["status"] != "running" else None

    return report if report["status"] != "running" else wait_until(look)


def counts(report: Any) -> tuple[int, ...]:
    return tuple(report[name] for name in COUNTS)


def people(client: httpx.Client) -> dict[str, Any]:
    items = client.get("/v1/people", params={"limit": 200}).json()["items"]
    return {person["name"]: person for person in items}
