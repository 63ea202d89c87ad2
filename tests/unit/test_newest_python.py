"""The newest Python that the locks support: which program is taken for it."""

import sys
from pathlib import Path

import pytest

from tests import newest_python
from tests.newest_python import find_python


def program(path: Path, *lines: str) -> str:
    path.write_text("\n".join(["#!/bin/sh", *lines]) + "\n")
    path.chmod(0o755)
    return str(path)


def test_this_python_is_taken_if_it_is_the_newest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(newest_python, "NEWEST", f"{sys.version_info[0]}.{sys.version_info[1]}")
    assert find_python([None, sys.executable]) == Path(sys.executable)


def test_an_older_one_and_one_that_does_not_run_are_passed_over(tmp_path: Path) -> None:
    older = program(tmp_path / "older", "echo 3.9")
    shim = program(tmp_path / "shim", f"echo {newest_python.NEWEST}", "exit 127")
    newest = program(tmp_path / "newest", f"echo {newest_python.NEWEST}")
    assert find_python([older, shim]) is None
    assert find_python([older, shim, newest]) == Path(newest)


def test_the_package_says_that_it_runs_there() -> None:
    declared = (newest_python.ROOT / "pyproject.toml").read_text("utf-8")
    assert f'"Programming Language :: Python :: {newest_python.NEWEST}"' in declared
