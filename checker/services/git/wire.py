"""
What a git server tells by its smart protocol: does it have the repository, what is HEAD, and objects by their names.

dulwich speaks the protocol (v2, v1 and v0), but holds no connection: its client is asked anew with all answers
had so far, and stops with `Wanted` at the first exchange that it has no answer to. So no thread is needed (one
that waits for the event loop would hold the pool in which the loop resolves names), and gates, size limits,
the address guard and accounting are those of every other request. Objects are asked for by name, which servers of
protocol 2 allow for any, and with filters, so that little comes beside them (git-rev-list, --filter).
"""

from __future__ import annotations

import contextlib
import logging
import re
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from dulwich.client import AbstractHttpGitClient
from dulwich.object_store import ObjectStoreGraphWalker
from dulwich.objects import ObjectID

from checker.errors import Unreachable
from checker.model import Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from checker.network.answer import Answer
    from checker.services.git.objects import Step

ADVERTISEMENT = "application/x-git-upload-pack-advertisement"
RESULT = "application/x-git-upload-pack-result"
_ADVERTISED = re.compile(rb"(?:[0-9a-f]{4}# service=git-upload-pack\n|000eversion [12]\n)")
#: How an answer to a POST begins: with a packet line of one of these (gitprotocol-v2, gitprotocol-pack).
_LINE = re.compile(
    rb"(?:0{3}[0-2]|[0-9a-f]{4}(?:[0-9a-f]{40}[ \x00\n]|ERR |packfile\n|NAK\n|ACK |shallow |unborn |shallow-info\n))"
)
REFERENCES = "/info/refs?service=git-upload-pack"
_NAME = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
#: A name of an object before a reference's; of a repository without one the old protocol has a line of zeros.
_REFERENCE = re.compile(rb"[0-9a-f]{40} (?!capabilities)")
_WORDS = 200  # characters of what a server says

# What a stranger's server says beside the protocol is nobody's news.
logging.getLogger("dulwich").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request that the protocol needs; without `content` it is a GET."""

    url: str
    headers: tuple[tuple[str, str], ...]
    content: bytes | None = None


class Wanted(Exception):  # noqa: N818  (a question, not a mistake)
    """The conversation can't go on before this exchange is answered."""

    def __init__(self, exchange: Exchange) -> None:
        super().__init__(exchange.url)
        self.exchange = exchange


class Refused(Exception):  # noqa: N818  (an answer, not a mistake)
    """The server answered, but with no git: the answer says what. `known` if it has shown the repository."""

    def __init__(self, answer: Answer, *, known: bool) -> None:
        super().__init__(f"HTTP {answer.status}")
        self.answer = answer
        self.known = known


class NotServed(Exception):  # noqa: N818  (an answer, not a mistake)
    """The server speaks git and says that it does not do this, in an ERR line (gitprotocol-common)."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a remote's HEAD is, as far as it is told. `empty`: there is not one reference."""

    empty: bool
    commit: str | None = None
    branch: str | None = None
    refs: frozenset[str] | None = None  # the names of all references that were asked for; None where a list was cut


def look(
    remote: str, answers: Mapping[Exchange, Answer], protocol: int | None = None, sought: Sequence[bytes] = ()
) -> Head:
    """
    HEAD of a remote, and its references whose names begin as those `sought`. Protocol 0 offers all references, cut
    at our size limit, in its first answer; the newest, which is spoken unless another is asked for, lists those that
    are wanted in a second one.

    Raises Wanted for an exchange that has no answer yet, Refused for an answer that is no git, Unreachable
    (`bad_response`) for a server that does not speak git as it should.
    """
    listed = _speak(remote, answers, lambda client: client.get_refs("", protocol, [b"HEAD", *sought]))
    commit = _text(listed.refs.get(b"HEAD"))
    if commit and _NAME.fullmatch(commit):
        branch = _text(listed.symrefs.get(b"HEAD"))
        cut = any(answer.truncated for answer in answers.values())
        refs = None if cut else frozenset(name.decode("utf-8", "replace") for name in listed.refs)
        return Head(empty=False, commit=commit, branch=_short(branch), refs=refs)
    # HEAD may name a branch that is not there: only a second look can tell that nothing is.
    every = _speak(remote, answers, lambda client: client.get_refs("", protocol, [b"refs/heads/", b"refs/tags/"]))
    if not any(every.refs.values()) and any(_REFERENCE.search(answer.body) for answer in answers.values()):
        raise Unreachable(Reason.BAD_RESPONSE, "a list that ends before its references")
    return Head(empty=not any(every.refs.values()))


