"""A sentence on what every value means that the tables use, for the codebook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from checker.model import (
    Availability,
    Claim,
    Content,
    Identity,
    Item,
    Kind,
    Maintenance,
    Outcome,
    Ownership,
    PaperStatus,
    Reason,
)
from checker.statistics.advice import ADVICE

if TYPE_CHECKING:
    from collections.abc import Mapping

_KIND = {
    Kind.GITHUB_REPO: "A repository at GitHub.",
    Kind.GITHUB_ORG: "A user or an organisation at GitHub.",
    Kind.GITHUB_GIST: "A gist at GitHub.",
    Kind.GITHUB_PAGES: "A site at github.io, with the first segment of its path.",
    Kind.HF_MODEL: "A model at Hugging Face.",
    Kind.HF_DATASET: "A data set at Hugging Face.",
    Kind.HF_SPACE: "A space (a running demonstration) at Hugging Face.",
    Kind.HF_COLLECTION: "A collection at Hugging Face.",
    Kind.HF_ORG: "A user or an organisation at Hugging Face.",
    Kind.OTHER_FORGE: "A repository at another forge: GitLab, Bitbucket, Codeberg, a host of a laboratory.",
    Kind.ARCHIVE: "A deposit in an archive: Zenodo, Figshare, OSF, Dataverse, Software Heritage.",
    Kind.PAPER: "The address of a publication: never an artifact, not checked, in no figure.",
    Kind.OTHER: "Any other page.",
}
_AVAILABILITY = {
    Availability.AVAILABLE: "It exists, may be seen and holds content.",
    Availability.EMPTY: "It exists and holds no commit and no file.",
    Availability.PLACEHOLDER: "It exists with only a README or a licence, or says that the content is still to come.",
    Availability.RESTRICTED: "It exists behind a gate, a login or a request.",
    Availability.BLOCKED: "Its host took it down or disabled it.",
    Availability.GONE: "Its host says with authority that nothing is there; deleted and private look the same.",
    Availability.UNKNOWN: "It could not be found out: in no rate, and never counted as gone.",
}
_IDENTITY = {
    Identity.SAME: "The platform's id is the one that was seen before, under the same name.",
    Identity.RENAMED: "The same id, under another name of the same owner.",
    Identity.TRANSFERRED: "The same id, under another owner.",
    Identity.REUSED: "Another id than was seen before at the same name: something else is there now.",
    Identity.UNKNOWN: "No id was told, or there is nothing to compare it with.",
}
_MAINTENANCE = {
    Maintenance.ACTIVE: "Its newest dated activity is recent enough for the policy.",
    Maintenance.INACTIVE: "Its newest dated activity is older than the policy allows.",
    Maintenance.ARCHIVED: "Its owner archived it: it can be read and no more be changed.",
    Maintenance.UNKNOWN: "No dated activity is known.",
}
_CONTENT = {
    Content.EMPTY: "Nothing.",
    Content.README_ONLY: "Only a README, a licence or the like.",
    Content.PLACEHOLDER: "A README that says that the content is still to come.",
    Content.DATA_ONLY: "Data or weights without code.",
    Content.CODE: "Code.",
    Content.CODE_WITH_DEPENDENCIES: "Code and a list of what it needs.",
    Content.RUNNABLE: "Code, a list of what it needs, and a command that runs it.",
    Content.UNKNOWN: "Its files were not seen.",
}
_ITEM = {
    Item.DEPENDENCIES: "A list of what the code needs.",
    Item.TRAINING: "Code or a command for training.",
    Item.EVALUATION: "Code or a command for evaluation.",
    Item.WEIGHTS: "Trained weights, or where they are.",
    Item.RESULTS: "A table of results.",
}
_OUTCOME = {
    Outcome.PRESENT: "It is there.",
    Outcome.ABSENT: "The host says with authority that there is nothing to see.",
    Outcome.BLOCKED: "The host took it down or disabled it.",
    Outcome.REFUSED: "Credentials were asked for, or a program was turned away: no statement on existence.",
    Outcome.UNKNOWN: "No answer that could be read.",
}
_CLAIM = {
    Claim.LINKED: "It prints a link to an artifact.",
    Claim.RELEASED: "It says that something is released and prints no link.",
    Claim.PROMISED: "It says that something will be released and prints no link.",
    Claim.ON_REQUEST: "It says that something is to be had on request.",
    Claim.NONE: "It says nothing of the kind.",
}
_OWNERSHIP = {
    Ownership.OWN: "The artifact of this paper.",
    Ownership.THIRD_PARTY: "A tool, model or data set of others that the paper uses.",
    Ownership.UNCLEAR: "The text does not tell.",
}
_STATUS = {
    PaperStatus.OK: "All of its artifacts that are known are available.",
    PaperStatus.DEGRADED: "Some of its artifacts are available and some are not.",
    PaperStatus.BROKEN: "None of its artifacts that are known is available.",
    PaperStatus.UNKNOWN: "It has links, and nothing is known of what they point to.",
    PaperStatus.CLAIMED_WITHOUT_LINK: "It says that something is released and prints no link.",
    PaperStatus.PROMISED_WITHOUT_LINK: "It says that something will be released and prints no link.",
    PaperStatus.NO_LINK: "It prints no link and claims none.",
}
_RUN = {
    "running": "It still runs.",
    "done": "It ended as it should.",
    "incomplete": "More than --tolerate of what was due could not be looked at.",
    "interrupted": "It was interrupted or killed; what it had learned is recorded.",
    "failed": "It ended with an error.",
}
_QUESTION = {"copy": "Is there a copy?", "save": "Make a copy, please."}
_ANSWER = {
    "present": "The archive has a copy.",
    "absent": "The archive has no copy.",
    "accepted": "The archive accepted the request to make a copy.",
    "pending": "The request to make a copy waits for a decision.",
    "rejected": "The archive refused the request to make a copy.",
    "unknown": "The archive could not be asked, or its answer could not be read.",
}

_ALL: Mapping[str, Mapping[Any, str]] = {
    "Kind": _KIND,
    "Availability": _AVAILABILITY,
    "Reason": {reason: ADVICE[reason] for reason in Reason},
    "Identity": _IDENTITY,
    "Maintenance": _MAINTENANCE,
    "Content": _CONTENT,
    "Item": _ITEM,
    "Outcome": _OUTCOME,
    "Claim": _CLAIM,
    "Ownership": _OWNERSHIP,
    "PaperStatus": _STATUS,
    "RunStatus": _RUN,
    "ArchiveQuestion": _QUESTION,
    "ArchiveOutcome": _ANSWER,
}
#: Name of a set of values, as the comments in db/exports use it → value → what it means.
MEANINGS: Mapping[str, Mapping[str, str]] = {
    name: {str(word): sentence for word, sentence in words.items()} for name, words in _ALL.items()
}
