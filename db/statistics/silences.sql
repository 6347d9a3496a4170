-- For artifacts that are unknown now and were known before: how many runs have asked about them since
SELECT a.id AS artifact_id, (
    SELECT count(DISTINCT k.run_id) FROM runs AS r CROSS JOIN looks AS k ON k.run_id = r.id AND k.artifact_id = a.id
    WHERE r.started_at > a.checked_at
) AS looks
FROM artifacts AS a JOIN verdicts AS v ON v.id = a.verdict_id
WHERE v.availability = 'unknown' AND a.checked_at IS NOT NULL
