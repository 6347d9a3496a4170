"""On real abstracts beside the checkout: exact on the papers page, and the figures that we promise."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest

from checker.links import extract
from checker.model import Paper
from checker.papers.inputs import How, read_papers
from checker.papers.registry import READERS

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.corpus


def test_the_papers_page_is_read_exactly(corpus: Path) -> None:
    gold = [json.loads(line) for line in (corpus / "hf-papers-page.gold.jsonl").read_text("utf-8").splitlines()]
    page = str(corpus / "hf-papers-page.txt")
    papers = list(read_papers([page], How(READERS), stdin=io.BytesIO()))
    found = []
    for paper in papers:
        assert isinstance(paper, Paper)
        links = extract(paper)
        shown = [{"kind": str(one.kind), "target": one.target, "raw": one.raw} for one in links.links]
        found.append({"title": paper.title, "gold": shown, "claim": str(links.claim)})
    assert found == gold


def test_the_open_corpus_is_read_as_well_as_we_say(corpus: Path) -> None:
    right = wrong = missed = claims = records = 0
    for line in (corpus / "open.jsonl").read_text("utf-8").splitlines():
        record = json.loads(line)
        found = extract(Paper(record["id"], record["title"], record["abstract"]))
        links = {(str(one.kind), one.target.casefold()) for one in found.links}
        gold = {(one["kind"], one["target"].casefold()) for one in record["gold"]}
        right, wrong, missed = right + len(links & gold), wrong + len(links - gold), missed + len(gold - links)
        claims, records = claims + (found.claim == record["claim"]), records + 1
    assert right / (right + wrong) >= 0.99
    assert right / (right + missed) >= 0.985
    assert claims / records >= 0.95
