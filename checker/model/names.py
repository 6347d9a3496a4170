"""The names of the services, as observations, the costs of a run and reports use them."""

from __future__ import annotations

from enum import StrEnum


class ServiceName(StrEnum):
    """Every service that is asked; its observations and its costs are recorded under this name."""

    GITHUB_GRAPHQL = "github_graphql"
    GITHUB_OWNERS = "github_owners"
    GITHUB_CONTENT = "github_content"
    GITHUB_REST = "github_rest"
    GITHUB_TREE = "github_tree"
    GITHUB_ANONYMOUS = "github_anonymous"
    GITHUB_OLD_OWNER = "github_old_owner"
    HUGGINGFACE = "huggingface"
    HF_PAPERS = "hf_papers"
    GIT = "git"
    FORGE = "forge"
    WEB = "web"
    ZENODO = "zenodo"
    FIGSHARE = "figshare"
    OSF = "osf"
    DATAVERSE = "dataverse"
    DOI = "doi"
    SWHID = "swhid"
    SOFTWARE_HERITAGE = "software_heritage"
    SAVE_CODE_NOW = "save_code_now"
    WAYBACK = "wayback"


def service_name(text: str) -> ServiceName | str:
    """The service of this name; the text itself where only a later release knows such a service."""
    try:
        return ServiceName(text)
    except ValueError:
        return text
