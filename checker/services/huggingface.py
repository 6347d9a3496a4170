"""
The Hugging Face Hub by its JSON API: models, datasets, spaces, collections, owners.

The Hub's statuses mean other things than usual: a missing or private repository is 401 without a token and 404
with one; gated and disabled repositories answer 200; a redirect may lead to a different repository, so the id
(`_id`) of what was reached is kept and compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urljoin, urlsplit

from checker.errors import CredentialsError, Unreachable
from checker.model import Facts, Kind, Outcome, Reason
from checker.services.observing import Witness, each, moment_in
from checker.transport import Request

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence
    from datetime import datetime

    from checker.answer import Answer
    from checker.config import Settings
    from checker.limits import Host
    from checker.model import Artifact, Observation
    from checker.transport import Transport

HOPS = 5
_ROUTES = {Kind.HF_MODEL: "models", Kind.HF_DATASET: "datasets", Kind.HF_SPACE: "spaces"}
_COMMON = ("author", "createdAt", "disabled", "lastModified", "private", "sha", "siblings", "tags")
_EXPAND = {
    Kind.HF_MODEL: (*_COMMON, "gated"),
    Kind.HF_DATASET: (*_COMMON, "gated"),
    Kind.HF_SPACE: (*_COMMON, "runtime", "sdk"),
}
_WEIGHTS = (
    *(".safetensors", ".bin", ".pt", ".pth", ".gguf", ".ggml", ".onnx", ".h5", ".ckpt", ".msgpack", ".npz"),
    *(".pkl", ".tflite", ".keras", ".nemo", ".joblib", ".mlmodel", ".pdparams"),
)
_NO_DATA = ("readme.md", ".gitattributes", ".gitignore", "license", "license.md", "license.txt", "config.json")
_BAD_TOKEN = "Invalid credentials in Authorization header"  # noqa: S105  (the Hub's words, no secret)
_MISSING_ANONYMOUS = "Invalid username or password."


class HuggingFace:
    """Everything on the Hub."""

    name = "huggingface"
    batch = 16
    workers = 1
    patient = False

    def __init__(self, settings: Settings, transport: Transport, host: Host, now: Callable[[], datetime]) -> None:
        self._base = settings.hf_endpoint
        self._token = settings.hf_token
        self._transport = transport
        self._host = host
        self._witness = Witness(self.name, now)

    async def observe(self, artifacts: Sequence[Artifact]) -> AsyncIterator[Observation]:
        """One observation for each artifact."""
        async for observation in each(artifacts, self._observe):
            yield observation

    async def _observe(self, artifact: Artifact) -> Observation:
        try:
            if artifact.kind is Kind.HF_ORG:
                return await self._owner(artifact)
            if artifact.kind is Kind.HF_COLLECTION:
                return self._observation(artifact, await self._get(f"/api/collections/{_path(artifact)}"))
            return await self._repository(artifact)
        except Unreachable as trouble:
            return self._witness.cannot(artifact, trouble)

    async def _repository(self, artifact: Artifact) -> Observation:
        route = f"/api/{_ROUTES[artifact.kind]}/{_path(artifact)}"
        expand = "&".join(f"expand[]={name}" for name in _EXPAND[artifact.kind])
        answer = await self._get(f"{route}?{expand}")
        if answer.status == 400:  # an option that this Hub does not know: ask for what it gives by itself
            answer = await self._get(route)
        return self._observation(artifact, answer)

    async def _owner(self, artifact: Artifact) -> Observation:
        """Organisations and users share one namespace and have a route each; only both can say no."""
        name = _path(artifact)
        answer = await self._get(f"/api/organizations/{name}/overview")
        if answer.status == 404:
            answer = await self._get(f"/api/users/{name}/overview")
        if answer.status == 404:
            return self._absent(artifact, answer)
        return self._observation(artifact, answer)

    async def _get(self, path: str) -> Answer:
        """The answer to a GET, redirects followed on the Hub only."""
        url = f"{self._base}{path}"
        headers = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        for _ in range(HOPS):
            request = Request(url=url, headers=headers, trusted=True)
            answer = await self._host.ask(self.name, lambda: self._transport.send(request), expect_json=True)  # noqa: B023  (awaited here)
            if answer.status not in (301, 302, 303, 307, 308):
                return answer
            url = self._next(url, answer.headers.get("location", ""))
        raise Unreachable(Reason.BAD_RESPONSE, f"more than {HOPS} redirects")

    def _next(self, url: str, location: str) -> str:
        target = urljoin(url, location)
        if not location or urlsplit(target)[:2] != urlsplit(self._base)[:2]:
            raise Unreachable(Reason.BAD_RESPONSE, "a redirect that leads nowhere on the Hub")
        return target

    # -- reading answers ------------------------------------------------------------------------------

    def _observation(self, artifact: Artifact, answer: Answer) -> Observation:
        message = answer.headers.get("x-error-message") or answer.text[:200]
        code = answer.headers.get("x-error-code", "")
        if answer.status == 200:
            return self._present(artifact, answer)
        if answer.status == 401 and _BAD_TOKEN in message + answer.text[:500]:
            raise CredentialsError(
                "Hugging Face refuses the token in HF_TOKEN: invalid credentials.",
                "Set a valid token, or unset it: public repositories need none.",
            )
        if code == "GatedRepo":
            return self._witness.says(
                artifact, Outcome.PRESENT, Reason.OK, status=answer.status, facts=Facts(gated="manual")
            )
        if answer.status == 403 and "disabled" in message:
            return self._witness.says(artifact, Outcome.BLOCKED, Reason.DISABLED, status=403, detail=message)
        if self._says_missing(answer, message, code):
            return self._absent(artifact, answer)
        if answer.status in (401, 403):
            return self._witness.says(
                artifact, Outcome.REFUSED, Reason.FORBIDDEN, status=answer.status, detail=message
            )
        return self._witness.says(
            artifact, Outcome.UNKNOWN, Reason.BAD_RESPONSE, status=answer.status, detail=message
        )

    def _says_missing(self, answer: Answer, message: str, code: str) -> bool:
        """401 without a token and with the Hub's own words, 404, or 410; a plain 401 is something else."""
        if answer.status == 401:
            return not self._token and not code and _MISSING_ANONYMOUS in message + answer.text[:500]
        return answer.status in (404, 410)

    def _absent(self, artifact: Artifact, answer: Answer) -> Observation:
        reason = Reason.HTTP_410 if answer.status == 410 else Reason.NOT_FOUND_OR_PRIVATE
        return self._witness.says(artifact, Outcome.ABSENT, reason, status=answer.status)

    def _present(self, artifact: Artifact, answer: Answer) -> Observation:
        body = answer.mapping()
        name = body.get("id") or body.get("slug") or body.get("name") or body.get("user")
        if not name and not body.get("_id"):
            raise Unreachable(Reason.BAD_RESPONSE, "HTTP 200 without a name or an id")
        facts = _facts(body, artifact.kind, str(name or ""), self._witness)
        blocked = facts.disabled is True
        return self._witness.says(
            artifact,
            Outcome.BLOCKED if blocked else Outcome.PRESENT,
            Reason.DISABLED if blocked else Reason.OK,
            status=200,
            facts=facts,
        )


