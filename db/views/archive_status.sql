-- The copies of every artifact in archives. An answer of an archive counts until its next known answer; an unknown one
-- never replaces a known one.
-- preservation, in the terms of Escamilla et al. 2024 ("Cited But Not Archived", arXiv:2401.04887): replicated
-- (alive and copied), vulnerable (alive, no copy), unrecoverable (gone or blocked, no copy); and recoverable (gone
-- or blocked, but copied). One rule is stricter than theirs: a capture of a repository's page is no copy of its code,
-- so that a lost repository of which only such a capture is left is page_only.
CREATE VIEW archive_status AS
WITH known AS (
    SELECT
        a.id, a.kind, a.target, a.url, c.availability, c.availability IN ('gone', 'blocked') AS lost,
        s.outcome AS code, s.url AS code_url, s.captured_at AS code_at,
        w.outcome AS page, w.url AS page_url, w.captured_at AS page_at,
        CASE
            WHEN a.kind IN ('github_repo', 'github_gist', 'hf_model', 'hf_dataset', 'hf_space', 'other_forge')
            THEN s.outcome ELSE w.outcome
        END AS copied
    FROM artifacts AS a
    JOIN conclusions AS c ON c.id = a.conclusion_id
    LEFT JOIN archives AS s ON s.artifact_id = a.id AND s.archive = 'software_heritage' AND s.stands
    LEFT JOIN archives AS w ON w.artifact_id = a.id AND w.archive = 'wayback' AND w.stands
    WHERE a.papers > 0
)
SELECT
    id AS artifact_id, kind, target, url, availability,
    CASE
        WHEN availability = 'empty' THEN 'not_applicable'
        WHEN copied IS NULL THEN 'not_asked'
        WHEN availability = 'unknown' OR copied = 'unknown' THEN 'unknown'
        WHEN copied = 'present' THEN CASE WHEN lost THEN 'recoverable' ELSE 'replicated' END
        WHEN NOT lost THEN 'vulnerable'
        WHEN page = 'present' THEN 'page_only'
        WHEN page = 'absent' THEN 'unrecoverable'
        ELSE 'unknown'
    END AS preservation,
    coalesce(code, 'not_asked') AS software_heritage,
    coalesce(code_url, '') AS software_heritage_url,
    code_at AS software_heritage_at,
    coalesce(page, 'not_asked') AS wayback,
    coalesce(page_url, '') AS wayback_url,
    page_at AS wayback_at,
    (
        SELECT x.outcome FROM archives AS x WHERE x.artifact_id = known.id AND x.question = 'save'
        ORDER BY x.id DESC LIMIT 1
    ) AS save_request
FROM known
