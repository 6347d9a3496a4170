"""
What a git server tells by the dumb protocol: plain files, as `git update-server-info` leaves them (gitprotocol-http,
"Dumb clients"). References, HEAD, loose objects; of packs the beginning of one, bounded as every answer is.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

from checker.errors import Unreachable
from checker.model import Reason
from checker.services.git.pack import LARGEST, GitObject, name_of, objects_in
from checker.services.git.wire import Exchange, Head, Wanted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checker.network.answer import Answer
    from checker.services.git.objects import Step

_LINE = re.compile(rb"([0-9a-f]{40}(?:[0-9a-f]{24})?)\t([^\s\x00-\x1f]+)")
_CUT = re.compile(rb"[0-9a-f]{8,64}\t?")  # the beginning of such a line
_BRANCH = re.compile(rb"ref: refs/heads/([^\s\x00-\x1f]{1,255})\n?")
_NAME = re.compile(rb"([0-9a-f]{40}(?:[0-9a-f]{24})?)\n?")
_PACK = re.compile(rb"^P (pack-[0-9a-f]{40}(?:[0-9a-f]{24})?\.pack)$", re.MULTILINE)
_LOOSE = re.compile(rb"(commit|tree|blob|tag) (\d{1,9})")
_TOLD = (200, 404, 410)  # what web servers say of files
PACKS = 1  # of one repository that are looked into


def is_listing(answer: Answer) -> bool:
    """Whether an answer to `info/refs` is the plain list of the dumb protocol: an empty one for a new repository."""
    kind = answer.headers.get("content-type", "")
    if answer.status != 200 or "html" in kind or not (answer.body or kind.startswith("text/plain")):
        return False
    return all(_LINE.fullmatch(line) for line in _lines(answer))


def is_cut_listing(answer: Answer) -> bool:
    """Whether it is such a list, but for a last line that ends too early: git is there, and was not heard out."""
    *whole, last = answer.body.split(b"\n")
    is_text = answer.status == 200 and answer.headers.get("content-type", "").startswith("text/plain")
    return is_text and all(map(_LINE.fullmatch, whole)) and _CUT.fullmatch(last) is not None


def look(remote: str, answers: Mapping[Exchange, Answer], listing: Answer) -> Head:
    """
    HEAD of a remote whose list of references this is. Raises Wanted for a file that is still to be had, Unreachable
    (`bad_response`) where HEAD is none: a list alone is no repository.
    """
    told = _file(f"{remote}/HEAD", answers)
    refs = {line.partition(b"\t")[2]: line.partition(b"\t")[0].decode() for line in _lines(listing)}
    if not refs:
        _confirm_empty(remote, answers)
    if branch := _BRANCH.fullmatch(told):
        name = branch[1].decode("utf-8", "replace")
        listed = None if listing.truncated else frozenset(one.decode("utf-8", "replace") for one in refs)
        commit = refs.get(b"refs/heads/" + branch[1])
        return Head(empty=not refs, commit=commit, branch=name if refs else None, refs=listed)
    if detached := _NAME.fullmatch(told):
        return Head(empty=False, commit=detached[1].decode())
    raise Unreachable(Reason.BAD_RESPONSE, "a list of references, but no HEAD")


def _confirm_empty(remote: str, answers: Mapping[Exchange, Answer]) -> None:
    """
    Raise Unreachable (`bad_response`) where a repository whose list is empty is not empty for sure: the list must be
    so a second time, and no pack may stand beside it.
    """
    again = answers.get(Exchange(f"{remote}/info/refs", ()))
    if again is None:
        raise Wanted(Exchange(f"{remote}/info/refs", ()))
    if again.status != 200 or again.body.strip() or _PACK.search(_file(f"{remote}/objects/info/packs", answers)):
        raise Unreachable(Reason.BAD_RESPONSE, "no references, but signs of what they would name")


def fetch(remote: str, answers: Mapping[Exchange, Answer], step: Step) -> dict[str, GitObject]:
    """The objects of a step that a remote has as files of their own, or at the beginning of a pack."""
    found: dict[str, GitObject] = {}
    for name in step.names:
        one = loose(_file(f"{remote}/objects/{name[:2]}/{name[2:]}", answers))
        if one and name_of(one, len(name)) == name:
            found[name] = one
    if len(found) < len(step.names):
        found |= _packed(remote, len(step.names[0]), answers)
    return found


def loose(file: bytes) -> GitObject | None:
    """The object in a file of its own, inflated no further than our limit; None for what is none."""
    inflate = zlib.decompressobj()
    try:
        whole = inflate.decompress(file, LARGEST + 32)
    except zlib.error:
        return None
    head, mark, content = whole.partition(b"\0")
    told = _LOOSE.fullmatch(head)
    good = told and mark and inflate.eof and int(told[2]) == len(content)
    return GitObject(told[1], content) if told and good else None


def _packed(remote: str, digits: int, answers: Mapping[Exchange, Answer]) -> dict[str, GitObject]:
    found: dict[str, GitObject] = {}
    for pack in _PACK.findall(_file(f"{remote}/objects/info/packs", answers))[:PACKS]:
        found |= objects_in(_file(f"{remote}/objects/pack/{pack.decode()}", answers), digits)
    return found


def _file(url: str, answers: Mapping[Exchange, Answer]) -> bytes:
    """
    A file of a repository; empty where there is none. Raises Wanted where it was not asked for yet, Unreachable
    (`bad_response`) for an answer that is neither the file nor its absence.
    """
    exchange = Exchange(url, ())
    if exchange not in answers:
        raise Wanted(exchange)
    answer = answers[exchange]
    if answer.status not in _TOLD:
        raise Unreachable(Reason.BAD_RESPONSE, f"HTTP {answer.status} in the place of a file")
    return answer.body if answer.status == 200 else b""


def _lines(answer: Answer) -> list[bytes]:
    """The lines of a list, without one that was cut."""
    lines = answer.body.split(b"\n")
    return lines[:-1] if answer.truncated or not lines[-1] else lines
