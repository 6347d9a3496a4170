"""What a reader should do about each reason, in a sentence: data for reports and for the README."""

from __future__ import annotations

from checker.model import Preservation, Reason

ADVICE: dict[Reason, str] = {
    Reason.OK: "Nothing: it is there.",
    Reason.NOT_FOUND_OR_PRIVATE: "Deleted or private, which looks the same: ask the authors, look in an archive.",
    Reason.HTTP_410: "The host says that it is gone for good: look in an archive.",
    Reason.DMCA: "Taken down after a copyright claim: read the notice, ask the authors for another copy.",
    Reason.TOS: "Disabled by the host under its terms of service: blocks are often lifted, check again.",
    Reason.BLOCKED: "Blocked by the host: see the detail, check again later.",
    Reason.DISABLED: "Disabled by the host: ask the authors.",
    Reason.GATED: "Exists behind a form, a request or an embargo: log in, ask for access, or wait.",
    Reason.LOGIN: "Shown after a login only: open it with an account of that host that may see it.",
    Reason.NO_COMMITS: "The repository was made but never filled: ask the authors to push.",
    Reason.README_ONLY: "Nothing but a README and the like: ask the authors for the content.",
    Reason.COMING_SOON: "Its README says that the content is still to come: check again, or ask.",
    Reason.SPACE_NOT_RUNNING: "The files are there, but the demo does not run: ask its owner to restart it.",
    Reason.RATE_LIMITED: "The service limited us: run again later, or set a token.",
    Reason.NETWORK: "No connection: check yours, then run again.",
    Reason.DNS: "The name could not be resolved: if others can, run again; if not, the domain may have lapsed.",
    Reason.TLS: "The certificate is not valid: open it in a browser and judge yourself.",
    Reason.TIMEOUT: "No answer in time: run again later.",
    Reason.SERVER_ERROR: "The server had an error: run again later.",
    Reason.BAD_RESPONSE: "The answer made no sense (loop, parked or soft-404 page, broken data): open it yourself.",
    Reason.REFUSED: "The host turns robots away: open it in a browser.",
    Reason.FORBIDDEN: "Our token lacks a right there (SSO, app or address rules): authorise it, or use another.",
    Reason.BAD_LINK: "The address as printed can't be asked: look at the paper's text.",
    Reason.UNSAFE_ADDRESS: "It leads to a private address: allow it with --allow-private-hosts if it is yours.",
    Reason.BUDGET: "The budget of the run was spent: run again, or raise --budget.",
    Reason.INTERRUPTED: "The run was ended before it came to this: run again.",
    Reason.NOT_CHECKED: "Nobody has looked yet: run reprolinks check.",
}

#: What the words for copies in archives mean: the terms of Escamilla et al. 2023, arXiv:2401.04887.
PRESERVATION: dict[Preservation, str] = {
    Preservation.REPLICATED: "there, and an archive has a copy",
    Preservation.VULNERABLE: "there, and no archive has a copy: reprolinks archive asks for one",
    Preservation.RECOVERABLE: "gone or blocked, but an archive has a copy",
    Preservation.PAGE_ONLY: "a lost repository of which only a captured page is left, not the code",
    Preservation.UNRECOVERABLE: "gone or blocked, and no archive has a copy",
    Preservation.UNKNOWN: "an archive could not be asked, or it is unknown whether the thing is there",
    Preservation.NOT_APPLICABLE: "empty: there is nothing to keep",
    Preservation.NOT_ASKED: "archives were not asked (--archives asks about everything)",
}
