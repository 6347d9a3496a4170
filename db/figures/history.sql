-- The states of artifacts :ids after each run that changed them
SELECT v.artifact_id, v.run_id,
    CASE WHEN v.availability = 'available' AND v.identity = 'reused' THEN 'reused' ELSE v.availability END AS state
FROM json_each(:ids) AS one CROSS JOIN verdicts AS v ON v.artifact_id = one.value ORDER BY v.artifact_id, v.id
