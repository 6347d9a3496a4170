-- Every listed artifact, for counting shares. whose: own where a paper links to it as its own, third_party where all
-- papers that link to it say that it is, else unclear. year: that of the earliest paper, as in the view reported.
-- known_at: when its availability was last known. ticks: how many items of the completeness checklist it has.
WITH named AS (
    SELECT
        l.artifact_id,
        max(l.ownership = 'own') AS own,
        min(l.ownership = 'third_party') AS third,
        coalesce(min(nullif(p.published, '')), '') AS published
    FROM papers AS p JOIN links AS l ON l.paper_id = p.id AND l.last_run = p.last_run
    WHERE p.listed AND (:source IS NULL OR EXISTS (
        SELECT 1 FROM listings AS z WHERE z.paper_id = p.id AND (z.source = :source
        OR substr(z.source, 1, length(rtrim(:source, '/')) + 1) = rtrim(:source, '/') || '/')
    ))
    GROUP BY l.artifact_id
)
SELECT
    a.id AS artifact_id, a.kind, a.target,
    CASE WHEN n.own THEN 'own' WHEN n.third THEN 'third_party' ELSE 'unclear' END AS whose,
    substr(n.published, 1, 4) AS year,
    coalesce(v.availability, 'unknown') AS availability,
    coalesce(v.reason, 'not_checked') AS reason,
    coalesce(v.confirmed, 0) AS confirmed,
    coalesce(v.identity, 'unknown') AS identity,
    coalesce(v.content, 'unknown') AS content,
    coalesce(v.policies, '{}') AS policies,
    (SELECT count(*) FROM json_each(v.ticks)) AS ticks,
    coalesce(CASE WHEN v.availability = 'unknown' THEN v.known_at ELSE a.checked_at END, '') AS known_at,
    c.software_heritage, c.wayback, c.preservation
FROM named AS n
JOIN artifacts AS a ON a.id = n.artifact_id
LEFT JOIN verdicts AS v ON v.id = a.verdict_id
LEFT JOIN archive_status AS c ON c.artifact_id = a.id
ORDER BY a.id
