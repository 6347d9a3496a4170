"""
The content ladder: how much a repository holds, judged by the names in its root and lines of its README.

The ticks are those of the ML code completeness checklist
(github.com/paperswithcode/releasing-research-code). Pure. Without file names the content is unknown, never empty.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.content.file_names import PACKAGES, RECIPES, Sort, sort_of
from checker.model import Content, Item, Kind, Remark, Tick, Topic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from checker.model import Facts


@dataclass(frozen=True, slots=True)
class Contents:
    """The content of a repository: its step on the ladder and its ticks."""

    content: Content
    ticks: tuple[Tick, ...] = ()


MOST = 40  # names of one sort that are kept

_RUN = frozenset({Topic.COMMAND, Topic.TRAIN, Topic.EVALUATE, Topic.USE})
_TRAIN_FILE = re.compile(r"(?:^|[_\-./])(?:pre|re)?(?:train|finetun|fine_tun|fit)", re.IGNORECASE)
_EVALUATE_FILE = re.compile(
    r"(?:^|[_\-./])(?:eval|test(?!s/|s$|ing/)|benchmark|validat|score|reproduc)", re.IGNORECASE
)


def contents_of(facts: Facts, kind: Kind = Kind.GITHUB_REPO) -> Contents:
    """The content of an artifact, from facts about it."""
    if facts.empty or facts.files == ():
        return Contents(Content.EMPTY)
    if facts.files is None:
        return Contents(Content.UNKNOWN)
    remarks = facts.readme or ()
    found = _Names(facts.files)
    weights = [name for name in facts.assets or () if sort_of(name) is Sort.WEIGHTS]
    ticks = tuple(_ticks(found, remarks, weights))
    if kind is Kind.ARCHIVE or (facts.name or "").startswith("doi.org/"):
        return Contents(_deposit_step(found, remarks, ticks), ticks)
    if kind is Kind.HF_SPACE:
        return Contents(_space_step(found, ticks, facts), ticks)
    return Contents(_step(found, remarks, ticks, kind, facts), ticks)


def folders_to_look_into(files: Sequence[str]) -> tuple[str, ...]:
    """
    The folders of a root that must be listed before it is judged: those that may hold code or data, where the root
    shows neither code files nor a package. Empty where the root suffices.
    """
    found = _Names(files)
    if found.code_files or found.package:
        return ()
    return tuple(name for name in found.folders if sort_of(name) in (Sort.CODE, Sort.FOLDER, Sort.DATA))


def names_to_keep(files: Sequence[str]) -> tuple[str, ...]:
    """
    The names of a tree that are stored, in its order: at most 40 of each sort in the root, and as many in its
    folders.
    """
    kept: Counter[tuple[Sort, bool]] = Counter()
    names = []
    for name in files:
        inside = bool(name.partition("/")[2])
        sort = _sort_inside(name) if inside else sort_of(name)
        kept[sort, inside] += 1
        if kept[sort, inside] <= MOST:
            names.append(name)
    return tuple(names)


class _Names:
    """The names of a repository's files and folders by their sort; a folder whose files are listed counts by them."""

    def __init__(self, files: Iterable[str]) -> None:
        names = tuple(files)
        inside = {name.partition("/")[0] for name in names if name.partition("/")[2]}
        self.root = [name for name in names if not name.partition("/")[2]]
        self.folders = [name for name in self.root if name.endswith("/")]
        deeper = [name for name in names if name.partition("/")[2]]
        closed = [name for name in self.root if name.rstrip("/") not in inside]
        self.sorts = {name: sort_of(name) for name in closed}
        self.sorts |= {name: _sort_inside(name) for name in deeper}
        self.all = [*self.root, *deeper]
        self.code_files = [name for name in self.of(Sort.CODE) if not name.endswith("/")]
        self.package = any(name.casefold() in PACKAGES for name in self.root)

    def of(self, *sorts: Sort) -> list[str]:
        """The names of these sorts."""
        return [name for name, sort in self.sorts.items() if sort in sorts]

    @property
    def code(self) -> list[str]:
        """Names of code, and of folders that may hold it."""
        recipes = [name for name in self.sorts if name.casefold() in RECIPES and self.of(Sort.FOLDER)]
        return [*self.of(Sort.CODE, Sort.FOLDER), *recipes]

    @property
    def is_page(self) -> bool:
        """A web page's source and nothing else."""
        pages = [name for name in self.of(Sort.PAGE) if name.casefold().endswith((".html", ".htm"))]
        scripts = [name for name in self.code if name.casefold().endswith(".js")]
        return bool(pages) and len(scripts) == len(self.code)


