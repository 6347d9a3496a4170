"""
Score predictions on the placeholder benchmark. Needs nothing but Python.

    python score.py PREDICTIONS.jsonl [--data trees.jsonl] [--split test]

Predictions are JSON Lines of `id` and `label`; labels are empty, readme_only, placeholder, has. Printed are
precision, recall and F1 of two questions: is there nothing (any label but `has`), and is it a placeholder (content is
promised). A tree without a prediction counts as `has`.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

NOTHING = ("empty", "readme_only", "placeholder")
LABELS = (*NOTHING, "has")
QUESTIONS: dict[str, tuple[str, ...]] = {"nothing there": NOTHING, "placeholder": ("placeholder",)}


def scores(trees: list[dict[str, Any]], predicted: dict[str, str]) -> dict[str, tuple[float, float, float]]:
    """Question → (precision, recall, F1); 1 where there is nothing to find and nothing was found."""
    return {question: _score(trees, predicted, labels) for question, labels in QUESTIONS.items()}


def _score(
    trees: list[dict[str, Any]], predicted: dict[str, str], labels: tuple[str, ...]
) -> tuple[float, float, float]:
    pairs = [(tree["label"] in labels, predicted.get(tree["id"], "has") in labels) for tree in trees]
    both = sum(true and guess for true, guess in pairs)
    guessed, labelled = sum(guess for _, guess in pairs), sum(true for true, _ in pairs)
    precision = both / guessed if guessed else float(not labelled)
    recall = both / labelled if labelled else float(not guessed)
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a file of JSON Lines."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def main() -> int:
    """Print the scores of the given predictions."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").strip().partition("\n")[0])
    parser.add_argument("predictions", type=Path)
    parser.add_argument("--data", type=Path, default=Path(__file__).with_name("trees.jsonl"))
    parser.add_argument("--split", choices=("train", "test", "held_out", "all"), default="test")
    given = parser.parse_args()
    trees = [tree for tree in rows(given.data) if given.split in ("all", tree["split"])]
    predicted = {row["id"]: row["label"] for row in rows(given.predictions)}
    print(f"{len(trees)} trees ({given.split}), {sum(tree['id'] in predicted for tree in trees)} predicted")
    for question, (precision, recall, f1) in scores(trees, predicted).items():
        print(f"{question}: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
