"""
Git's smart protocol: whether a server has a repository, its HEAD, and objects by their names.

dulwich implements the protocol (v2, v1 and v0), but opens no connection here. Its client is run from the start with
all responses so far, and raises `ExchangeNeeded` at the first request that has no response yet. So no thread is
needed (one that waits for the event loop would block the pool in which the loop resolves names), and gates, size
limits, the address guard and accounting are those of every other request. Objects are asked for by name, which
protocol 2 allows for any object, and with filters, so that few others are sent (git-rev-list, --filter).
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
    from checker.services.git.objects import FetchStep

ADVERTISEMENT = "application/x-git-upload-pack-advertisement"
RESULT = "application/x-git-upload-pack-result"
_ADVERTISED = re.compile(rb"(?:[0-9a-f]{4}# service=git-upload-pack\n|000eversion [12]\n)")
#: The packet lines that a response to a POST may begin with (gitprotocol-v2, gitprotocol-pack).
_LINE = re.compile(
    rb"(?:0{3}[0-2]|[0-9a-f]{4}(?:[0-9a-f]{40}[ \x00\n]|ERR |packfile\n|NAK\n|ACK |shallow |unborn |shallow-info\n))"
)
REFERENCES = "/info/refs?service=git-upload-pack"
_NAME = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
#: An object's name before that of a reference; without references, protocol 0 sends zeros and `capabilities`.
_REFERENCE = re.compile(rb"[0-9a-f]{40} (?!capabilities)")
_WORDS = 200  # characters of a server's error message

# Messages of untrusted servers are not logged.
logging.getLogger("dulwich").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request of the protocol: a POST with `content`, a GET without."""

    url: str
    headers: tuple[tuple[str, str], ...]
    content: bytes | None = None


class ExchangeNeeded(Exception):  # noqa: N818  (a request, not a mistake)
    """The protocol needs the response to this exchange to go on."""

    def __init__(self, exchange: Exchange) -> None:
        super().__init__(exchange.url)
        self.exchange = exchange


class NotGit(Exception):  # noqa: N818  (an answer, not a mistake)
    """A response that is not in git's protocol. `advertised`: the server has advertised the repository before."""

    def __init__(self, answer: Answer, *, advertised: bool) -> None:
        super().__init__(f"HTTP {answer.status}")
        self.answer = answer
        self.advertised = advertised


class NotServed(Exception):  # noqa: N818  (an answer, not a mistake)
    """The server refuses a request in git's protocol, by an ERR line (gitprotocol-common)."""


@dataclass(frozen=True, slots=True)
class Head:
    """
    HEAD of a remote, as far as known.

    `empty`: the repository has no references. `refs`: the names of the references that were asked for and exist; None
    if the list was cut.
    """

    empty: bool
    commit: str | None = None
    branch: str | None = None
    refs: frozenset[str] | None = None


def read_head(
    remote: str, answers: Mapping[Exchange, Answer], protocol: int | None = None, ref_prefixes: Sequence[bytes] = ()
) -> Head:
    """
    HEAD of a remote, and its references with these prefixes. Protocol 0 sends all references in its first response,
    which is cut at our size limit; the newest protocol (the default) lists the wanted ones in a second response.

    Raises ExchangeNeeded for an exchange that has no response yet, NotGit for a response that is not git, Unreachable
    (`bad_response`) for a violation of the protocol.
    """
    listed = _speak(remote, answers, lambda client: client.get_refs("", protocol, [b"HEAD", *ref_prefixes]))
    commit = _text(listed.refs.get(b"HEAD"))
    if commit and _NAME.fullmatch(commit):
        branch = _text(listed.symrefs.get(b"HEAD"))
        cut = any(answer.truncated for answer in answers.values())
        refs = None if cut else frozenset(name.decode("utf-8", "replace") for name in listed.refs)
        return Head(empty=False, commit=commit, branch=_short(branch), refs=refs)
    # HEAD may name a branch that does not exist: only the list of branches and tags shows whether there are any.
    every = _speak(remote, answers, lambda client: client.get_refs("", protocol, [b"refs/heads/", b"refs/tags/"]))
    if not any(every.refs.values()) and any(_REFERENCE.search(answer.body) for answer in answers.values()):
        raise Unreachable(Reason.BAD_RESPONSE, "a list that ends before its references")
    return Head(empty=not any(every.refs.values()))


