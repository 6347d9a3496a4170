-- What one service answered about one artifact at one moment: the evidence, never changed, never deleted. What was
-- answered lies in `answers` once; `looks` say who was told it when. Runs come first, so that what is asked of one
-- run, or of one artifact, reads no other's rows.
CREATE VIEW observations AS
SELECT
    (l.run_id << 32) | l.place AS id,
    l.run_id,
    l.artifact_id,
    a.service,
    strftime('%Y-%m-%dT%H:%M:%SZ', l.at, 'unixepoch') AS at,
    a.outcome,
    a.reason,
    a.status,
    a.detail,
    a.platform_id,
    CASE
        WHEN l.pushed_at IS NULL AND l.stars IS NULL OR NOT json_valid(a.facts) THEN a.facts
        ELSE json_patch(a.facts, json_object(
            'pushed_at', strftime('%Y-%m-%dT%H:%M:%SZ', l.pushed_at, 'unixepoch'), 'stars', l.stars))
    END AS facts
FROM runs AS r
CROSS JOIN looks AS l ON l.run_id = r.id
CROSS JOIN answers AS a ON a.id = l.answer_id
