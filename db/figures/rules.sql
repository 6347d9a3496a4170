-- The versions of the rules behind the current verdicts; the verdicts of one run are all by one version
SELECT DISTINCT rules FROM (
    SELECT (
        SELECT v.rules FROM verdicts AS v CROSS JOIN reported AS r ON r.artifact_id = v.artifact_id AND r.verdict_id = v.id
        WHERE v.run_id = t.id AND v.rules IS NOT NULL LIMIT 1
    ) AS rules
    FROM runs AS t
) WHERE rules IS NOT NULL ORDER BY rules