def fetch(
    remote: str, step: FetchStep, answers: Mapping[Exchange, Answer], ref_prefixes: Sequence[bytes] = ()
) -> bytes:
    """
    The packfile that a remote sends for a step, cut at our size limit; empty if it sends none.

    Raises ExchangeNeeded and NotGit as `read_head` does, NotServed if the server refuses the fetch.
    """
    pack = BytesIO()

    def wants(refs: Mapping[Any, Any], depth: int | None = None) -> list[ObjectID]:
        del refs, depth
        return [ObjectID(name.encode()) for name in step.names]

    def use(client: _Client) -> None:
        nothing = ObjectStoreGraphWalker([], lambda _: [])
        depth = 1 if step.shallow else None
        listed = [b"HEAD", *ref_prefixes]  # as in `read_head`, so that the same exchange is not sent twice
        client.fetch_pack(
            "", wants, nothing, pack.write, depth=depth, filter_spec=step.filter_spec, ref_prefix=listed
        )

    # The part that came before an error, or before our size limit, may have the wanted objects.
    with contextlib.suppress(Unreachable):
        _speak(remote, answers, use)
    return pack.getvalue()


def is_pack(answer: Answer) -> bool:
    """Whether a response begins as packet lines or a packfile; it may be cut."""
    return answer.body.startswith(b"PACK") or _LINE.match(answer.body) is not None


def found_at(remote: str, answers: Mapping[Exchange, Answer]) -> str:
    """The address of a remote after the redirects of its first response."""
    places = (answer.url for exchange, answer in answers.items() if exchange.content is None)
    return next(places, remote).removesuffix(REFERENCES)


def _speak(remote: str, answers: Mapping[Exchange, Answer], use: Callable[[_Client], Any]) -> Any:
    try:
        return use(_Client(remote, answers))
    except (ExchangeNeeded, NotGit, NotServed):
        raise
    except Exception as error:
        words = f"the server does not speak git as it should: {type(error).__name__} {error}"
        raise Unreachable(Reason.BAD_RESPONSE, words) from error


class _Client(AbstractHttpGitClient):
    """dulwich's client, with stored responses in place of a connection."""

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
        # A server may name packfiles at any address (packfile URIs); only its own two routes are requested.
        if not url.endswith(REFERENCES if asks else "/git-upload-pack"):
            raise ValueError("the server sends us elsewhere")
        sent = ((name, value) for name, value in (headers or {}).items() if name != "Content-Length")
        exchange = Exchange(url, tuple(sorted(sent)), data)
        if exchange not in self._answers:
            raise ExchangeNeeded(exchange)
        answer = self._answers[exchange]
        if answer.status != 200 or (asks and _kind(answer, ADVERTISEMENT, _ADVERTISED) != ADVERTISEMENT):
            raise NotGit(answer, advertised=not asks)
        listing = asks or b"command=ls-refs" in data
        if not listing and answer.body[4:8] == b"ERR ":
            raise NotServed(answer.body[8 : 8 + _WORDS].decode("utf-8", "replace"))
        body = whole_lines(answer.body) if listing and answer.truncated else answer.body
        return _Response(answer, url), BytesIO(body).read

    def _warn_filter_objects(self) -> None:  # type: ignore[override]  # static there
        """No warning about a server without filters: our size limit holds whatever it sends."""


class _Response:
    """A response with the attributes that dulwich reads."""

    def __init__(self, answer: Answer, asked: str) -> None:
        asks = asked.endswith(REFERENCES)
        self.content_type = _kind(answer, *((ADVERTISEMENT, _ADVERTISED) if asks else (RESULT, _LINE)))
        self.redirect_location = answer.url if answer.url != asked else ""

    def close(self) -> None:
        """There is no connection to close."""


def _kind(answer: Answer, expected: str, shape: re.Pattern[bytes]) -> str:
    """The content type of a response: the expected one if its body has that form, else the one in its header."""
    labelled = answer.headers.get("content-type", "").partition(";")[0].strip()
    return expected if shape.match(answer.body) else labelled


def whole_lines(body: bytes) -> bytes:
    """The complete packet lines of a list that was cut, with a flush packet at the end. HEAD is in the first line."""
    place = 0
    while (length := _length(body[place : place + 4])) is not None and place + max(length, 4) <= len(body):
        place += max(length, 4)
    return body[:place] + b"0000"


def _length(digits: bytes) -> int | None:
    return int(digits, 16) if re.fullmatch(rb"[0-9a-fA-F]{4}", digits) else None


def _short(branch: str | None) -> str | None:
    return branch.removeprefix("refs/heads/") if branch else None


def _text(name: bytes | None) -> str | None:
    """A name from the server, cut at 255 characters; None if it is empty or not printable."""
    text = name.decode("utf-8", "replace")[:255] if name else ""
    return text if text.isprintable() and text else None
