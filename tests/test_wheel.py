"""The wheel, not the checkout: built, installed in a bare environment, its command run from elsewhere."""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.slow
@pytest.mark.timeout(180)
def test_the_wheel_runs_by_itself(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    for name in ("migrations/0001_initial.sql", "queries/gone.sql", "exports/papers.sql"):
        assert f"checker/db/{name}" in names
    templates = [path for path in (ROOT / "checker/reports/templates").rglob("*") if path.is_file()]
    assert {str(path.relative_to(ROOT)) for path in templates} <= set(names)
    assert templates
    assert "checker/services/web/words.toml" in names
    assert not any(name.startswith(("db/", "tests/")) for name in names)

    home = tmp_path / "bare"
    venv.create(home, with_pip=True)
    install = [str(home / "bin" / "pip"), "install", "--quiet", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    (site,) = home.glob("lib/python*/site-packages")
    # The requirements of this environment are lent to it; the checkout, an editable install, is not among them.
    (site / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")

    papers = tmp_path / "papers.jsonl"
    papers.write_text('{"title": "T", "abstract": "Code: https://github.com/octo/tool"}\n', encoding="utf-8")
    command = str(home / "bin" / "reprolinks")
    found = subprocess.run(
        [command, "extract", str(papers)], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert '"octo/tool"' in found.stdout
    queries = subprocess.run([command, "query", "--list"], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert "hijackable" in queries.stdout
    for given in (["run", "--no-check", "papers.jsonl"], ["compare"], ["export", "tables", "--format", "csv"]):
        subprocess.run([command, *given], cwd=tmp_path, check=True, capture_output=True)
    assert "octo/tool" in (tmp_path / "tables" / "artifacts.csv").read_text("utf-8")
    where = "import checker; print(checker.__file__)"
    shown = subprocess.run([str(home / "bin" / "python"), "-c", where], cwd=tmp_path, check=True, capture_output=True)
    assert str(site) in shown.stdout.decode()


def links_of(document: Path) -> set[str]:
    """The files of ours that a document leads to, from the root."""
    found = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", document.read_text("utf-8"))
    return {str((document.parent / one).resolve().relative_to(ROOT)) for one in found}


@pytest.mark.slow
def test_the_source_distribution_holds_what_its_documents_lead_to(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (archive,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        names = {name.partition("/")[2] for name in tar.getnames()}
    documents = [ROOT / "README.md", *(ROOT / name for name in names if name.endswith(".md"))]
    led = set().union(*map(links_of, documents))
    assert {"docs/inputs.md", "db/README.md"} <= led
    missing = {one for one in led if one not in names and not any(name.startswith(f"{one}/") for name in names)}
    assert missing == set()
    assert {"Makefile", "requirements.lock", "tests/conftest.py"} <= names
