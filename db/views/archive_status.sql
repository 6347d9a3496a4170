-- What archives hold of every artifact. An answer stands until the next one that says something: "could not ask"
-- never takes the place of what was known.
-- preservation, in the terms of Escamilla et al. 2023 ("Cited But Not Archived", arXiv:2401.04887): replicated
-- (alive and copied), vulnerable (alive, no copy), unrecoverable (gone or blocked, no copy); and recoverable (gone
-- or blocked, but copied). Stricter than they are in one point: a capture of a repository's page is no copy of its
-- code, so that a lost repository of which nothing else is left is page_only.
CREATE VIEW archive_status AS
WITH told AS (
    SELECT *, row_number() OVER (
        PARTITION BY artifact_id, archive ORDER BY outcome <> 'unknown' DESC, id DESC
    ) AS place
    FROM archives WHERE question = 'copy'
),
held AS (
    SELECT
        artifact_id,
        max(outcome) FILTER (WHERE archive = 'software_heritage') AS code,
        max(url) FILTER (WHERE archive = 'software_heritage') AS code_url,
        max(captured_at) FILTER (WHERE archive = 'software_heritage') AS code_at,
        max(outcome) FILTER (WHERE archive = 'wayback') AS page,
        max(url) FILTER (WHERE archive = 'wayback') AS page_url,
        max(captured_at) FILTER (WHERE archive = 'wayback') AS page_at
    FROM told WHERE place = 1 GROUP BY artifact_id
),
known AS (
    SELECT
        a.id, a.kind, a.target, a.url,
        coalesce(v.availability, 'unknown') AS availability,
        v.availability IN ('gone', 'blocked') AS lost,
        h.*,
        CASE
            WHEN a.kind IN ('github_repo', 'github_gist', 'hf_model', 'hf_dataset', 'hf_space', 'other_forge')
            THEN h.code ELSE h.page
        END AS copied
    FROM artifacts AS a
    LEFT JOIN verdicts AS v ON v.id = a.verdict_id
    LEFT JOIN held AS h ON h.artifact_id = a.id
    WHERE EXISTS (
        SELECT 1 FROM links AS l JOIN papers AS p ON p.id = l.paper_id AND p.last_run = l.last_run AND p.listed
        WHERE l.artifact_id = a.id
    )
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
