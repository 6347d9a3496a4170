"""
Reads the Hub's responses. Pure.

Statuses have other meanings here than usual: a missing or private repository is 401 without a token and 404 with one,
each with its own error message; gated and disabled repositories answer 200. An absence counts only with the Hub's
message: a 404 from a mirror, a proxy or a wrong base is no evidence about a repository.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from checker.content.ladder import names_to_keep
from checker.errors import CredentialsError, Unreachable
from checker.model import Facts, Kind, Outcome, Reason
from checker.network.shapes import a, mapping, mappings, moment, text, texts
from checker.services.observer import Meaning, past_moment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from checker.network.answer import Answer

_BAD_TOKEN = "invalid credentials in authorization header"  # noqa: S105  (the Hub's words, no secret)
_MISSING_ANONYMOUS = "invalid username or password"
_DISABLED = "access to this resource is disabled"
_NO_REPOSITORY = "repository not found"
_MISSING = frozenset(
    {
        _NO_REPOSITORY,
        "collection not found",
        "this user does not exist",
        "sorry, we can't find the page you are looking for",
    }
)

_WEIGHTS = (
    *(".safetensors", ".bin", ".pt", ".pth", ".gguf", ".ggml", ".onnx", ".h5", ".ckpt", ".msgpack", ".npz"),
    *(".pkl", ".tflite", ".keras", ".nemo", ".joblib", ".mlmodel", ".pdparams", ".tar", ".zip"),
)
_ID = re.compile(r"[0-9A-Za-z]{1,64}")  # 24 hexadecimal digits today
_NO_DATA = ("readme", "license", "licence", ".gitattributes", ".gitignore", "dataset_infos.json")


def read(answer: Answer, kind: Kind, *, token: bool, now: datetime) -> Meaning:
    """
    What a response means for an artifact of this kind. `token`: the request was sent with our token. A date of a
    commit after `now` is ignored: anybody can write one.

    Raises CredentialsError if the Hub refuses the token, Unreachable (`bad_response`) for a 200 without name and id.
    """
    if answer.status == 200:
        return _present(answer.mapping(), kind, now)
    words = message(answer)
    if answer.status == 401 and token and _BAD_TOKEN in words.casefold():
        raise CredentialsError(
            "Hugging Face refuses the token in HF_TOKEN: invalid credentials.",
            "Set a valid token, or unset it: public repositories need none.",
        )
    if answer.headers.get("x-error-code") == "GatedRepo":
        return Meaning(Outcome.PRESENT, Reason.GATED, detail=words, facts=Facts(gated="manual"))
    if answer.status == 403 and _plain(words) == _DISABLED:
        return Meaning(Outcome.BLOCKED, Reason.DISABLED, detail=words, facts=Facts(disabled=True))
    if says_missing(answer, token=token):
        return Meaning(Outcome.ABSENT, Reason.NOT_FOUND_OR_PRIVATE, detail=words)
    if answer.status == 451 and _is_own(answer):
        return Meaning(Outcome.BLOCKED, Reason.BLOCKED, detail=words)
    return _other_error(answer.status, words, token=token)


def read_listed(body: Mapping[str, Any], kind: Kind, *, now: datetime) -> Meaning:
    """
    What an entry of a list means for a repository of this kind, as `read` does for a response about one. Raises
    Unreachable (`bad_response`) for an entry without name and id.
    """
    return _present(body, kind, now)


def says_missing(answer: Answer, *, token: bool) -> bool:
    """
    Whether the Hub itself reports that an artifact does not exist, or is not visible to us: by its error message in
    the body and the headers that belong to it. With only one of the two, the response comes from a proxy or a mirror.
    """
    words = _plain(_error(answer))
    header = _plain(answer.headers.get("x-error-message", ""))
    code = answer.headers.get("x-error-code", "")
    if answer.status == 401:
        return not token and not code and words == header == _MISSING_ANONYMOUS
    if answer.status != 404 or header not in ("", words):
        return False
    return words in _MISSING and (words != _NO_REPOSITORY or code == "RepoNotFound")


def _is_own(answer: Answer) -> bool:
    """Whether an error has the form of the Hub's own: JSON, with the same message in a header."""
    words = _plain(_error(answer))
    return bool(words) and words == _plain(answer.headers.get("x-error-message", ""))


def message(answer: Answer) -> str:
    """The Hub's error message, from its header or its JSON; empty if the response has neither."""
    return answer.headers.get("x-error-message") or _error(answer)


def _error(answer: Answer) -> str:
    try:
        return text(answer.mapping().get("error")) or ""
    except Unreachable:
        return ""


def _plain(words: str) -> str:
    return words.strip().rstrip(".").replace("\u2019", "'").casefold()


