"""Where a CI job runs, read from the environment that its platform sets. The environment is an argument."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """
    A CI job, as its platform describes it; every value is empty on a machine of one's own.

    `repository` is `owner/name`. `base` is the commit that a pull request is compared with. `summary` and `outputs`
    are files that the platform reads. `api` is the base address of its REST API and `server` that of its website.
    """

    platform: str = ""  # github, forgejo, gitlab, jenkins, or empty
    repository: str = ""
    server: str = ""
    api: str = ""
    base: str = ""
    branch: str = ""  # the one that the job runs on, or that a pull request is for
    run_url: str = ""
    summary: str = ""
    outputs: str = ""
    is_pull_request: bool = False
    is_fork: bool = False

    @property
    def takes_commands(self) -> bool:
        """Whether lines such as `::error::` on standard output become annotations."""
        return self.platform in ("github", "forgejo")

    @property
    def may_write(self) -> bool:
        """Whether issues and history may be changed: never for a fork or a pull request."""
        return not (self.is_fork or self.is_pull_request)


def place_of(environment: Mapping[str, str]) -> Place:
    """The job that this environment belongs to."""
    if environment.get("GITHUB_ACTIONS") == "true":
        return _github(environment)
    if environment.get("GITLAB_CI") == "true":
        return _gitlab(environment)
    return Place(platform="jenkins" if environment.get("JENKINS_URL") else "")


def _github(environment: Mapping[str, str]) -> Place:
    """GitHub Actions; Forgejo and Gitea run the same files with the same variables."""
    event, server = _event(environment.get("GITHUB_EVENT_PATH", "")), environment.get("GITHUB_SERVER_URL", "")
    repository = environment.get("GITHUB_REPOSITORY", "")
    run = environment.get("GITHUB_RUN_ID", "")
    forgejo = environment.get("FORGEJO_ACTIONS") == "true" or environment.get("GITEA_ACTIONS") == "true"
    return Place(
        platform="forgejo" if forgejo else "github",
        repository=repository,
        server=server,
        api=environment.get("GITHUB_API_URL", ""),
        base=_text(event, "pull_request", "base", "sha"),
        branch=environment.get("GITHUB_BASE_REF") or environment.get("GITHUB_REF_NAME", ""),
        run_url=f"{server}/{repository}/actions/runs/{run}" if server and run else "",
        summary=environment.get("GITHUB_STEP_SUMMARY", ""),
        outputs=environment.get("GITHUB_OUTPUT", ""),
        is_pull_request=environment.get("GITHUB_EVENT_NAME", "").startswith("pull_request"),
        is_fork=_value(event, "repository", "fork") is True,
    )


def _gitlab(environment: Mapping[str, str]) -> Place:
    return Place(
        platform="gitlab",
        repository=environment.get("CI_PROJECT_PATH", ""),
        server=environment.get("CI_SERVER_URL", ""),
        base=environment.get("CI_MERGE_REQUEST_DIFF_BASE_SHA", ""),
        run_url=environment.get("CI_JOB_URL", ""),
        is_pull_request=bool(environment.get("CI_MERGE_REQUEST_IID")),
    )


def _event(path: str) -> object:
    """What started the job, as the platform wrote it; empty where there is no such file, or it is no JSON."""
    try:
        found: object = json.loads(Path(path).read_text("utf-8")) if path else {}
    except (OSError, ValueError, RecursionError):
        return {}
    return found


def _value(found: Any, *names: str) -> object:
    for name in names:
        found = found.get(name) if isinstance(found, dict) else None
    return found


def _text(found: object, *names: str) -> str:
    value = _value(found, *names)
    return value if isinstance(value, str) else ""
