"""An HTTP response (an *answer*, in this code) as every service reads it, whichever library fetched it."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from checker.errors import Unreachable
from checker.model import Reason

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import httpx

    from checker.network.redaction import Redactor


_SEARCHED = 1 << 18  # bytes of an error's body that are searched for disguised credentials


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """
    Status, headers (names in lower case), body as bytes after content decoding, seconds it took, address asked.

    `truncated` says that the body was longer than the request's `max_bytes` and is cut.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    elapsed: float = 0.0
    url: str = ""
    truncated: bool = False

    def redacted(self, redactor: Redactor) -> Answer:
        """
        The same answer, with `***` wherever it repeats credentials of its request: in any spelling in headers and in
        the body of an error, as they are and in base64 in the body of a success.
        """
        if not redactor:
            return self
        headers = {name: redactor.text(value) for name, value in self.headers.items()}
        body = redactor.body(self.body)
        if self.status != 200:
            whole = body.decode("latin-1")
            body = redactor.text(whole[:_SEARCHED]).encode("latin-1") + body[_SEARCHED:]
        return replace(self, headers=headers, body=body)

    def json(self) -> Any:
        """The body as JSON; raises Unreachable (`bad_response`) where it is not JSON, or was cut."""
        import orjson  # noqa: PLC0415  (kept off the path of --help)

        if self.truncated:
            raise Unreachable(Reason.BAD_RESPONSE, "the answer is longer than any we expect")
        try:
            return orjson.loads(self.body)
        except orjson.JSONDecodeError as error:
            kind = self.headers.get("content-type", "no content type")
            raise Unreachable(Reason.BAD_RESPONSE, f"HTTP {self.status}, {kind}: no JSON") from error

    def mapping(self) -> dict[str, Any]:
        """The body as a JSON object; raises Unreachable (`bad_response`) where it is not one."""
        body = self.json()
        if not isinstance(body, dict):
            raise Unreachable(Reason.BAD_RESPONSE, f"HTTP {self.status}: JSON, but no object")
        return body

    @property
    def text(self) -> str:
        """The body as text, for messages and for reading pages; never fails."""
        return self.body.decode("utf-8", "replace")


async def read(response: httpx.Response, max_bytes: int) -> Answer:
    """
    Status, headers and at most `max_bytes` of the body after decompression, which stops there
    (decompression bombs).
    """
    encoding = response.headers.get("content-encoding", "identity").strip().casefold()
    decode = _decoder(encoding)
    chunks: list[bytes] = []
    left = max_bytes
    async for raw in response.aiter_raw():
        chunk = decode(raw, left + 1)
        chunks.append(chunk[:left])
        left -= len(chunk)
        if left < 0:
            break
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Answer(status=response.status_code, headers=headers, body=b"".join(chunks), truncated=left < 0)


def _decoder(encoding: str) -> Callable[[bytes, int], bytes]:
    if encoding in ("gzip", "x-gzip", "deflate"):
        inflate = zlib.decompressobj(zlib.MAX_WBITS | 32)

        def decode(raw: bytes, room: int) -> bytes:
            try:
                return inflate.decompress(inflate.unconsumed_tail + raw, room)
            except zlib.error as error:
                raise Unreachable(Reason.BAD_RESPONSE, "the compressed body is broken") from error

        return decode
    return lambda raw, _: raw
