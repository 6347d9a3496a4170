"""Artifacts at the Hugging Face Hub: models, data sets, Spaces, collections, owners, papers."""

from __future__ import annotations

import re

from checker.links.platforms import hosts
from checker.links.platforms.address import Address, cleaned
from checker.model import Kind

_NAME = re.compile(r"[A-Za-z0-9._-]{1,96}\Z")
_LISTINGS = {"datasets": Kind.HF_DATASET, "spaces": Kind.HF_SPACE, "models": Kind.HF_MODEL}
_PREFIX = {Kind.HF_DATASET: "datasets/", Kind.HF_SPACE: "spaces/"}


def artifact(path: list[str]) -> Address | None:
    """The artifact, owner or paper that a path at the Hub names; None for the Hub's own pages."""
    first, *rest = [cleaned(part) for part in path] or [""]
    listing = first.casefold()
    if listing == "api" and rest[:1] and rest[0] in _LISTINGS:
        return _in_api(_LISTINGS[rest[0]], rest[1:])
    if listing == "collections":
        return _collection(rest)
    if listing == "organizations":
        return _owner(rest[0]) if rest else None
    if listing == "papers":
        return _paper(rest)
    if listing in _LISTINGS:
        return _repository(_LISTINGS[listing], rest)
    return None if listing in hosts.HUB_PAGES else _repository(Kind.HF_MODEL, [first, *rest])


def _in_api(kind: Kind, path: list[str]) -> Address | None:
    """A repository in a path of the Hub's API, where a lone segment names a repository without an owner."""
    return _address(kind, path[0]) if len(path) == 1 else _repository(kind, path)


def _address(kind: Kind, target: str) -> Address:
    return Address(kind, target, f"https://huggingface.co/{_PREFIX.get(kind, '')}{target}")


def _collection(path: list[str]) -> Address | None:
    if len(path) < 2:
        return _owner(path[0]) if path else None
    target = "/".join(path[:2])
    return Address(Kind.HF_COLLECTION, target, f"https://huggingface.co/collections/{target}")


def _owner(owner: str) -> Address | None:
    return Address(Kind.HF_ORG, owner, f"https://huggingface.co/{owner}") if _NAME.match(owner) else None


def _paper(path: list[str]) -> Address | None:
    target = f"huggingface.co/papers/{path[0]}" if path and path[0][0].isdigit() else ""
    return Address(Kind.PAPER, target, f"https://{target}") if target else None


def _repository(kind: Kind, path: list[str]) -> Address | None:
    """The repository `owner/name`, or `name` without an owner if a page of a repository follows it; a lone owner."""
    if not path or not all(_NAME.match(part) for part in path[:2]):
        return None
    if len(path) == 1 or path[1] in hosts.HUB_OWNER_PAGES:
        return _owner(path[0])
    # A Space always has an owner, and its name may equal that of a page: it is a page only if more segments follow.
    paged = path[1] in hosts.HUB_SUBPAGES and (kind is not Kind.HF_SPACE or len(path) > 2)
    target = path[0] if paged else f"{path[0]}/{path[1]}"
    return _address(kind, target)