def _path(artifact: Artifact) -> str:
    """The target as a path; its segments are a stranger's text and can't leave their place."""
    segments = artifact.target.split("/")
    if any(segment in ("", ".", "..") for segment in segments):
        raise Unreachable(Reason.BAD_LINK, "the Hub has no such names")
    return "/".join(quote(segment, safe="") for segment in segments)


def _facts(body: Mapping[str, Any], kind: Kind, name: str, witness: Witness) -> Facts:
    files = _files(body)
    gated = body.get("gated")
    license_tag = next((t for t in body.get("tags") or () if str(t).startswith("license:")), "")
    return Facts(
        platform_id=body.get("_id"),
        name=name or None,
        created_at=moment_in(body.get("createdAt")),
        last_commit_at=witness.past(body.get("lastModified")),
        disabled=body.get("disabled"),
        private=body.get("private"),
        gated=None if gated is None else str(gated or ""),
        stage=(body.get("runtime") or {}).get("stage"),
        license=license_tag.removeprefix("license:") or None,
        head=body.get("sha"),
        empty=None if files is None else not [file for file in files if file != ".gitattributes"],
        files=_roots(files),
        has_weights=None if files is None else _has_payload(files, kind),
        has_card=None if files is None else "README.md" in files,
    )


def _files(body: Mapping[str, Any]) -> list[str] | None:
    siblings = body.get("siblings")
    if not isinstance(siblings, list):
        return None
    return [str(one.get("rfilename", "")) for one in siblings if isinstance(one, dict)]


def _roots(files: list[str] | None) -> tuple[str, ...] | None:
    """The names in the root, folders with a slash at the end."""
    if files is None:
        return None
    return tuple(dict.fromkeys(f"{file.split('/')[0]}/" if "/" in file else file for file in files))


def _has_payload(files: list[str], kind: Kind) -> bool:
    """Weights in a model, files of data in a dataset, anything but a card in a space."""
    if kind is Kind.HF_MODEL:
        return any(file.casefold().endswith(_WEIGHTS) for file in files)
    return any(file.casefold() not in _NO_DATA for file in files)
