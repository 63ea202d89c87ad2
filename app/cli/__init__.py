"""The command line: thin commands over the same services as the API.

Tables for a person, `--json` for a program. Exit codes: 0 done, 1 failed, 2 wrong usage.

Commands import what they need inside their functions: `intros --help` and small commands then
start without the service, the solver and the pages. `tests/architecture/test_commands.py` says
which command may load what.
"""

import sys

from app import terminal
from app.cli import access, administration, backups, network, serving
from app.cli.root import app
from app.errors import IntrosError

__all__ = ["access", "administration", "app", "backups", "main", "network", "serving"]


def main() -> None:
    """Run a command; what a user can fix is one sentence, and exit code 1."""
    terminal.print_on_any_terminal()
    try:
        app()
    except IntrosError as error:
        terminal.complain(error)
        sys.exit(1)
