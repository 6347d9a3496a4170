"""What a repository holds, judged by the names in its root and by its README."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from checker.content import Tick, holding, wants_a_look
from checker.model import Content, Facts, Kind
from checker.readme import declared, remarks

TREES = [
    json.loads(line) for line in (Path(__file__).parent / "content" / "trees.jsonl").read_text("utf-8").splitlines()
]


def facts_of(tree: dict[str, Any]) -> Facts:
    readme, files = tree["readme"], tree["files"]
    return Facts(
        name=tree.get("name"),
        empty=tree.get("empty"),
        files=None if files is None else tuple(files),
        readme=None if readme is None else remarks(readme),
    )


def test_labelled_trees_are_judged_as_their_meaning_is(capsys: pytest.CaptureFixture[str]) -> None:
    """The rungs on which "there is no code" rests must hardly ever be wrong; all rungs seldom."""
    judged = [(tree["content"], str(holding(facts_of(tree)).content)) for tree in TREES]
    wrong = [
        (tree["why"], tree["files"], *pair) for tree, pair in zip(TREES, judged, strict=True) if pair[0] != pair[1]
    ]
    labels, answers, right = (
        Counter(label for label, _ in judged),
        Counter(answer for _, answer in judged),
        Counter(label for label, answer in judged if label == answer),
    )
    with capsys.disabled():
        print()
        for rung in Content:
            precision, recall = (right[rung] / (total[rung] or 1) for total in (answers, labels))
            print(f"{rung:24}{labels[rung]:4}  precision {precision:.3f}  recall {recall:.3f}")
        print(f"{len(TREES)} trees, agreement {right.total() / len(TREES):.3f}")
        for one in wrong:
            print(one)
    assert len(TREES) >= 300
    for rung in (Content.README_ONLY, Content.PLACEHOLDER, Content.EMPTY):
        assert right[rung] >= 0.98 * answers[rung], wrong
    assert right.total() >= 0.95 * len(TREES), wrong
