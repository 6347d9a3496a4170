"""
The accuracy of ownership on the labels of two studies: SoMeSci (Schindler et al. 2021) and OADS; only the halves that
were not held back.

Their files lie beside the checkout (`../shared/science`, or REPROLINKS_SCIENCE) and stay there. The figure is the
mean of the F1 scores of "own" and "third party"; an answer of "unclear" is right for neither. SoMeSci marks each link
in its sentence; in OADS, three sentences in lower case, the first link counts, and what is no artifact is left out.
"""

from __future__ import annotations

import gzip
import json
import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.links import extract
from checker.links.claims.ownership import owner_of
from checker.model import Paper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.hand_labels import Pairs

SCIENCE = Path(os.environ.get("REPROLINKS_SCIENCE") or Path(__file__).parents[2] / "shared" / "science")
BOUNDS = {"somesci_half.jsonl.gz": 0.90, "oads_train.json.gz": 0.75}
_OWNERS = ("own", "third_party")
_PREFIXES = {"author-provided": "own", "third-party": "third_party"}


def main() -> int:
    """Print the table; returns 1 where a figure is under its bound, 0 also where the files are not there."""
    scores = {name: macro_f1(pairs(name)) for name in BOUNDS if (SCIENCE / name).exists()}
    if not scores:
        print(f"\nThere are no labels of studies at {SCIENCE}: name their folder in REPROLINKS_SCIENCE.")
        return 0
    print(f"\n| {'ownership, macro-F1':27} |  value | bound |\n|{'-' * 29}|--------|-------|")
    for name, value in scores.items():
        print(f"| {name:27} | {value:.4f} | {BOUNDS[name]:5} |{'' if value >= BOUNDS[name] else '  UNDER'}")
    return int(any(value < BOUNDS[name] for name, value in scores.items()))


def pairs(name: str) -> Pairs:
    """Pairs of label and answer from one file."""
    with gzip.open(SCIENCE / name, "rt", encoding="utf-8") as file:
        return Counter(_somesci(file) if name.startswith("somesci") else _oads(json.load(file)))


def macro_f1(found: Pairs) -> float:
    """The mean of the F1 scores of the two owners."""
    return sum(_f1(found, owner) for owner in _OWNERS) / len(_OWNERS)


def _f1(found: Pairs, owner: str) -> float:
    labelled = sum(count for (label, _), count in found.items() if label == owner)
    answered = sum(count for (_, answer), count in found.items() if answer == owner)
    return 2 * found[owner, owner] / (labelled + answered) if labelled + answered else 1.0


def _somesci(lines: Iterator[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        record = json.loads(line)
        start, end = record["start"], record["end"]
        links = extract(Paper("", "", record["text"])).links
        found = next((link.ownership for link in links if link.start < end and link.end > start), None)
        yield record["label"], str(found or owner_of(record["text"], start, end)[0])


def _oads(records: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for record in records:
        owner = next((owner for prefix, owner in _PREFIXES.items() if record["label"].startswith(prefix)), None)
        links = extract(Paper("", "", record["text"])).links
        if owner:
            yield owner, str(links[0].ownership) if links else "missed"
