"""The published figures that are shipped: facts of studies, read from `published.toml` beside this module."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from checker.model import Kind
from checker.statistics.published.values import Basis, Measure, Ours, Published, Question

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def _figures() -> Iterator[Published]:
    text = files(__package__).joinpath("published.toml").read_text("utf-8")
    for study in tomllib.loads(text)["study"]:
        shared = {name: value for name, value in study.items() if name != "figure"}
        yield from (_figure(shared | one) for one in study["figure"])


def _figure(row: Mapping[str, Any]) -> Published:
    ours = {"ours": _ours(row["ours"])} if "ours" in row else {}
    words = {"measure": Measure[row["measure"].upper()], "basis": Basis[row["basis"].upper()]}
    return Published(**{**row, **words, **ours})


def _ours(row: Mapping[str, Any]) -> Ours:
    question, kinds = Question[row["question"].upper()], tuple(map(Kind, row.get("kinds", ())))
    return Ours(question, kinds, tuple(row.get("hosts", ())), row.get("whose", "all"), tuple(row.get("years", ())))


#: All published figures, in the order in which they are printed.
PUBLISHED: tuple[Published, ...] = tuple(_figures())
