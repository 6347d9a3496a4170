"""`python -m tests.simulator --world FILE [--token] -- COMMAND…`: run a command in a simulated world."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.simulator import Simulator, World

_TOKENS = ("GITHUB_TOKEN", "GH_TOKEN", "HF_TOKEN")


def load(text: str, now: datetime) -> World:
    """A world from TOML; a key that ends in `_days_ago` is a moment so many days before `now`."""
    return world_of(tomllib.loads(text), now)


def world_of(table: dict[str, Any], now: datetime) -> World:
    """The same from its tables."""
    world = World()
    for name, facts in table.get("github", {}).items():
        world.github(name, **_facts(facts, now))
    for kind in ("model", "dataset", "space"):
        for name, facts in table.get(f"hub_{kind}", {}).items():
            world.hub(kind, name, **_facts(facts, now))
    for arxiv, facts in table.get("hub_paper", {}).items():
        world.paper(arxiv, **_facts(facts, now))
    for url, facts in table.get("page", {}).items():
        world.page(url, **_facts(facts, now))
    for url, facts in table.get("exact", {}).items():
        world.exact(url, **_facts(facts, now))
    for url, facts in table.get("git", {}).items():
        world.git(url, **_facts(facts, now))
    for origin, facts in table.get("software_heritage", {}).items():
        world.archived(origin, **facts)
    for url, stamps in table.get("wayback", {}).items():
        world.captured(url, *stamps)
    return world


def _facts(facts: dict[str, Any], now: datetime) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for name, value in facts.items():
        if name.endswith("_days_ago"):
            moment = now - timedelta(days=value)
            plain[name.removesuffix("_days_ago")] = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
        else:
            plain[name] = value
    return plain


def main() -> int:
    """Start the world, run the command, stop the world; returns the command's exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulator", description=__doc__)
    parser.add_argument("--world", required=True, type=Path)
    parser.add_argument("--token", action="store_true", help="give the command a good GitHub token")
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    world = load(options.world.read_text("utf-8"), datetime.now(UTC))
    with Simulator(world) as simulator:
        environment = {name: value for name, value in os.environ.items() if name not in _TOKENS}
        environment |= simulator.environment()
        if options.token:
            environment["GITHUB_TOKEN"] = simulator.token
        return subprocess.run(options.command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
