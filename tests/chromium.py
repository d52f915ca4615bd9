"""Where the browser for the tests is. `python -m tests.chromium` says loudly when there is none."""

import os
import shutil
import sys
from pathlib import Path

# The headless shell first: the same engine without windows, which opens a page in half the time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]
MISSING = "!!! NO BROWSER: the tests in a browser were NOT run. Install Chromium, or set CHROMIUM_PATH to one. !!!"


def find_chromium() -> str | None:
    """The path of a Chromium: CHROMIUM_PATH, a usual name on PATH, or where macOS keeps it."""
    named = os.environ.get("CHROMIUM_PATH")
    if named:
        return shutil.which(named)
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or (str(MAC) if MAC.exists() else None)


if __name__ == "__main__":
    sys.exit(None if find_chromium() else MISSING)
