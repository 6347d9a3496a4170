"""An address in its parts, and what it names: the values that every platform's rules take and give."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

if TYPE_CHECKING:
    from checker.model import Kind


class Address(NamedTuple):
    """What a link points to: kind, target with its case as written, canonical URL."""

    kind: Kind
    target: str
    url: str


class Parts(NamedTuple):
    """
    A URL in its parts.

    `host` is in small letters, without `www.` and with its port; `path` holds its segments, none empty; `written` is
    host and path as written, without a slash at the end. `scheme` is one of http, https, git, ssh.
    """

    host: str
    path: list[str]
    written: str
    scheme: str = "https"
    query: str = ""
    fragment: str = ""

    @property
    def written_host(self) -> str:
        """The host with its case as written."""
        return self.written[: len(self.host)]

    def url(self, target: str) -> str:
        """The URL of a target on this host: over TLS unless the address says otherwise."""
        return f"{'http' if self.scheme == 'http' else 'https'}://{target}"


def cleaned(name: str) -> str:
    """A repository's name without `.git`, a version after `@`, and marks that stand there in error."""
    name = (unquote(name) if "%" in name else name).partition("@")[0]
    while name[-4:].lower() == ".git":
        name = name[:-4]
    return name.rstrip(".:,;")
