"""The lines of a backup: JSON, each one thing, in an order in which they can be restored.

1. what the file is: `{"format": "intros backup", "version": 1, …}`
2. for each workspace `{"workspace": …}`, its nodes, its relationships, and their tallies
3. the end: how many lines there are, and the SHA-256 of all bytes before it

A file without the last line was cut. Values are tagged before they come here.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from typing import Any

from app.backups.models import (
    FORMAT,
    FORMAT_VERSION,
    BrokenBackup,
    Entry,
    Foot,
    Head,
    Header,
    Link,
    Node,
    Said,
    Section,
    Tally,
)

DIGEST_BITS = 128
ENCODE = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
).encode


def line(content: Mapping[str, Any]) -> bytes:
    """One line; the same content always gives the same bytes."""
    return ENCODE(content).encode() + b"\n"


def content(text: bytes) -> dict[str, Any]:
    """What a line says; raises `BrokenBackup`."""
    try:
        found = json.loads(text)
    except ValueError:
        raise BrokenBackup("a line isn’t JSON") from None
    if not isinstance(found, dict):
        raise BrokenBackup("a line isn’t an object")
    return found


def entry_line(entry: Entry) -> bytes:
    if isinstance(entry, Node):
        return line({"label": entry.label, "properties": entry.properties})
    return line({
        "type": entry.type, "from": entry.source, "to": entry.target,
        "properties": entry.properties,
    })  # fmt: skip


def read(text: bytes) -> Said:
    """What a line says; raises `BrokenBackup`."""
    match content(text):
        case {"label": str(label), "properties": dict(properties)}:
            return Node(label, properties)
        case {
            "type": str(kind),
            "from": [str(source_label), str(source)],
            "to": [str(target_label), str(target)],
            "properties": dict(properties),
        }:
            return Link(kind, (source_label, source), (target_label, target), properties)
        case {"workspace": str(workspace), "properties": dict(properties)}:
            return Head(workspace, properties)
        case {"tallies": dict(tallies), "seq": int(seq)}:
            return Foot(seq, {kind: _tally(tally) for kind, tally in tallies.items()})
        case {"format": "intros backup", "version": int(version)} if version > FORMAT_VERSION:
            raise BrokenBackup("a newer version of Intros wrote it. Update first")
        case {
            "format": "intros backup",
            "made_at": str(made_at),
            "schema": str(schema),
            "secret": str(secret),
        }:
            return Header(datetime.fromisoformat(made_at), schema, secret)
    raise BrokenBackup("it isn’t a backup of Intros")


def _tally(told: object) -> Tally:
    match told:
        case {"count": int(number), "digest": str(digest)}:
            return Tally(number, int(digest, 16))
    raise BrokenBackup("a count isn’t readable")


def kind_of(entry: Entry) -> str:
    return entry.label if isinstance(entry, Node) else entry.type


def count(section: Section, entry: Entry, text: bytes) -> None:
    """Add one node or relationship, by its line."""
    if isinstance(entry, Node):
        section.labels.add(entry.label)
    else:
        section.joins.add((entry.type, entry.source[0], entry.target[0]))
    tally = section.tallies.setdefault(kind_of(entry), Tally())
    tally.count += 1
    tally.digest += int.from_bytes(sha256(text).digest()[: DIGEST_BITS // 8])
    tally.digest %= 1 << DIGEST_BITS


def tally(entries: Iterable[Entry]) -> Tally:
    """What entries of one kind come to."""
    section = Section("", 0)
    kind = ""
    for entry in entries:
        count(section, entry, entry_line(entry))
        kind = kind_of(entry)
    return section.tallies.get(kind, Tally())


def header_line(header: Header) -> bytes:
    told = asdict(header) | {"made_at": header.made_at.isoformat()}
    return line({"format": FORMAT, "version": FORMAT_VERSION} | told)


def head_line(head: Head) -> bytes:
    return line({"workspace": head.workspace, "properties": head.properties})


def foot_line(foot: Foot) -> bytes:
    tallies = {
        kind: {"count": tally.count, "digest": f"{tally.digest:032x}"}
        for kind, tally in foot.tallies.items()
    }
    return line({"tallies": tallies, "seq": foot.seq})


def end_line(lines: int, digest: str) -> bytes:
    return line({"end": {"lines": lines, "sha256": digest}})


def differences(wanted: Mapping[str, Tally], found: Mapping[str, Tally]) -> list[str]:
    """What is not the same, in words: `KNOWS: 300 instead of 301`."""
    said = []
    for kind in sorted(wanted.keys() | found.keys()):
        should, is_ = wanted.get(kind, Tally()), found.get(kind, Tally())
        if should.count != is_.count:
            said.append(f"{kind}: {is_.count} instead of {should.count}")
        elif should.digest != is_.digest:
            said.append(f"{kind}: some have other values")
    return said