def fetch(remote: str, step: Step, answers: Mapping[Exchange, Answer], sought: Sequence[bytes] = ()) -> bytes:
    """
    The pack that a remote sends for a step, as far as our size limit lets it come; empty where it sends none.

    Raises Wanted and Refused as `look` does, NotServed for a server that says that it will not serve this.
    """
    pack = BytesIO()

    def wants(refs: Mapping[Any, Any], depth: int | None = None) -> list[ObjectID]:
        del refs, depth
        return [ObjectID(name.encode()) for name in step.names]

    def talk(client: _Client) -> None:
        nothing = ObjectStoreGraphWalker([], lambda _: [])
        depth = 1 if step.deep else None
        listed = [b"HEAD", *sought]  # as in `look`: the same exchange is not sent twice
        client.fetch_pack("", wants, nothing, pack.write, depth=depth, filter_spec=step.leaving, ref_prefix=listed)

    # What came before the trouble, or before our size limit, may hold what was asked for.
    with contextlib.suppress(Unreachable):
        _speak(remote, answers, talk)
    return pack.getvalue()


def is_pack(answer: Answer) -> bool:
    """Whether an answer begins as git's lines or as a pack does, however much of it is missing."""
    return answer.body.startswith(b"PACK") or _LINE.match(answer.body) is not None


def found_at(remote: str, answers: Mapping[Exchange, Answer]) -> str:
    """Where a remote is after the redirects that its first answer came by."""
    places = (answer.url for exchange, answer in answers.items() if exchange.content is None)
    return next(places, remote).removesuffix(REFERENCES)


def _speak(remote: str, answers: Mapping[Exchange, Answer], talk: Callable[[_Client], Any]) -> Any:
    try:
        return talk(_Client(remote, answers))
    except (Wanted, Refused, NotServed):
        raise
    except Exception as error:
        words = f"the server does not speak git as it should: {type(error).__name__} {error}"
        raise Unreachable(Reason.BAD_RESPONSE, words) from error


class _Client(AbstractHttpGitClient):
    """dulwich's client over answers that were had before."""

    def __init__(self, remote: str, answers: Mapping[Exchange, Answer]) -> None:
        super().__init__(remote, thin_packs=False, quiet=True)
        self._answers = answers

    def _http_request(
        self,
        url: str,
        headers: Mapping[str, str] | None = None,
        data: Any = None,
        raise_for_status: bool = True,  # noqa: FBT001, FBT002  (dulwich's signature)
    ) -> tuple[Any, Callable[[int], bytes]]:
        del raise_for_status
        asks = data is None
        # A server may name packs at any address (packfile URIs); only its own two routes are asked.
        if not url.endswith(REFERENCES if asks else "/git-upload-pack"):
            raise ValueError("the server sends us elsewhere")
        sent = ((name, value) for name, value in (headers or {}).items() if name != "Content-Length")
        exchange = Exchange(url, tuple(sorted(sent)), data)
        if exchange not in self._answers:
            raise Wanted(exchange)
        answer = self._answers[exchange]
        if answer.status != 200 or (asks and _kind(answer, ADVERTISEMENT, _ADVERTISED) != ADVERTISEMENT):
            raise Refused(answer, known=not asks)
        listing = asks or b"command=ls-refs" in data
        if not listing and answer.body[4:8] == b"ERR ":
            raise NotServed(answer.body[8 : 8 + _WORDS].decode("utf-8", "replace"))
        body = whole_lines(answer.body) if listing and answer.truncated else answer.body
        return _Response(answer, url), BytesIO(body).read

    def _warn_filter_objects(self) -> None:  # type: ignore[override]  # static there
        """A server without filters sends more; our size limit bounds it, and nobody needs to be told."""


class _Response:
    """An answer as dulwich wants it."""

    def __init__(self, answer: Answer, asked: str) -> None:
        asks = asked.endswith(REFERENCES)
        self.content_type = _kind(answer, *((ADVERTISEMENT, _ADVERTISED) if asks else (RESULT, _LINE)))
        self.redirect_location = answer.url if answer.url != asked else ""

    def close(self) -> None:
        """Nothing is held open."""


def _kind(answer: Answer, expected: str, shape: re.Pattern[bytes]) -> str:
    """The content type of an answer: the expected one where its body can be nothing else, whatever its label says."""
    labelled = answer.headers.get("content-type", "").partition(";")[0].strip()
    return expected if shape.match(answer.body) else labelled


def whole_lines(body: bytes) -> bytes:
    """The whole packet lines of a list that was cut, and the end that it lost. HEAD stands in its first line."""
    place = 0
    while (length := _length(body[place : place + 4])) is not None and place + max(length, 4) <= len(body):
        place += max(length, 4)
    return body[:place] + b"0000"


def _length(digits: bytes) -> int | None:
    return int(digits, 16) if re.fullmatch(rb"[0-9a-fA-F]{4}", digits) else None


def _short(branch: str | None) -> str | None:
    return branch.removeprefix("refs/heads/") if branch else None


def _text(name: bytes | None) -> str | None:
    """A name that the server gives, where it can be shown: no control characters, no endless line."""
    text = name.decode("utf-8", "replace")[:255] if name else ""
    return text if text.isprintable() and text else None
