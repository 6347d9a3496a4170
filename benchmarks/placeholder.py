"""
The placeholder benchmark: labelled trees of repositories, split, with the scores of our rules and of two naive ones.

    python -m benchmarks.placeholder [FOLDER]

writes trees, predictions, datasheet and the scoring program to FOLDER (build/placeholder-benchmark), and prints the
table. Trees that share a README are in one split: two that differ in a licence alone would give each other away.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import placeholder_score
from checker.content.ladder import contents_of
from checker.content.readme import remarks
from checker.model import Facts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Tree = dict[str, Any]

ROOT = Path(__file__).parents[1]
SOURCES = {"held_out.jsonl": "held_out", "trees.jsonl": ""}
DATASHEET = ROOT / "docs" / "placeholder-benchmark.md"
FOLDER = ROOT / "build" / "placeholder-benchmark"
_TESTED = 0.4  # the share of test trees among those that the rules were written with
_BOILERPLATE = re.compile(
    r"(?i)(?:readme|licen[cs]e|copying|notice|authors|contributing|code_of_conduct|security|changelog|citation)"
    r"(?:[.\-_].*)?|\.git(?:ignore|attributes|hub/?)|\.editorconfig"
)
_SOON = re.compile(
    r"(?i)coming soon|will be (?:released|available|uploaded|published)|to be released|stay tuned|\btbd\b"
)


def main(arguments: list[str]) -> int:
    """Write the benchmark and print the scores."""
    folder = Path(arguments[0]) if arguments else FOLDER
    trees = list(labelled())
    export(folder, trees)
    print(f"{len(trees)} trees written to {folder}\n")
    print(f"| split | rules | nothing there: P, R, F1 | placeholder: P, R, F1 |\n|{'---|' * 4}")
    for split in ("train", "test", "held_out"):
        chosen = [tree for tree in trees if tree["split"] == split]
        for name, rule in RULES.items():
            found = placeholder_score.scores(chosen, {tree["id"]: rule(tree) for tree in chosen})
            cells = " | ".join(", ".join(f"{one:.3f}" for one in score) for score in found.values())
            print(f"| {split} ({len(chosen)}) | {name} | {cells} |")
    return 0


def export(folder: Path, trees: list[Tree]) -> None:
    """Write the trees, the predictions of each rule, the datasheet and the scoring program."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "trees.jsonl", trees)
    for name, rule in RULES.items():
        predictions = [{"id": tree["id"], "label": rule(tree)} for tree in trees]
        _write(folder / f"predictions-{name.replace(' ', '-')}.jsonl", predictions)
    shutil.copyfile(DATASHEET, folder / "DATASHEET.md")
    shutil.copyfile(placeholder_score.__file__, folder / "score.py")
    shutil.copyfile(ROOT / "LICENSE", folder / "LICENSE")


def labelled() -> Iterator[Tree]:
    """All trees whose content is known, with an id, a label of the benchmark, and a split."""
    found: dict[str, Tree] = {}  # the same tree twice is one
    for source, split in SOURCES.items():
        for row in placeholder_score.rows(ROOT / "tests" / "content" / source):
            if row["content"] != "unknown":
                tree = _tree(row, split)
                found.setdefault(tree["id"], tree)
    yield from found.values()


def _tree(row: Tree, split: str) -> Tree:
    tree = {
        "files": row["files"],
        "readme": row["readme"],
        "name": row.get("name") or "",
        "empty": bool(row.get("empty")),
    }
    return {
        "id": sha256(json.dumps(tree, sort_keys=True).encode()).hexdigest()[:12],
        "split": split or _split(row["readme"] or row["why"]),
        **tree,
        "label": row["content"] if row["content"] in placeholder_score.NOTHING else "has",
        "why": row["why"],
    }


def _split(readme: str) -> str:
    """The split, by the words of the README, so that its variants stay together."""
    words = " ".join(re.findall(r"\w+", readme.casefold()))
    return "test" if int(sha256(words.encode()).hexdigest()[:8], 16) / 2**32 < _TESTED else "train"


def _ours(tree: Tree) -> str:
    files, readme = tree["files"], tree["readme"]
    facts = Facts(
        name=tree["name"] or None,
        empty=tree["empty"] or None,
        files=None if files is None else tuple(files),
        readme=None if readme is None else remarks(readme),
    )
    content = str(contents_of(facts).content)
    return content if content in placeholder_score.NOTHING else "has"


def _by_names(tree: Tree) -> str:
    """A naive rule: files of boilerplate alone are nothing, whatever the README says."""
    if tree["empty"] or not tree["files"]:
        return "empty"
    return "readme_only" if all(_BOILERPLATE.fullmatch(name) for name in tree["files"]) else "has"


def _by_words(tree: Tree) -> str:
    """A naive rule: a README with words of promise is a placeholder, whatever files there are."""
    return "placeholder" if _SOON.search(tree["readme"] or "") else "has"


RULES: dict[str, Callable[[Tree], str]] = {"reprolinks": _ours, "file names": _by_names, "words": _by_words}


def _write(path: Path, rows: list[Tree]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
