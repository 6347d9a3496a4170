-- All artifacts: those that need attention first, the newest first
WITH plain AS (
    SELECT artifact_id, 10 AS rank, '' AS at, target FROM reported
    WHERE artifact_id NOT IN (SELECT artifact_id FROM remarkable) ORDER BY target, artifact_id LIMIT :rows
),
chosen AS (
    SELECT
        artifact_id,
        CASE deed WHEN 'use_copy' THEN 0 WHEN 'ask' THEN 1 WHEN 'fill' THEN 2 WHEN 'distrust' THEN 3 WHEN 'update' THEN 4
            WHEN 'correct' THEN 5 WHEN 'restart' THEN 6 WHEN 'access' THEN 7 WHEN 'wait' THEN 8 WHEN 'young' THEN 9 ELSE 10
        END AS rank,
        coalesce(since, known_at, '') AS at, target
    FROM remarkable
    UNION ALL SELECT * FROM plain
    ORDER BY rank, at DESC, target, artifact_id LIMIT :rows
)
SELECT r.* FROM chosen AS c CROSS JOIN reported AS r ON r.artifact_id = c.artifact_id
ORDER BY c.rank, c.at DESC, c.target, c.artifact_id
