"""The table of formats that users read is the registry: every reader has its row."""

from __future__ import annotations

from pathlib import Path

from checker.papers.registry import READERS

INPUTS = Path(__file__).parents[2] / "docs/inputs.md"


def test_every_reader_says_what_it_reads_and_how_to_get_it() -> None:
    rows = INPUTS.read_text("utf-8").splitlines()
    for name, reader in READERS.items():
        assert reader.what, name
        assert reader.how, name
        assert f"| `{name}` | {reader.what} | {reader.how} |" in rows, f"{name}: make docs writes it anew"
