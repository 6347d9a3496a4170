"""What to do about each reason, and what the words for archived copies mean: for reports and the README."""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.model import Kind, Preservation, Reason

if TYPE_CHECKING:
    from collections.abc import Mapping

ADVICE: dict[Reason, str] = {
    Reason.OK: "Nothing to do: it is there.",
    Reason.NOT_FOUND_OR_PRIVATE: "Deleted or private (both look the same): use an archived copy, or ask the authors.",
    Reason.HTTP_410: "The host says that it was removed for good: use an archived copy, or ask the authors.",
    Reason.DMCA: "Taken down after a copyright claim: read the notice, ask the authors for another copy.",
    Reason.TOS: "Disabled by the host under its terms of service: often lifted, so check again later.",
    Reason.BLOCKED: "Blocked by the host: read the detail of the observation, and check again later.",
    Reason.DISABLED: "Disabled by the host: ask the authors.",
    Reason.GATED: "Exists, but behind a form, a request or an embargo: log in, ask for access, or wait.",
    Reason.LOGIN: "Exists, but a login is needed: open it with an account that may see it.",
    Reason.NO_COMMITS: "The repository holds no commit: ask the authors to push.",
    Reason.README_ONLY: "Only a README, a licence or the like: ask the authors for the content.",
    Reason.COMING_SOON: "Its README says that the content is still to come: check again later, or ask the authors.",
    Reason.SPACE_NOT_RUNNING: "The files are there, but the demo is not running: ask its owner to restart it.",
    Reason.RATE_LIMITED: "The service's rate limit was reached: run again later, or set a token.",
    Reason.NETWORK: "The connection failed: check yours, then run again.",
    Reason.DNS: "The host name does not resolve: run again later; if it still fails, the domain may have lapsed.",
    Reason.TLS: "The host's certificate is not valid: open the address in a browser.",
    Reason.TIMEOUT: "No answer in time: run again later.",
    Reason.SERVER_ERROR: "The server reported an error: run again later.",
    Reason.BAD_RESPONSE: "No usable answer (redirect loop, parked or error page, broken data): open it in a browser.",
    Reason.REFUSED: "The host refuses programs: open the address in a browser.",
    Reason.FORBIDDEN: "The token lacks a permission (single sign-on, app or IP rules): authorise it, or use another.",
    Reason.BAD_LINK: "The address as printed is not valid: look at the paper's text.",
    Reason.UNSAFE_ADDRESS: "It leads to a private network: if that is yours, use --allow-private-hosts.",
    Reason.BUDGET: "The request budget of the run was spent: run again, or raise --budget.",
    Reason.INTERRUPTED: "The run ended before this was checked: run again.",
    Reason.NOT_CHECKED: "Not checked yet: run reprolinks check.",
}

#: What the words for archived copies mean; the terms are those of Escamilla et al. 2024, arXiv:2401.04887.
PRESERVATION: dict[Preservation, str] = {
    Preservation.REPLICATED: "still there, and an archive has a copy",
    Preservation.VULNERABLE: "still there, and no archive has a copy: request one with reprolinks archive",
    Preservation.RECOVERABLE: "gone or blocked, but an archive has a copy",
    Preservation.PAGE_ONLY: "a lost repository: an archive has its web page, but not its code",
    Preservation.UNRECOVERABLE: "gone or blocked, and no archive has a copy",
    Preservation.UNKNOWN: "an archive could not be asked, or availability is unknown",
    Preservation.NOT_APPLICABLE: "empty: there is nothing to archive",
    Preservation.NOT_ASKED: "not looked up (--archives looks up everything)",
}


def misplaced(kind: str, places: Mapping[str, str]) -> str:
    """
    What is missing inside a repository that exists, in words without a full stop. `places` maps addresses as printed
    to what is missing there (`ref` or `ref:path`).
    """
    ref, inside, path = next(iter(places.values())).partition(":")
    what = f"{path} at {ref} is not in it" if inside else f"no branch, tag or commit of it is called {ref} today"
    leads_on = "" if is_sure(kind, places) else " (GitHub leads on from a branch that was renamed)"
    return f"The repository exists, but {what}{leads_on}"


def is_sure(kind: str, places: Mapping[str, str]) -> bool:
    """
    Whether a reader who follows such a link surely finds the place missing. GitHub redirects from the old name of a
    renamed branch (docs.github.com, renaming a branch), and no API tells that without a request for each link.
    """
    return kind != Kind.GITHUB_REPO or any(":" in missing for missing in places.values())
