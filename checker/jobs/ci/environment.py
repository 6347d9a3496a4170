"""The CI platform that a job runs on, read from the environment variables that the platform sets."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class CiEnvironment:
    """
    A CI job as its platform describes it; outside of CI every value is empty.

    `repository` is `owner/name`. `base` is the commit that a pull request is compared with. `summary` and `outputs`
    are the files that the platform reads the job's summary and outputs from. `api` is the base address of its REST
    API, `server` that of its website, `run_url` the address of this run's page.
    """

    platform: str = ""  # github, forgejo, gitlab, jenkins, or empty
    repository: str = ""
    server: str = ""
    api: str = ""
    base: str = ""
    branch: str = ""  # the branch that the job runs on, or that a pull request is to be merged into
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
        """Whether the job may change issues and history: not in a fork or for a pull request."""
        return not (self.is_fork or self.is_pull_request)


def ci_environment(environment: Mapping[str, str]) -> CiEnvironment:
    """The job that these environment variables describe."""
    if environment.get("GITHUB_ACTIONS") == "true":
        return _github(environment)
    if environment.get("GITLAB_CI") == "true":
        return _gitlab(environment)
    return CiEnvironment(platform="jenkins" if environment.get("JENKINS_URL") else "")


def _github(environment: Mapping[str, str]) -> CiEnvironment:
    """GitHub Actions; Forgejo and Gitea run the same workflow files and set the same variables."""
    event, server = _event(environment.get("GITHUB_EVENT_PATH", "")), environment.get("GITHUB_SERVER_URL", "")
    repository = environment.get("GITHUB_REPOSITORY", "")
    run = environment.get("GITHUB_RUN_ID", "")
    forgejo = environment.get("FORGEJO_ACTIONS") == "true" or environment.get("GITEA_ACTIONS") == "true"
    return CiEnvironment(
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


def _gitlab(environment: Mapping[str, str]) -> CiEnvironment:
    return CiEnvironment(
        platform="gitlab",
        repository=environment.get("CI_PROJECT_PATH", ""),
        server=environment.get("CI_SERVER_URL", ""),
        base=environment.get("CI_MERGE_REQUEST_DIFF_BASE_SHA", ""),
        run_url=environment.get("CI_JOB_URL", ""),
        is_pull_request=bool(environment.get("CI_MERGE_REQUEST_IID")),
    )


def _event(path: str) -> object:
    """The event that started the job, from the platform's JSON file; empty where that is missing or no JSON."""
    try:
        found: object = json.loads(Path(path).read_text("utf-8")) if path else {}
    except (OSError, ValueError, RecursionError):
        return {}
    return found


def _value(found: Any, *names: str) -> object:
    """The value under nested keys; None where one of them is missing."""
    for name in names:
        found = found.get(name) if isinstance(found, dict) else None
    return found


def _text(found: object, *names: str) -> str:
    value = _value(found, *names)
    return value if isinstance(value, str) else ""
