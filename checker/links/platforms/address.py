"""What the rules of every platform take (`Parts`, a URL split up) and return (`Address`, what the URL names)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

if TYPE_CHECKING:
    from checker.model import Kind


class Address(NamedTuple):
    """What a URL names: the kind of artifact, its target (letter case as written) and its canonical URL."""

    kind: Kind
    target: str
    url: str


class Parts(NamedTuple):
    """
    A URL in its parts.

    `host` is in lower case, without `www.` and with its port. `path` holds the segments of the path, none of them
    empty. `written` is host and path with the letter case as written, without a slash at the end. `scheme` is one
    of http, https, git, ssh.
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
        """The URL of a target (host and path) on this host: https unless the scheme is http."""
        return f"{'http' if self.scheme == 'http' else 'https'}://{target}"


def cleaned(name: str) -> str:
    """A segment of a path, percent-decoded, without `.git`, a version after `@`, or punctuation at its end."""
    name = (unquote(name) if "%" in name else name).partition("@")[0]
    while name[-4:].lower() == ".git":
        name = name[:-4]
    return name.rstrip(".:,;")
