"""
What is kept of each artifact and paper, so that no figure reads all links: how many listed papers name an artifact,
whose they say it is, their oldest date; how many artifacts a paper names, and what is known of these. Whoever changes
papers, links or availabilities has them counted anew in the same transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlite_utils import Database


def count_papers_of(db: Database, artifacts: str, values: Mapping[str, Any]) -> None:
    """Keep who names the artifacts whose ids a query gives."""
    db.execute(_ARTIFACTS.format(artifacts), dict(values))


def count_links_of(db: Database, papers: str, values: Mapping[str, Any]) -> None:
    """Keep what the papers whose ids a query gives name."""
    db.execute(_PAPERS.format(papers), dict(values))


def count_all_of(db: Database, papers: str, values: Mapping[str, Any]) -> None:
    """Keep both, of the papers whose ids a query gives and of all artifacts that they ever named."""
    count_papers_of(db, f"SELECT artifact_id FROM links WHERE paper_id IN ({papers})", values)  # noqa: S608  (our own text)
    count_links_of(db, papers, values)


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
