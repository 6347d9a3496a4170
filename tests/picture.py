"""`python -m tests.picture FILE`: the first screen of the demonstration's report, as the README shows it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

AT = "2026-11-30T06:12:00+00:00"
_QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")


def main() -> int:
    """Make the demonstration at a fixed moment, and take its picture with the system's Chromium."""
    target = Path(sys.argv[1]).absolute()
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.demo", f"{folder}/a.db", f"{folder}/site", "--at", AT]
        subprocess.run(command, capture_output=True, check=True)
        page = Path(folder, "site", "index.html").as_uri()
        shot = (f"--screenshot={target}", "--window-size=1280,1000", "--hide-scrollbars")
        browser = ["chromium", "--headless", *_QUIET, f"--user-data-dir={folder}/profile", *shot, page]
        return subprocess.run(browser, capture_output=True, check=False, timeout=120).returncode


if __name__ == "__main__":
    sys.exit(main())
