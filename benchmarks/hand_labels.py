"""
How accurate claims and ownership are on abstracts that were labelled by hand, without sight of the answers.

The labels are ids of abstracts of the shared corpus (`bulk-30k.jsonl.gz`, `open.jsonl`); the texts are other people's
and stay there. Samples were stratified, so that rare answers are in them: two in ten of the abstracts had been found
to claim something, half hold words of release, three in ten neither. The rules were improved after each sample of
claims but the last, which is held out. Labels with a text of their own are of invented sentences, for what abstracts
seldom say.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.links import extract
from checker.model import Claim, Ownership, Paper

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from checker.links.extract import Extraction

LABELS = Path(__file__).parents[1] / "tests" / "links" / "labels"
BULK = "bulk-30k.jsonl.gz"
HELD_OUT = 6  # the sample of claims that no rule was improved for

Pairs = Counter[tuple[str, str]]  # (label, answer) → how many


def main(corpus: Path) -> int:
    """Print the tables; returns 1 where a figure is under its bound, 0 also where there is no bulk file."""
    if not (corpus / BULK).exists():
        print(f"\nThere is no {BULK} at {corpus}: the labels made by hand are not used.")
        return 0
    claims, links = labels("claims"), labels("ownership")
    found = extracted(corpus, {label["id"] for label in (*claims, *links) if "text" not in label}) | invented(links)
    claimed, owned = claim_pairs(claims, found), ownership_pairs(links, found)
    _confusion(f"claims of {claimed.total()} abstracts", [str(claim) for claim in Claim], claimed)
    _confusion(f"ownership of {owned.total()} links", [str(owner) for owner in Ownership], owned)
    held_out = claim_pairs([label for label in claims if label["sample"] == HELD_OUT], found)
    return _bounds(claimed, held_out, owned)


def labels(name: str) -> list[dict[str, Any]]:
    """The labels of `tests/links/labels/NAME.jsonl`."""
    return [json.loads(line) for line in (LABELS / f"{name}.jsonl").read_text("utf-8").splitlines()]


def extracted(corpus: Path, ids: set[str]) -> dict[str, Extraction]:
    """The extraction of the abstracts with these ids. Raises KeyError where one is not in the corpus."""
    found = {
        record["id"]: extract(Paper(record["id"], record["title"], record["abstract"]))
        for record in _records(corpus)
        if record["id"] in ids
    }
    for missing in ids - found.keys():
        raise KeyError(f"{missing} is labelled and not in {corpus}")
    return found


def invented(labels: Sequence[dict[str, Any]]) -> dict[str, Extraction]:
    """The extraction of the texts that stand in the labels themselves."""
    return {one["id"]: extract(Paper(one["id"], "", one["text"])) for one in labels if "text" in one}


def _records(corpus: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(corpus / BULK) as bulk, (corpus / "open.jsonl").open("rb") as opened:
        for line in (*bulk, *opened):
            yield json.loads(line)


def claim_pairs(claims: Sequence[dict[str, Any]], found: dict[str, Extraction]) -> Pairs:
    """Pairs of label and answer for claims."""
    return Counter((label["claim"], str(found[label["id"]].claim)) for label in claims)


def ownership_pairs(links: Sequence[dict[str, Any]], found: dict[str, Extraction]) -> Pairs:
    """Pairs of label and answer for ownership; the answer for a link that was not found is `missed`."""
    answers = {(key, link.target): str(link.ownership) for key, one in found.items() for link in reversed(one.links)}
    return Counter((label["ownership"], answers.get((label["id"], label["target"]), "missed")) for label in links)


def precision(pairs: Pairs, answer: str) -> float:
    """The share of right labels among all with this answer."""
    answered = sum(count for (_, given), count in pairs.items() if given == answer)
    return pairs[answer, answer] / answered if answered else 1.0


def recall(pairs: Pairs, answer: str) -> float:
    """The share with this answer among all with this label."""
    labelled = sum(count for (label, _), count in pairs.items() if label == answer)
    return pairs[answer, answer] / labelled if labelled else 1.0


def accuracy(pairs: Pairs) -> float:
    """The share of right answers."""
    return sum(count for (label, answer), count in pairs.items() if label == answer) / pairs.total()


def _confusion(title: str, names: Sequence[str], pairs: Pairs) -> None:
    print(f"\nLabel by answer: {title}\n\n| {'label':11} | {' | '.join(f'{name:>11}' for name in names)} | recall |")
    print(f"|{'-' * 13}|{'|'.join('-' * 13 for _ in names)}|--------|")
    for label in names:
        row = " | ".join(f"{pairs[label, answer]:11}" for answer in names)
        print(f"| {label:11} | {row} | {recall(pairs, label):.4f} |")
    print(f"| {'precision':11} | {' | '.join(f'{precision(pairs, name):11.4f}' for name in names)} |        |")


def _bounds(claimed: Pairs, held_out: Pairs, owned: Pairs) -> int:
    figures = {
        f"claims, {held_out.total()} held out": (accuracy(held_out), 0.95),
        f"claims, all {claimed.total()}": (accuracy(claimed), 0.97),
        "claims, released, precision": (precision(claimed, "released"), 0.93),
        "claims, released, recall": (recall(claimed, "released"), 0.93),
        "own, precision": (precision(owned, "own"), 0.97),
        "own, recall": (recall(owned, "own"), 0.95),
        "third party, precision": (precision(owned, "third_party"), 0.8),
        "third party, recall": (recall(owned, "third_party"), 0.75),
    }
    print(f"\n| {'labelled by hand':27} |  value | bound |\n|{'-' * 29}|--------|-------|")
    for name, (value, bound) in figures.items():
        print(f"| {name:27} | {value:.4f} | {bound:5} |{'' if value >= bound else '  UNDER'}")
    return int(any(value < bound for value, bound in figures.values()))
