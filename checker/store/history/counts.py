"""
Counts that are stored with each artifact and paper, so that no figure has to read all links. Of an artifact: how many
listed papers link to it, whose they say it is, their oldest date. Of a paper: how many artifacts it links to, and how
many of these are available or unknown. Code that changes papers, links or availabilities calls these functions in the
same transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlite_utils import Database


def recount_artifacts(db: Database, artifacts: str, values: Mapping[str, Any]) -> None:
    """Recount the papers of the artifacts whose ids the SQL `artifacts` gives; `values` are its parameters."""
    db.execute(_ARTIFACTS.format(artifacts), dict(values))


def recount_papers(db: Database, papers: str, values: Mapping[str, Any]) -> None:
    """Recount the artifacts of the papers whose ids the SQL `papers` gives; `values` are its parameters."""
    db.execute(_PAPERS.format(papers), dict(values))


def recount_all(db: Database, papers: str, values: Mapping[str, Any]) -> None:
    """Recount the papers whose ids the SQL `papers` gives, and all artifacts that they ever linked to."""
    recount_artifacts(db, f"SELECT artifact_id FROM links WHERE paper_id IN ({papers})", values)  # noqa: S608  (our own text)
    recount_papers(db, papers, values)


_ARTIFACTS = """
UPDATE artifacts SET papers = n.papers, whose = n.whose, published = n.published
FROM (
    SELECT
        a.id, count(DISTINCT p.id) AS papers,
        CASE
            WHEN max(l.ownership = 'own' AND p.id IS NOT NULL) THEN 'own'
            WHEN min(CASE WHEN p.id IS NOT NULL THEN l.ownership = 'third_party' END) THEN 'third_party'
            ELSE 'unclear'
        END AS whose,
        coalesce(min(nullif(p.published, '')), '') AS published
    FROM artifacts AS a
    LEFT JOIN links AS l ON l.artifact_id = a.id
    LEFT JOIN papers AS p ON p.id = l.paper_id AND p.last_run = l.last_run AND p.listed
    WHERE a.id IN ({})
    GROUP BY a.id
) AS n
WHERE n.id = artifacts.id
    AND (artifacts.papers, artifacts.whose, artifacts.published) <> (n.papers, n.whose, n.published)
"""
_PAPERS = """
UPDATE papers SET links = n.links, available = n.available, unknown = n.unknown
FROM (
    SELECT
        p.id, count(DISTINCT l.artifact_id) AS links,
        count(DISTINCT l.artifact_id) FILTER (WHERE c.availability = 'available') AS available,
        count(DISTINCT l.artifact_id) FILTER (WHERE c.availability = 'unknown') AS unknown
    FROM papers AS p
    LEFT JOIN links AS l ON l.paper_id = p.id AND l.last_run = p.last_run
    LEFT JOIN artifacts AS a ON a.id = l.artifact_id
    LEFT JOIN conclusions AS c ON c.id = a.conclusion_id
    WHERE p.id IN ({})
    GROUP BY p.id
) AS n
WHERE n.id = papers.id AND (papers.links, papers.available, papers.unknown) <> (n.links, n.available, n.unknown)
"""