def _sort_inside(name: str) -> Sort:
    """The sort of a name inside a folder; one that says little by itself takes the folder's sort."""
    folder, _, rest = name.partition("/")
    inner = rest if rest.endswith("/") else rest.rpartition("/")[2]
    sort, outer = sort_of(inner), sort_of(f"{folder}/")
    if sort in (Sort.MEDIA, Sort.DATA, Sort.FOLDER) and outer in (Sort.DATA, Sort.WEIGHTS):
        return outer
    return sort


def _step(found: _Names, remarks: Sequence[Remark], ticks: Sequence[Tick], kind: Kind, facts: Facts) -> Content:
    if found.is_page:
        return _page_step(found, remarks, facts)
    if found.code:
        return _code_step(remarks, ticks)
    if found.of(Sort.DATA, Sort.WEIGHTS) or facts.has_weights or _released(facts):
        return Content.DATA_ONLY
    if kind is Kind.GITHUB_REPO and any(one.topic is Topic.LIST for one in remarks):
        return Content.DATA_ONLY  # promises in it are of its entries, not of the list
    return Content.PLACEHOLDER if _is_promised(remarks) else Content.README_ONLY


def _released(facts: Facts) -> list[str]:
    """The files of the latest release that may hold data, weights or programs."""
    return [name for name in facts.assets or () if sort_of(name) not in (Sort.BOILERPLATE, Sort.MEDIA, Sort.PAGE)]


def _code_step(remarks: Sequence[Remark], ticks: Sequence[Tick]) -> Content:
    if not any(tick.item is Item.DEPENDENCIES for tick in ticks):
        return Content.CODE
    if any(one.topic in _RUN for one in remarks):
        return Content.RUNNABLE
    return Content.CODE_WITH_DEPENDENCIES


def _space_step(found: _Names, ticks: Sequence[Tick], facts: Facts) -> Content:
    """A Hub space: web pages count as its program, and a space that is running is runnable."""
    if not found.code and not found.of(Sort.PAGE, Sort.DEPENDENCIES):
        return Content.DATA_ONLY if found.of(Sort.DATA, Sort.WEIGHTS) else Content.README_ONLY
    if (facts.stage or "").startswith("RUNNING"):
        return Content.RUNNABLE
    return _code_step((), ticks)


def _deposit_step(found: _Names, remarks: Sequence[Remark], ticks: Sequence[Tick]) -> Content:
    """A deposit in an archive: documents and pictures count as data, and a folder alone does not count as code."""
    if found.of(Sort.CODE):
        return _code_step(remarks, ticks)
    return Content.DATA_ONLY if set(found.sorts.values()) - {Sort.BOILERPLATE} else Content.README_ONLY


def _page_step(found: _Names, remarks: Sequence[Remark], facts: Facts) -> Content:
    """A project page is not the code, unless a page is what the repository is for."""
    if (facts.name or "").casefold().endswith(".github.io"):
        return Content.CODE
    scripts = found.code and not any(name.casefold() == "static/" for name in found.root)
    if scripts and not any(one.topic is Topic.PAGE for one in remarks):
        return Content.CODE
    return Content.PLACEHOLDER if _is_promised(remarks) else Content.README_ONLY


def _is_promised(remarks: Sequence[Remark]) -> bool:
    """
    Whether the README says that the content is still to come, and does not say that it was released (an open item of
    a to-do list outweighs that).
    """
    topics = {one.topic for one in remarks}
    open_item = any(one.topic is Topic.PROMISE and "[ ]" in one.text for one in remarks)
    return Topic.PROMISE in topics and (open_item or Topic.RELEASED not in topics)


# -- the checklist ------------------------------------------------------------------------------------


def _ticks(found: _Names, remarks: Sequence[Remark], released: Sequence[str]) -> Iterator[Tick]:
    code = found.of(Sort.CODE, Sort.FOLDER)
    evidence = {
        Item.DEPENDENCIES: found.of(Sort.DEPENDENCIES) or _lines(remarks, Topic.INSTALL),
        Item.TRAINING: [name for name in code if _TRAIN_FILE.search(name)] or _lines(remarks, Topic.TRAIN),
        Item.EVALUATION: [name for name in code if _EVALUATE_FILE.search(name)] or _lines(remarks, Topic.EVALUATE),
        Item.WEIGHTS: found.of(Sort.WEIGHTS) or released or _lines(remarks, Topic.WEIGHTS),
        Item.RESULTS: _lines(remarks, Topic.RESULTS),
    }
    for item, shown in evidence.items():
        if shown:
            yield Tick(item, shown[0])


def _lines(remarks: Sequence[Remark], topic: Topic) -> list[str]:
    return [f"README line {one.line}: {one.text}" for one in remarks if one.topic is topic]
