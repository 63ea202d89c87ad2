"""How tests send batches: each row is answered by itself."""

from typing import Any

import httpx

Row = dict[str, Any]


def send_batch(client: httpx.Client, kind: str, *items: object) -> list[Row]:
    """The answer to each row of a batch of this kind, `people` or `relationships`."""
    answer = client.post(f"/v1/{kind}/batch", json={"items": items})
    assert answer.status_code == 200, answer.text
    results: list[Row] = answer.json()["results"]
    assert [row["index"] for row in results] == list(range(len(items)))
    return results


def statuses(results: list[Row]) -> list[str]:
    return [row["status"] for row in results]


def faults(row: Row) -> list[tuple[str, str]]:
    """The places and codes of what is wrong with a refused row."""
    assert row["status"] == "refused"
    assert all(fault["message"] for fault in row["errors"])
    return [(fault["pointer"], fault["code"]) for fault in row["errors"]]
