"""
What a git server tells without a token: does it have the repository, what is HEAD, when was it committed.

dulwich speaks the protocol (v2, v1 and v0) in a thread; every exchange goes through a function that is handed
in, so that gates, size limits, the address guard and accounting are those of everything else. The last commit
comes by a fetch of depth 1 without trees: one small object.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any, cast

from dulwich.client import AbstractHttpGitClient
from dulwich.errors import GitProtocolError, HangupException, NotGitRepository
from dulwich.objects import Commit
from dulwich.pack import PackStreamReader

from checker.errors import Unreachable
from checker.model import Reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from checker.answer import Answer

    Send = Callable[[str, str, dict[str, str], bytes | None], Answer]

ADVERTISEMENT = "application/x-git-upload-pack-advertisement"


class Refused(Exception):  # noqa: N818  (an answer, not a mistake)
    """The server answered, but with no git: the answer says what."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(f"HTTP {answer.status}")
        self.answer = answer


@dataclass(frozen=True, slots=True)
class Head:
    """What a remote's HEAD is; all None for a repository without a commit."""

    commit: str | None = None
    branch: str | None = None
    committed_at: datetime | None = None
    url: str = ""  # where the repository was found after redirects


class _Response:
    def __init__(self, answer: Answer, asked: str) -> None:
        self.content_type = answer.headers.get("content-type")
        self.redirect_location = answer.url if answer.url != asked else ""

    def close(self) -> None:
        """Nothing is held open."""


class _Client(AbstractHttpGitClient):
    """dulwich's client over a function that sends a request and gives the answer."""

    def __init__(self, base: str, send: Send) -> None:
        super().__init__(base, quiet=True)
        self._send = send
        self.found_at = base

    def _http_request(
        self,
        url: str,
        headers: dict[str, str] | None = None,
        data: Any = None,
        raise_for_status: bool = True,  # noqa: FBT001, FBT002  (dulwich's signature)
    ) -> tuple[Any, Callable[[int], bytes]]:
        del raise_for_status
        if not url.startswith((self._base_url, self.found_at)):
            raise GitProtocolError("the server sends us elsewhere")  # packfile URIs: a stranger's address
        answer = self._send("POST" if data else "GET", url, headers or {}, _bytes(data))
        kind = answer.headers.get("content-type", "").split(";")[0].strip()
        if answer.status != 200 or (not data and kind != ADVERTISEMENT):
            raise Refused(answer)
        if not data:
            self.found_at = answer.url.partition("/info/refs")[0] + "/"
        return _Response(answer, url), BytesIO(answer.body).read

    @staticmethod
    def _warn_filter_objects() -> None:
        """A server without filters sends more; our size limit bounds it, and nobody needs to be told."""


def _bytes(data: Any) -> bytes | None:
    return data if data is None or isinstance(data, bytes) else b"".join(data)


class _NoHistory:
    """A graph walker for one who has nothing yet."""

    shallow = frozenset[bytes]()

    def __next__(self) -> None:
        """Nothing is had."""

    def ack(self, sha: bytes) -> None:
        """Nothing to note."""

    def nak(self) -> None:
        """Nothing to note."""


def look(url: str, send: Send) -> Head:
    """
    HEAD of the remote at `url`; blocks until all is answered.

    Raises Refused with an answer that is no git, Unreachable (`bad_response`) for a server that speaks none.
    A server that shows its references but refuses the fetch gives a Head without a date.
    """
    base, _, name = url.rpartition("/")
    client = _Client(base, send)
    seen: dict[Any, Any] = {}
    pack = bytearray()

    def wants(refs: dict[Any, Any], depth: int | None = None) -> list[Any]:
        del depth
        seen.update(refs)
        head = _head(refs)
        return [head] if head else []

    branch = None
    try:
        result = client.fetch_pack(
            name,
            cast("Any", wants),
            _NoHistory(),
            cast("Any", pack.extend),
            depth=1,
            filter_spec=b"tree:0",
            ref_prefix=[b"HEAD", b"refs/heads/"],
        )
        branch = dict[Any, Any](result.symrefs).get(b"HEAD")
    except (Refused, Unreachable, *_PROTOCOL) as error:
        if not seen:
            raise error if isinstance(error, (Refused, Unreachable)) else _no_git(error) from error
    head = _head(seen)
    return Head(
        commit=head.decode() if head else None,
        branch=branch.decode().removeprefix("refs/heads/") if branch else None,
        committed_at=_commit_time(bytes(pack), head),
        url=client.found_at.rstrip("/"),
    )


_PROTOCOL = (
    GitProtocolError,
    HangupException,
    NotGitRepository,
    ValueError,
    AssertionError,
    KeyError,
    zlib.error,
    EOFError,
)


def _head(refs: dict[Any, Any]) -> bytes | None:
    """The commit of HEAD; where HEAD names a branch that is not there, that of a usual branch, or of any."""
    usual = (b"HEAD", b"refs/heads/main", b"refs/heads/master", *sorted(refs))
    return next((bytes(refs[name]) for name in usual if refs.get(name)), None)


def _no_git(error: Exception) -> Unreachable:
    return Unreachable(Reason.BAD_RESPONSE, f"the server does not speak git as it should: {error}"[:160])


def _commit_time(pack: bytes, head: bytes | None) -> datetime | None:
    """The committer's date of the head in a pack, None where it is not in there or can't be read."""
    if not head or not pack:
        return None
    stream = BytesIO(pack)
    try:
        for entry in PackStreamReader(_sha1, stream.read).read_objects():
            if entry.pack_type_num == Commit.type_num:
                commit = cast("Commit", Commit.from_raw_chunks(Commit.type_num, entry.decomp_chunks))
                return datetime.fromtimestamp(commit.commit_time, UTC)
    except (*_PROTOCOL, OverflowError, OSError):
        return None
    return None


def _sha1() -> Any:
    import hashlib  # noqa: PLC0415

    return hashlib.sha1(usedforsecurity=False)
