-- The states of every artifact, where one follows another, by run
SELECT v.artifact_id, v.run_id,
    CASE WHEN v.availability = 'available' AND v.identity = 'reused' THEN 'reused' ELSE v.availability END AS state
FROM reported AS r JOIN verdicts AS v ON v.artifact_id = r.artifact_id ORDER BY v.artifact_id, v.id
