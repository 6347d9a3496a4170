"""Correcting mistyped names of two hosts, github.com and huggingface.co. Pure."""

from __future__ import annotations

import re

from checker.links.platforms.hosts import GITHUB_DOMAINS

_LABEL = re.compile(r"([a-z-]{4,13})\.(com?|cm|om)\Z", re.IGNORECASE)
_REPOSITORY = re.compile(r"/[\w.-]+/[\w.-]+")


def intended_host(host: str, path: str) -> str:
    """
    The host that was meant, which is nearly always the host as written.

    If a path `/owner/name` follows, a host `github.x` is read as github.com (except the other domains of GitHub), and
    so is a `.com` host one typing error away (a letter missing, added or wrong, or two swapped); likewise
    huggingface.co.
    """
    name = host.casefold()
    if name.count(".") != 1 or name in ("github.com", "huggingface.co") or not _REPOSITORY.match(path):
        return host
    if name.startswith("github."):
        return host if name in GITHUB_DOMAINS else "github.com"
    label = _LABEL.match(name)
    if label and _one_slip(label[1], "github"):
        return "github.com"
    if label and _one_slip(label[1], "huggingface"):
        return "huggingface.co"
    return host


def _one_slip(word: str, right: str) -> bool:
    """Whether two words differ by at most one letter added, missing or wrong, or two swapped (Damerau 1964)."""
    letters = zip(word, right, strict=False)
    same = next((i for i, (a, b) in enumerate(letters) if a != b), min(len(word), len(right)))
    left, rest = word[same:], right[same:]
    swapped = left[:2] == rest[1::-1] and left[2:] == rest[2:]
    return swapped or left[1:] == rest[1:] or left[1:] == rest or left == rest[1:]
