"""The placeholder benchmark: its trees, its splits, its scores."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from benchmarks import placeholder
from benchmarks.placeholder_score import scores

if TYPE_CHECKING:
    from pathlib import Path

TREES = list(placeholder.labelled())


def test_every_tree_is_there_once_and_in_one_split() -> None:
    assert len({tree["id"] for tree in TREES}) == len(TREES) >= 480
    assert Counter(tree["split"] for tree in TREES)["held_out"] == 97
    readmes: dict[str, set[str]] = {}
    for tree in TREES:
        if tree["split"] != "held_out" and tree["readme"]:
            readmes.setdefault(tree["readme"], set()).add(tree["split"])
    assert all(len(splits) == 1 for splits in readmes.values())


@pytest.mark.parametrize(
    ("predicted", "nothing", "promised"),
    [
        ({"a": "placeholder", "b": "readme_only", "c": "has"}, (1.0, 1.0, 1.0), (1.0, 1.0, 1.0)),
        ({"a": "readme_only", "b": "has", "c": "empty"}, (0.5, 0.5, 0.5), (0.0, 0.0, 0.0)),
        ({}, (0.0, 0.0, 0.0), (0.0, 0.0, 0.0)),
    ],
)
def test_scores_by_hand(predicted: dict[str, str], nothing: tuple[float, ...], promised: tuple[float, ...]) -> None:
    trees = [{"id": "a", "label": "placeholder"}, {"id": "b", "label": "readme_only"}, {"id": "c", "label": "has"}]
    found = scores(trees, predicted)
    assert found["nothing there"] == pytest.approx(nothing)
    assert found["placeholder"] == pytest.approx(promised)


def test_it_is_scored_by_one_command_without_the_project(tmp_path: Path) -> None:
    placeholder.export(tmp_path, TREES)
    command = [sys.executable, "-I", "score.py", "predictions-words.jsonl", "--split", "held_out"]
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert told.startswith("97 trees (held_out), 97 predicted\nnothing there: precision 0.")
    assert "Datasheet".casefold() in (tmp_path / "DATASHEET.md").read_text("utf-8").casefold()
    first = json.loads((tmp_path / "trees.jsonl").read_text("utf-8").splitlines()[0])
    assert first.keys() == {"id", "split", "files", "readme", "name", "empty", "label", "why"}


def test_our_rules_are_better_than_naive_ones() -> None:
    held_out = [tree for tree in TREES if tree["split"] == "held_out"]
    f1 = {
        name: scores(held_out, {tree["id"]: rule(tree) for tree in held_out})["nothing there"][2]
        for name, rule in placeholder.RULES.items()
    }
    assert f1["reprolinks"] > max(f1["file names"], f1["words"])
