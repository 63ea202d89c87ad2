"""The system's own Chromium, driven by Playwright."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = (
    "no Chromium is installed (Debian: apt-get install chromium), or name one in "
    "INTROS_TEST_CHROMIUM"
)


def executable() -> str | None:
    """Where a Chromium is: `INTROS_TEST_CHROMIUM`, else the first on the path."""
    named = os.environ.get("INTROS_TEST_CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)
