"""The demonstration shows what the tool is for: losses, returns, promises kept, moves; and writes its reports."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.demo_journal import entries

ROOT = Path(__file__).parents[1]


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_six_runs_have_news_of_every_sort_and_every_figure(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.demo", str(tmp_path / "a.db"), str(tmp_path / "site")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=290, check=False)
    assert done.returncode == 0, done.stderr
    assert "run 6 complete" in done.stdout
    report = json.loads((tmp_path / "site" / "report.json").read_text("utf-8"))
    found = {one["target"] for one in report["news"]}
    assert {"EQTPartners/PTEC", "lifan-yuan/CRAFT", "zeyuliu1037/LMUFormer", "AlibabaPAI/llumnix"} <= found
    page = (tmp_path / "site" / "index.html").read_text("utf-8")
    expected = (
        "1 newly gone",
        "1 back",
        "2 promises kept",
        "1 moved",
        "1 gated",
        "Another repository",
        "not the public",
    )
    for words in expected:
        assert words in page
    assert f"<b>{106 + len(entries())} papers</b>" in page
    assert (tmp_path / "site" / "letters").is_dir()
    figures = {one["name"]: one for one in report["statistics"]}
    assert all(any(name.startswith(f"F{number}") for name in figures) for number in range(1, 10))
    assert all(one["n"] or one["text"] for one in figures.values())
    assert figures["F3.all"]["text"].startswith("The median is not reached")
    assert {row["years"] for row in figures["F3.repositories"]["rows"] if row.get("at_risk")} == {1, 2, 3, 5}
    assert figures["F3.hub"]["text"].startswith("No curve yet")
    assert "kept" in figures["F5"]["text"]
    assert figures["F5"]["rows"]
    assert 'aria-label="Numbers of the survival"' in page
