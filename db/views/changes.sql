-- What changed from one verdict to the next, a row for each axis. Unknown values are skipped, so that
-- gone -> unknown -> gone gives no row, and available -> unknown -> gone gives one row.
CREATE VIEW changes AS
SELECT s.run_id, v.at, a.kind, a.target, s.axis, s.before, s.after
FROM steps AS s
JOIN verdicts AS v ON v.id = s.verdict_id
JOIN artifacts AS a ON a.id = s.artifact_id
-- What no paper prints is nobody's change.
WHERE EXISTS (SELECT 1 FROM links AS l WHERE l.artifact_id = a.id)
    OR NOT EXISTS (SELECT 1 FROM candidates AS c WHERE c.artifact_id = a.id)
ORDER BY s.run_id, s.verdict_id, s.axis
