-- Versions of the rules that concluded today's verdicts: those of one run are all of one version
SELECT DISTINCT rules FROM (
    SELECT (
        SELECT v.rules FROM verdicts AS v CROSS JOIN reported AS r ON r.artifact_id = v.artifact_id AND r.verdict_id = v.id
        WHERE v.run_id = t.id AND v.rules IS NOT NULL LIMIT 1
    ) AS rules
    FROM runs AS t
) WHERE rules IS NOT NULL ORDER BY rules
