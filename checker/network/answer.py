"""One HTTP answer as every service reads it, whichever library fetched it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from checker.errors import Unreachable
from checker.model import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """
    Status, headers (names in lower case), body as bytes after content decoding, seconds it took.

    `truncated` says that the body was longer than what we were ready to read and is cut.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    elapsed: float = 0.0
    url: str = ""
    truncated: bool = False

    def without(self, secret: str) -> Answer:
        """The same answer, where it repeats the credentials it was asked with: `***` in their place."""
        if not secret:
            return self
        headers = {name: value.replace(secret, "***") for name, value in self.headers.items()}
        return replace(self, headers=headers, body=self.body.replace(secret.encode(), b"***"))

    def json(self) -> Any:
        """The body as JSON; raises Unreachable (`bad_response`) where it is none, or was cut."""
        import orjson  # noqa: PLC0415  (kept off the path of --help)

        if self.truncated:
            raise Unreachable(Reason.BAD_RESPONSE, "the answer is longer than any we expect")
        try:
            return orjson.loads(self.body)
        except orjson.JSONDecodeError as error:
            kind = self.headers.get("content-type", "no content type")
            raise Unreachable(Reason.BAD_RESPONSE, f"HTTP {self.status}, {kind}: no JSON") from error

    def mapping(self) -> dict[str, Any]:
        """The body as a JSON object; raises Unreachable (`bad_response`) where it is none."""
        body = self.json()
        if not isinstance(body, dict):
            raise Unreachable(Reason.BAD_RESPONSE, f"HTTP {self.status}: JSON, but no object")
        return body

    @property
    def text(self) -> str:
        """The body as text, for messages and for looking at pages; never fails."""
        return self.body.decode("utf-8", "replace")
