"""
How accurate the extraction is on labelled abstracts, by kind and by phenomenon, compared with other extractors.

Reads `open.jsonl` and its scoring rules from the shared corpus (`../shared/corpus` beside the checkout, or
REPROLINKS_CORPUS). Ends with 1 where a figure is under its bound.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import hand_labels, studies
from benchmarks.peers import PEERS
from checker.links import extract
from checker.links.addresses.grammar import parse
from checker.model import Paper

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from types import ModuleType

CORPUS = Path(os.environ.get("REPROLINKS_CORPUS") or Path(__file__).parents[2] / "shared" / "corpus")
OURS = "reprolinks"

Record = dict[str, Any]
Links = list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Score:
    """Numbers of links right, wrong and missed, and of records exactly right, for some kinds over some records."""

    right: int
    wrong: int
    missed: int
    exact: int
    records: int

    @property
    def precision(self) -> float:
        """The share of found links that are right."""
        return _share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """The share of labelled links that were found."""
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _share(2 * self.right, 2 * self.right + self.wrong + self.missed)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0  # nothing to find, and nothing was found


def main() -> int:
    """Print the tables; returns the exit code."""
    if not (CORPUS / "open.jsonl").exists():
        print(f"There is no labelled corpus at {CORPUS}: name its folder in REPROLINKS_CORPUS.", file=sys.stderr)
        return 2
    rules = _rules()
    records = [json.loads(line) for line in (CORPUS / "open.jsonl").read_text("utf-8").splitlines()]
    found = {OURS: [_ours(record) for record in records]}
    found |= {name: _theirs(peer([r["abstract"] for r in records])) for name, peer in PEERS.items()}
    _table_of_finders(rules, records, found)
    _table_by_kind(rules, records, found[OURS])
    _table_by_phenomenon(rules, records, found)
    return _bounds(rules, records, found[OURS]) | hand_labels.main(CORPUS) | studies.main()


def _rules() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", CORPUS / "score.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"There is no score.py in {CORPUS}.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _ours(record: Record) -> Links:
    found = extract(_paper(record))
    return [{"kind": link.kind, "target": link.target} for link in found.links]


def _paper(record: Record) -> Paper:
    return Paper(record["id"], record["title"], record["abstract"], record.get("comments") or "")


def _theirs(urls: Sequence[Sequence[str]]) -> list[Links]:
    addresses = [[address for url in one if (address := parse(url))] for one in urls]
    return [[{"kind": address.kind, "target": address.target} for address in one] for one in addresses]


def score(rules: ModuleType, records: Sequence[Record], found: Sequence[Links], kinds: Collection[str]) -> Score:
    """The score of the links found in these records, by the corpus's own rules."""
    right = wrong = missed = exact = 0
    for record, links in zip(records, found, strict=True):
        hits, lost, extra = rules.compare(record["gold"], links, kinds, str.casefold)
        right, wrong, missed = right + len(hits), wrong + len(extra), missed + len(lost)
        exact += not lost and not extra
    return Score(right, wrong, missed, exact, len(records))


def _table_of_finders(rules: ModuleType, records: list[Record], found: dict[str, list[Links]]) -> None:
    print(f"{len(records)} abstracts; main kinds: precision, recall, F1, exact records; all kinds: F1\n")
    print(f"| {'extractor':20} | precision | recall |     F1 |  exact | all F1 |")
    print(f"|{'-' * 22}|-----------|--------|--------|--------|--------|")
    for name, links in found.items():
        main_kinds, every = score(rules, records, links, rules.MAIN), score(rules, records, links, rules.ALL)
        print(
            f"| {name:20} |    {main_kinds.precision:.4f} | {main_kinds.recall:.4f} | {main_kinds.f1:.4f} "
            f"| {main_kinds.exact / main_kinds.records:.4f} | {every.f1:.4f} |"
        )


def _table_by_kind(rules: ModuleType, records: list[Record], links: list[Links]) -> None:
    print(f"\n| {'kind':20} | links | precision | recall |\n|{'-' * 22}|-------|-----------|--------|")
    for kind in rules.ALL:
        one = score(rules, records, links, (kind,))
        print(f"| {kind:20} | {one.right + one.missed:5} |    {one.precision:.4f} | {one.recall:.4f} |")


def _table_by_phenomenon(rules: ModuleType, records: list[Record], found: dict[str, list[Links]]) -> None:
    tags = sorted({tag for record in records for tag in record["tags"]})
    print("\nF1 over all kinds, by what makes an abstract hard\n")
    print(f"| {'phenomenon':24} | abstracts | {' | '.join(f'{name:>18}' for name in found)} |")
    print(f"|{'-' * 26}|-----------|{'|'.join('-' * 20 for _ in found)}|")
    for tag in tags:
        chosen = [number for number, record in enumerate(records) if tag in record["tags"]]
        some = [records[number] for number in chosen]
        scores = [score(rules, some, [links[number] for number in chosen], rules.ALL).f1 for links in found.values()]
        print(f"| {tag:24} | {len(some):9} | {' | '.join(f'{one:18.4f}' for one in scores)} |")


def _bounds(rules: ModuleType, records: list[Record], links: list[Links]) -> int:
    hard = [number for number, record in enumerate(records) if record["hard"]]
    main_kinds = score(rules, records, links, rules.MAIN)
    of_hard = score(rules, [records[n] for n in hard], [links[n] for n in hard], rules.MAIN)
    claims = sum(extract(_paper(record)).claim == record["claim"] for record in records)
    figures = {
        "main kinds, precision": (main_kinds.precision, 0.99),
        "main kinds, recall": (main_kinds.recall, 0.99),
        "exact records": (main_kinds.exact / main_kinds.records, 0.985),
        "all kinds, F1": (score(rules, records, links, rules.ALL).f1, 0.97),
        f"recall on {len(hard)} hard ones": (of_hard.recall, 0.98),
        "claims": (claims / len(records), 0.95),
    }
    print(f"\n| {'figure':24} |  value | bound |\n|{'-' * 26}|--------|-------|")
    for name, (value, bound) in figures.items():
        print(f"| {name:24} | {value:.4f} | {bound:5} |{'' if value >= bound else '  UNDER'}")
    return int(any(value < bound for value, bound in figures.values()))


if __name__ == "__main__":
    sys.exit(main())
