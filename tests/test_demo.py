"""The demonstration shows what the tool is for: losses, returns, promises kept, moves; and writes its reports."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_three_runs_have_news_of_every_sort(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.demo", str(tmp_path / "a.db"), str(tmp_path / "site")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=290, check=False)
    assert done.returncode == 0, done.stderr
    assert "run 3 complete" in done.stdout
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
    assert "<b>106 papers</b>" in page
    assert len(list((tmp_path / "site" / "letters").iterdir())) == 4
