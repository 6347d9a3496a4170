"""The availability report as one page of HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from checker.reports.protocol import Account


class Html:
    """
    The report as one file that makes no request. All text is escaped, and a content security policy (W3C, CSP Level
    3) allows only its own style sheet and script, by their hashes.
    """

    name = "html"

    def render(self, account: Account) -> Iterator[str]:
        """The report as an HTML document."""
        from checker.reports.page.document import document  # noqa: PLC0415  (no other form needs what it loads)

        yield document(account)