def _other_error(status: int, words: str, *, token: bool) -> Meaning:
    detail = words or f"HTTP {status}"
    if status == 401 and token and _plain(words) == _MISSING_ANONYMOUS:
        # With a token, a missing repository is a 404: this message belongs to requests without one.
        return Meaning(Outcome.UNKNOWN, Reason.BAD_RESPONSE, detail=detail)
    if status == 451 or status >= 600:  # from a network or a gateway that blocks
        return Meaning(Outcome.REFUSED, Reason.REFUSED, detail=detail)
    if status in (401, 403):
        return Meaning(Outcome.REFUSED, Reason.FORBIDDEN if token else Reason.REFUSED, detail=detail)
    return Meaning(Outcome.UNKNOWN, Reason.BAD_RESPONSE, detail=detail)


# -- artifacts that exist -----------------------------------------------------------------------------


def _present(body: Mapping[str, Any], kind: Kind, now: datetime) -> Meaning:
    name = _first_text(body, "id", "slug", "name", "user")
    if not name or not (text(body.get("_id")) or kind is Kind.HF_COLLECTION):
        raise Unreachable(Reason.BAD_RESPONSE, "HTTP 200 without a name and an id")
    facts = _facts(body, kind, name, now)
    if facts.disabled:
        return Meaning(Outcome.BLOCKED, Reason.DISABLED, facts=facts)
    if facts.gated:
        return Meaning(Outcome.PRESENT, Reason.GATED, facts=facts)
    return Meaning(Outcome.PRESENT, Reason.NO_COMMITS if facts.empty else Reason.OK, facts=facts)


def _facts(body: Mapping[str, Any], kind: Kind, name: str, now: datetime) -> Facts:
    files = files_in(body)
    return Facts(
        platform_id=text(body.get("_id")) or _collection_id(name, kind),
        name=name,
        created_at=moment(body.get("createdAt")),
        last_commit_at=past_moment(body.get("lastModified") or body.get("lastUpdated"), now),
        disabled=a(bool, body.get("disabled")),
        private=a(bool, body.get("private")),
        gated=_gated(body.get("gated")),
        stage=text(mapping(body.get("runtime")).get("stage")),
        license=_license(body),
        head=text(body.get("sha")),
        empty=_empty(body, files),
        files=_names(files),
        has_weights=_has_payload(files, kind),
        has_card=None if files is None else "README.md" in files,
        arxiv=_papers(body),
    )


def _first_text(body: Mapping[str, Any], *names: str) -> str | None:
    return next((found for name in names if (found := text(body.get(name)))), None)


def _collection_id(slug: str, kind: Kind) -> str | None:
    """The id at the end of a collection's slug, which stays when the title changes; None for other kinds."""
    tail = slug.rpartition("-")[2]
    return tail if kind is Kind.HF_COLLECTION and len(tail) == 24 else None


def _gated(value: object) -> str | None:
    """`"auto"`, `"manual"` or `"true"` for a gated repository, "" for `false`, None for any other value."""
    return str(value).casefold() if value and isinstance(value, (str, bool)) else "" if value is False else None


def _license(body: Mapping[str, Any]) -> str | None:
    tags = texts(body.get("tags"))
    return next((tag.removeprefix("license:") for tag in tags if tag.startswith("license:")), None)


def files_in(body: Mapping[str, Any]) -> list[str] | None:
    """The paths of all files on `main`; None if the body does not list them."""
    siblings = a(list, body.get("siblings"))
    if siblings is None:
        return None
    return [name for one in mappings(siblings) if (name := text(one.get("rfilename")))]


def _empty(body: Mapping[str, Any], files: list[str] | None) -> bool | None:
    """
    Whether a repository has no file but the one that the Hub adds itself, or a collection no item;
    None: unknown.
    """
    if files is None:
        items = a(list, body.get("items"))
        return None if items is None else not items
    return all(file == ".gitattributes" for file in files)


def _names(files: list[str] | None) -> tuple[str, ...] | None:
    """The names in the root (folders with a slash at the end), and the paths of the files in those folders."""
    if files is None:
        return None
    roots = dict.fromkeys(f"{file.split('/')[0]}/" if "/" in file else file for file in files)
    return names_to_keep([*roots, *(file for file in files if "/" in file)])


def _papers(body: Mapping[str, Any]) -> tuple[str, ...] | None:
    """The arXiv ids among the tags, which name the papers of a repository (hub-docs, paper pages); None for none."""
    tags = a(list, body.get("tags"))
    if tags is None:
        return None
    named = (tag.removeprefix("arxiv:") for tag in texts(tags) if tag.startswith("arxiv:"))
    return tuple(dict.fromkeys(named)) or None


def _has_payload(files: list[str] | None, kind: Kind) -> bool | None:
    """Whether a model has weights, or a dataset files of data; None for spaces, and if the files are unknown."""
    if files is None or kind is Kind.HF_SPACE:
        return None
    if kind is Kind.HF_MODEL:
        return any(file.casefold().endswith(_WEIGHTS) for file in files)
    return any(not file.casefold().startswith(_NO_DATA) and not file.endswith((".py", ".md")) for file in files)
