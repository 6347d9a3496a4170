-- What changed from one verdict to the next, an axis a row. Not knowing is no change: unknown values are
-- passed over, so that gone -> unknown -> gone shows nothing, and available -> unknown -> gone shows one row.
CREATE VIEW changes AS
WITH said AS (
    SELECT id, run_id, artifact_id, at, 'availability' AS axis, availability AS value
    FROM verdicts WHERE availability <> 'unknown'
    UNION ALL
    SELECT id, run_id, artifact_id, at, 'confirmed', CASE confirmed WHEN 1 THEN 'yes' ELSE 'no' END
    FROM verdicts WHERE availability = 'gone'
    UNION ALL
    SELECT id, run_id, artifact_id, at, 'identity', identity
    FROM verdicts WHERE identity <> 'unknown' AND availability <> 'unknown'
    UNION ALL
    SELECT id, run_id, artifact_id, at, 'resolved_target', resolved_target
    FROM verdicts WHERE resolved_target <> '' AND availability <> 'unknown'
    UNION ALL
    SELECT id, run_id, artifact_id, at, 'maintenance', maintenance
    FROM verdicts WHERE maintenance <> 'unknown' AND availability <> 'unknown'
    UNION ALL
    SELECT id, run_id, artifact_id, at, 'content', content
    FROM verdicts WHERE content <> 'unknown' AND availability <> 'unknown'
),
steps AS (
    SELECT *, lag(value) OVER (PARTITION BY artifact_id, axis ORDER BY id) AS before FROM said
)
SELECT s.run_id, s.at, a.kind, a.target, s.axis, s.before, s.value AS after
FROM steps AS s JOIN artifacts AS a ON a.id = s.artifact_id
WHERE s.before IS NOT NULL AND s.before <> s.value
    -- What no paper prints is nobody's change.
    AND (
        EXISTS (SELECT 1 FROM links AS l WHERE l.artifact_id = a.id)
        OR NOT EXISTS (SELECT 1 FROM candidates AS c WHERE c.artifact_id = a.id)
    )
ORDER BY s.id, s.axis
