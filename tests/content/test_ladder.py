"""What a repository holds, judged by the names in its root and by its README."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.content.ladder import Contents, contents_of, folders_to_look_into, names_to_keep
from checker.content.readme import MOST, TEXT, declared, remarks
from checker.model import Content, Facts, Item, Kind, Remark, Tick, Topic

FOLDER = Path(__file__).parents[1] / "content"
TREES, HELD_OUT = (
    [json.loads(line) for line in (FOLDER / name).read_text("utf-8").splitlines()]
    for name in ("trees.jsonl", "held_out.jsonl")
)
NOTHING_THERE = (Content.README_ONLY, Content.PLACEHOLDER, Content.EMPTY)


def facts_of(tree: dict[str, Any]) -> Facts:
    readme, files = tree["readme"], tree["files"]
    return Facts(
        name=tree.get("name"),
        empty=tree.get("empty"),
        files=None if files is None else tuple(files),
        readme=None if readme is None else remarks(readme),
    )


def held(*files: str, readme: str | None = None, kind: Kind = Kind.GITHUB_REPO, **more: Any) -> Contents:
    return contents_of(Facts(files=files, readme=None if readme is None else remarks(readme), **more), kind)


def test_labelled_trees_are_judged_as_their_meaning_is(capsys: pytest.CaptureFixture[str]) -> None:
    """The rungs on which "there is nothing" rests must hardly ever be wrong; the others seldom."""
    judged = [(tree["content"], str(contents_of(facts_of(tree)).content)) for tree in TREES]
    wrong = [(tree["why"], *pair) for tree, pair in zip(TREES, judged, strict=True) if pair[0] != pair[1]]
    labels, answers = Counter(label for label, _ in judged), Counter(answer for _, answer in judged)
    right = Counter(label for label, answer in judged if label == answer)
    with capsys.disabled():
        for rung in NOTHING_THERE:
            precision, recall = right[rung] / answers[rung], right[rung] / labels[rung]
            sys.stdout.write(f"\n{rung} of {labels[rung]}: precision {precision:.3f}, recall {recall:.3f}")
        sys.stdout.write(f"\n{len(TREES)} trees, agreement {right.total() / len(TREES):.3f}\n")
    assert len(TREES) >= 300
    assert all(right[rung] >= 0.98 * answers[rung] for rung in NOTHING_THERE), wrong
    assert right.total() >= 0.95 * len(TREES), wrong


def test_trees_labelled_without_the_rules_in_sight_are_told_from_those_that_hold_something() -> None:
    """Their labels are those of the rungs where there is nothing, and `has` for any above."""
    judged = [str(contents_of(facts_of(tree)).content) for tree in HELD_OUT]
    answers = [content if content in NOTHING_THERE else "has" for content in judged]
    wrong = [tree["why"] for tree, answer in zip(HELD_OUT, answers, strict=True) if tree["content"] != answer]
    assert wrong == []


@pytest.mark.parametrize(
    ("readme", "content"),
    [
        ("Code will be released soon.\n\nUpdate: the code is now available at https://x.example.", "readme_only"),
        ("- [x] Release the code of part one\n- [ ] Release the code of part two", "placeholder"),
        ("All of it will be opened upon the paper's acceptance.", "placeholder"),
        ("Demo coming soon.", "readme_only"),
        ("## Citation\n\nComing soon.", "readme_only"),
        ("## Code\n\nComing soon.", "placeholder"),
        ("```\n# TODO\n```", "readme_only"),
    ],
)
def test_a_promise_holds_until_it_is_kept_and_is_about_the_content(readme: str, content: str) -> None:
    assert held("README.md", readme=readme).content == content


@pytest.mark.parametrize(
    "readme",
    [
        "代码即将开源。",
        "コードは近日公開予定です。",
        "코드는 곧 공개됩니다.",
        "Le code sera publié prochainement.",
        "Der Code wird in Kürze veröffentlicht.",
        "El código se publicará próximamente.",
        "O código será disponibilizado em breve.",
        "Il codice sarà pubblicato a breve.",
        "Code release: expected in June.",
        "Watch this page to be told when the code is out.",
    ],
)
def test_a_promise_is_understood_in_many_languages(readme: str) -> None:
    assert held("README.md", readme=f"# Title\n{readme}").content == "placeholder"
    assert held("README.md", "train.py", readme=f"# Title\n{readme}").content == "code"


def test_a_packed_text_is_data_and_a_plain_one_a_document() -> None:
    assert held("README.md", "sentences.txt.gz").content == "data_only"
    assert held("README.md", "corpus.txt").content == "data_only"
    assert held("README.md", "letter.txt").content == "readme_only"


@pytest.mark.parametrize(
    ("assets", "content"),
    [
        (("tool-1.0.jar",), Content.DATA_ONLY),
        (("data.zip", "paper.pdf"), Content.DATA_ONLY),
        (("paper.pdf",), Content.PLACEHOLDER),
    ],
)
def test_what_a_release_holds_counts_where_the_root_holds_nothing(assets: tuple[str, ...], content: Content) -> None:
    assert held("README.md", readme="Code coming soon", assets=assets).content is content


def test_weights_of_a_release_are_weights() -> None:
    assert held("README.md", "a.py", assets=("best.pth",)).ticks == (Tick(Item.WEIGHTS, "best.pth"),)


def test_a_page_is_the_content_of_a_repository_that_is_a_site() -> None:
    page = ("index.html", "README.md", "css/")
    assert held(*page, name="lab/lab.github.io").content is Content.CODE
    assert held(*page, name="lab/paper").content is Content.README_ONLY


@pytest.mark.parametrize(
    ("line", "runs"),
    [
        ("python train.py", True),
        ("$ CUDA_VISIBLE_DEVICES=0 bash run.sh", True),
        ("python setup.py install", False),
        ("bash download_data.sh", False),
        ("python -m pip install x", False),
        ("python -m venv env", False),
        ("source env/bin/activate", False),
        ("git clone https://x.example/y.git", False),
        ("mytool --input a.csv", True),
    ],
)
def test_only_a_command_that_runs_it_makes_it_runnable(line: str, runs: bool) -> None:
    found = held("README.md", "requirements.txt", "a.py", readme=f"# A\n\n```\n{line}\n```\n")
    assert (found.content is Content.RUNNABLE) is runs


def test_no_tree_seen_is_unknown_whatever_the_readme_says() -> None:
    assert contents_of(Facts(readme=remarks("Code coming soon"))).content is Content.UNKNOWN


def test_every_tick_has_its_evidence() -> None:
    readme = "# T\n\n```\npython tools/eval.py\n```\n\n## Results\n| model | acc |\n|---|---|\n| ours | 93.1 |\n"
    readme += "\nPretrained weights: [link](https://example.org/w)\n"
    found = held("README.md", "requirements.txt", "train_net.py", readme=readme)
    assert found == Contents(
        Content.RUNNABLE,
        (
            Tick(Item.DEPENDENCIES, "requirements.txt"),
            Tick(Item.TRAINING, "train_net.py"),
            Tick(Item.EVALUATION, "README line 4: python tools/eval.py"),
            Tick(Item.WEIGHTS, "README line 12: Pretrained weights: [link](https://example.org/w)"),
            Tick(Item.RESULTS, "README line 10: | ours | 93.1 |"),
        ),
    )


@pytest.mark.parametrize(
    ("files", "folders"),
    [
        (("README.md", "train.py", "src/"), ()),  # the root shows code
        (("README.md", "setup.py", "tool/"), ()),  # a package file tells what the folder is
        (("README.md", "src/", "data/", "assets/", ".github/"), ("src/", "data/")),
        (("README.md", "LICENSE"), ()),
    ],
)
def test_only_folders_of_a_root_that_shows_no_code_are_looked_into(
    files: tuple[str, ...], folders: tuple[str, ...]
) -> None:
    assert folders_to_look_into(files) == folders


def test_a_root_of_ten_thousand_names_is_kept_short_and_loses_no_sort() -> None:
    names = [*(f"{i}.csv" for i in range(10_000)), "train.py"]
    kept = names_to_keep(names)
    assert len(kept) < 100
    assert held(*kept).content is Content.CODE


@pytest.mark.parametrize(
    ("kind", "files", "more", "content"),
    [
        (Kind.HF_MODEL, (".gitattributes", "README.md"), {}, Content.README_ONLY),
        (Kind.HF_MODEL, ("README.md", "config.json", "model.safetensors"), {}, Content.DATA_ONLY),
        (Kind.HF_MODEL, ("README.md", "unet/", "unet/model.bin"), {}, Content.DATA_ONLY),
        (Kind.HF_MODEL, ("README.md", "modeling.py", "pytorch_model.bin"), {}, Content.CODE),
        (Kind.HF_DATASET, ("README.md", "0.png", "1.png"), {"has_weights": True}, Content.DATA_ONLY),
        (Kind.HF_SPACE, ("README.md",), {"stage": "NO_APP_FILE"}, Content.README_ONLY),
        (Kind.HF_SPACE, ("README.md", "app.py"), {"stage": "RUNTIME_ERROR"}, Content.CODE),
        (Kind.HF_SPACE, ("app.py", "requirements.txt"), {"stage": "PAUSED"}, Content.CODE_WITH_DEPENDENCIES),
        (Kind.HF_SPACE, ("README.md", "index.html", "style.css"), {"stage": "RUNNING"}, Content.RUNNABLE),
    ],
)
def test_the_hub_is_judged_by_its_files(
    kind: Kind, files: tuple[str, ...], more: dict[str, Any], content: Content
) -> None:
    assert held(*files, kind=kind, **more).content is content


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("[![Project Status](https://www.repostatus.org/badges/latest/unsupported.svg)](https://x)", "unsupported"),
        ("[![](https://img.shields.io/x)](https://www.repostatus.org/#active)", "active"),
        ("**This repository is no longer maintained.**", "unmaintained"),
        (
            "[![No Maintenance Intended](http://unmaintained.tech/badge.svg)](http://unmaintained.tech/)",
            "unmaintained",
        ),
        ("# [DEPRECATED] Old tool", "unmaintained"),
        ("This project has been superseded by newtool.", "unmaintained"),
        ("Tool is actively maintained by the lab.", "active"),
        ("Python 2 is no longer supported.", None),
        ("`old_function` is deprecated, use `new_function`.", None),
        ("Results are maintained on the leaderboard.", None),
        ("```\nwarning: this package is deprecated\n```", None),
    ],
)
def test_what_authors_declare_of_the_state(text: str, state: str | None) -> None:
    assert declared(remarks(text)) == state


def test_lines_are_numbered_as_a_reader_sees_them_and_cut() -> None:
    (remark,) = remarks("<!-- TODO:\nwrite this -->\n\n\tx\n\nCode will be released soon." + " y" * 200)
    assert (remark.topic, remark.line, len(remark.text)) == (Topic.PROMISE, 6, TEXT)


@given(st.text(alphabet=st.sampled_from("`#|-[]() \n\tabcode.pythn$>!x1<{}soncing:/"), max_size=600))
def test_any_text_is_read_and_little_is_kept(text: str) -> None:
    said = remarks(text)
    assert all(1 <= one.line <= text.count("\n") + 1 + text.count("\t") and len(one.text) <= TEXT for one in said)
    assert all(count <= MOST for count in Counter(one.topic for one in said).values())


@pytest.mark.parametrize(
    "piece", ["| 1 ", "install ", "code ", "python ", "<!-- ", "`a", "(code ", "will ", "- [ ] "]
)
def test_hostile_text_takes_no_longer_than_its_length(piece: str) -> None:
    """The suite's own time limit fails the test where it does."""
    remarks(piece * 40_000)
    remarks((piece * 200 + "\n") * 500)


@given(st.lists(st.text(min_size=1, max_size=20), max_size=12))
def test_any_names_are_judged(names: list[str]) -> None:
    found = held(*names)
    assert (found.content is Content.EMPTY) == (not names)
    assert found.content is not Content.UNKNOWN
    assert found == held(*names, readme=None)


def test_a_remark_is_what_it_says() -> None:
    assert remarks("# A\n\nCode coming soon\n") == (Remark(Topic.PROMISE, 3, "Code coming soon"),)
