-- The artifacts that services name for papers, by the newest answer about each paper, with the evidence and the
-- artifact's status. relation to what the paper prints: same (it prints the artifact too), other (it prints another GitHub
-- repository than the one that is entered as its code), unlinked (it prints no link at all), beside (it prints links to
-- other things).
CREATE VIEW candidate_status AS
WITH newest AS (
    SELECT paper_id, service, max(run_id) AS run_id FROM cross_checks WHERE outcome <> 'unknown'
    GROUP BY paper_id, service
),
printed AS NOT MATERIALIZED (
    SELECT l.paper_id, l.artifact_id, a.kind, a.platform_id, coalesce(v.resolved_target, '') AS today, a.target
    FROM links AS l
    JOIN papers AS p ON p.id = l.paper_id AND p.last_run = l.last_run AND p.listed
    JOIN artifacts AS a ON a.id = l.artifact_id
    LEFT JOIN verdicts AS v ON v.id = a.verdict_id
)
SELECT
    p.id AS paper_id, p.title, p.claim,
    a.kind, a.target, a.url,
    CASE
        WHEN EXISTS (
            SELECT 1 FROM printed AS x
            WHERE x.paper_id = p.id AND x.kind = a.kind AND (
                x.artifact_id = a.id
                OR x.platform_id <> '' AND x.platform_id = a.platform_id
                OR x.today <> '' AND x.today = a.target COLLATE NOCASE
                OR v.resolved_target <> '' AND v.resolved_target = x.target COLLATE NOCASE
            )
        ) THEN 'same'
        WHEN c.field = 'githubRepo' AND a.kind = 'github_repo' AND EXISTS (
            SELECT 1 FROM printed AS x WHERE x.paper_id = p.id AND x.kind = 'github_repo'
        ) THEN 'other'
        WHEN EXISTS (SELECT 1 FROM printed AS x WHERE x.paper_id = p.id) THEN 'beside'
        ELSE 'unlinked'
    END AS relation,
    c.service, c.route, c.field, c.added_by, c.evidence,
    coalesce(v.availability, 'unknown') AS availability,
    coalesce(v.reason, 'not_checked') AS reason,
    c.first_seen_at, c.last_seen_at, a.checked_at,
    c.artifact_id
FROM candidates AS c
JOIN newest AS n ON n.paper_id = c.paper_id AND n.service = c.service AND n.run_id = c.last_run
JOIN papers AS p ON p.id = c.paper_id AND p.listed
JOIN artifacts AS a ON a.id = c.artifact_id
LEFT JOIN verdicts AS v ON v.id = a.verdict_id
ORDER BY
    p.title, p.id,
    CASE c.added_by WHEN 'user' THEN 0 WHEN 'auto' THEN 1 WHEN '' THEN 2 ELSE 3 END,
    a.kind, a.target
