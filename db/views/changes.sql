-- What changed from one verdict to the next, an axis a row. Not knowing is no change: unknown values are
-- passed over, so that gone -> unknown -> gone shows nothing, and available -> unknown -> gone shows one row.
CREATE VIEW changes AS
WITH steps AS (
    SELECT v.id, v.run_id, v.artifact_id, v.at, 'availability' AS axis, v.availability AS value, (
        SELECT b.availability FROM verdicts AS b WHERE b.artifact_id = v.artifact_id AND b.id < v.id
        AND b.availability <> 'unknown' ORDER BY b.id DESC LIMIT 1
    ) AS before
    FROM verdicts AS v WHERE v.availability <> 'unknown'
    UNION ALL
    SELECT v.id, v.run_id, v.artifact_id, v.at, 'confirmed', CASE v.confirmed WHEN 1 THEN 'yes' ELSE 'no' END, (
        SELECT CASE b.confirmed WHEN 1 THEN 'yes' ELSE 'no' END FROM verdicts AS b
        WHERE b.artifact_id = v.artifact_id AND b.id < v.id AND b.availability = 'gone' ORDER BY b.id DESC LIMIT 1
    )
    FROM verdicts AS v WHERE v.availability = 'gone'
    UNION ALL
    SELECT v.id, v.run_id, v.artifact_id, v.at, 'identity', v.identity, (
        SELECT b.identity FROM verdicts AS b WHERE b.artifact_id = v.artifact_id AND b.id < v.id
        AND b.identity <> 'unknown' AND b.availability <> 'unknown' ORDER BY b.id DESC LIMIT 1
    )
    FROM verdicts AS v WHERE v.identity <> 'unknown' AND v.availability <> 'unknown'
    UNION ALL
    SELECT v.id, v.run_id, v.artifact_id, v.at, 'resolved_target', v.resolved_target, (
        SELECT b.resolved_target FROM verdicts AS b WHERE b.artifact_id = v.artifact_id AND b.id < v.id
        AND b.resolved_target <> '' AND b.availability <> 'unknown' ORDER BY b.id DESC LIMIT 1
    )
    FROM verdicts AS v WHERE v.resolved_target <> '' AND v.availability <> 'unknown'
    UNION ALL
    SELECT v.id, v.run_id, v.artifact_id, v.at, 'maintenance', v.maintenance, (
        SELECT b.maintenance FROM verdicts AS b WHERE b.artifact_id = v.artifact_id AND b.id < v.id
        AND b.maintenance <> 'unknown' AND b.availability <> 'unknown' ORDER BY b.id DESC LIMIT 1
    )
    FROM verdicts AS v WHERE v.maintenance <> 'unknown' AND v.availability <> 'unknown'
    UNION ALL
    SELECT v.id, v.run_id, v.artifact_id, v.at, 'content', v.content, (
        SELECT b.content FROM verdicts AS b WHERE b.artifact_id = v.artifact_id AND b.id < v.id
        AND b.content <> 'unknown' AND b.availability <> 'unknown' ORDER BY b.id DESC LIMIT 1
    )
    FROM verdicts AS v WHERE v.content <> 'unknown' AND v.availability <> 'unknown'
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
