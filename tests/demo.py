"""`python -m tests.demo DB SITE`: the demonstration, six runs over two years in a simulated world, and reports."""

from __future__ import annotations

import argparse
import atexit
import io
import json
import os
import subprocess
import sys
import tomllib
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from checker.cli.account import account_of
from checker.reports.forms.text.form import show
from checker.store.store import Store
from tests import demo_journal
from tests.simulator import Simulator
from tests.simulator.__main__ import world_of

EXAMPLES = Path(__file__).parents[1] / "examples"
TITLE = "Example papers with code, models and data"
_TOKENS = ("GITHUB_TOKEN", "GH_TOKEN", "HF_TOKEN")
#: Reports that are written to the folder at the end: file → form.
_REPORTS = {
    "index.html": "html",
    "report.json": "json",
    "report.csv": "csv",
    "badge.json": "badge",
    "badge.svg": "badge-svg",
    "feed.atom": "atom",
}


def main() -> int:
    """Run the months, then write the reports; returns the exit code of the first command that failed, else 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.demo", description=__doc__)
    parser.add_argument("database", type=Path)
    parser.add_argument("site", type=Path)
    parser.add_argument("--at", type=datetime.fromisoformat, help="the moment of the last run, instead of now")
    options = parser.parse_args()
    options.site.mkdir(parents=True, exist_ok=True)
    history = tomllib.loads((EXAMPLES / "demo-history.toml").read_text("utf-8"))
    now = options.at or datetime.now(UTC)
    for month in [*({"days_ago": day} for day in demo_journal.READINGS), *history["month"]]:
        code = _check(options, history["papers"], month, now)
        if code:
            return code
    return _report(options)


@cache
def made(at: str) -> Path:
    """
    The folder of the demonstration whose last run is at a moment (ISO 8601), with `a.db` and `site`; it is deleted
    when the process ends.
    """
    folder = TemporaryDirectory()
    atexit.register(folder.cleanup)
    place = Path(folder.name)
    command = [sys.executable, "-m", "tests.demo", str(place / "a.db"), str(place / "site"), "--at", at]
    subprocess.run(command, capture_output=True, check=True)
    return place


def news(at: str) -> str:
    """The report of the demonstration's last run as text, 80 columns wide: its first news, and its figures."""
    printed = io.StringIO()
    with Store.open(made(at) / "a.db") as store, account_of(store) as account:
        show(account, printed, 80)
    lines = [line.rstrip() for line in printed.getvalue().splitlines()]
    figures = next(place for place, line in enumerate(lines) if line.startswith("FIGURES"))
    return "\n".join([*lines[4:17], "…", "", *lines[figures : lines.index("", figures + 2)], ""])


def _check(options: argparse.Namespace, dates: dict[str, int], month: dict[str, Any], now: datetime) -> int:
    """One run, in the world of its month and with the clock set back."""
    day = month["days_ago"]
    at, inputs = now - timedelta(days=day), ["journal.jsonl"]
    (options.site / "journal.jsonl").write_text("".join(demo_journal.papers(day, now)), "utf-8")
    if day not in demo_journal.READINGS:
        inputs += ["papers.jsonl", "--archives"]
        (options.site / "papers.jsonl").write_text("".join(_papers(dates, month.get("abstracts", {}), now)), "utf-8")
    with Simulator(world_of(_tables(month), at)) as simulator:
        environment = {name: value for name, value in os.environ.items() if name not in _TOKENS}
        environment |= {**simulator.environment(), "GITHUB_TOKEN": simulator.token, "AT": at.isoformat()}
        command = [sys.executable, "-m", "tests.ci.at", "-m", "checker", "run", *inputs, "--max-age", "1d"]
        return subprocess.run(
            [*command, "--db", os.path.relpath(options.database, options.site), "--quiet"],
            env=environment | {"PYTHONPATH": str(EXAMPLES.parent)},
            cwd=options.site,
            stdout=subprocess.DEVNULL if day else None,
            check=False,
        ).returncode


def _tables(month: dict[str, Any]) -> dict[str, Any]:
    """Today's world with the differences of a month; `false` takes something away."""
    world = tomllib.loads((EXAMPLES / "demo-world.toml").read_text("utf-8"))
    for sort, things in demo_journal.world(month["days_ago"]).items():
        world[sort] = {**world.get(sort, {}), **things}
    for sort, things in month.items():
        if isinstance(things, dict) and sort != "abstracts":
            merged = {**world.get(sort, {}), **things}
            world[sort] = {name: facts for name, facts in merged.items() if facts is not False}
    return world


def _papers(dates: dict[str, int], abstracts: dict[str, str], now: datetime) -> list[str]:
    """The example papers with their invented dates, some with the abstract of an earlier version."""
    lines = []
    for place, line in enumerate((EXAMPLES / "papers.jsonl").read_text("utf-8").splitlines()):
        paper = json.loads(line)
        known = next(
            (days for begin, days in dates.items() if paper["title"].startswith(begin)), 200 + place * 17 % 1500
        )
        paper["published"] = f"{now - timedelta(days=known):%Y-%m-%d}"
        earlier = next((text for begin, text in abstracts.items() if paper["title"].startswith(begin)), None)
        lines.append(json.dumps({**paper, "abstract": earlier or paper["abstract"]}, ensure_ascii=False) + "\n")
    return lines


def _report(options: argparse.Namespace) -> int:
    """Write all reports from the database; needs no network."""
    report = [sys.executable, "-m", "checker", "report", "--db", str(options.database)]
    for file, form in _REPORTS.items():
        titled = ["--title", TITLE] if form == "html" else []
        code = subprocess.run(
            [*report, "--format", form, *titled, "-o", str(options.site / file)], check=False
        ).returncode
        if code:
            return code
    letters = [*report, "--format", "letters", "--unconfirmed", "--force", "-o", str(options.site / "letters")]
    return subprocess.run(letters, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
