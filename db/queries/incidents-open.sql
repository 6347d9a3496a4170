-- Open losses, the longest first, with the papers that link to what is lost
-- Says since when each is lost, and when it was last there.
-- asked by: an operator who works through losses one by one
SELECT i.opened_at, a.kind, a.target, v.availability, v.reason, i.last_good_at, i.confirmed_at, i.told_run, i.ignored, a.papers
FROM incidents AS i JOIN artifacts AS a ON a.id = i.artifact_id LEFT JOIN verdicts AS v ON v.id = a.verdict_id
WHERE i.closed_at IS NULL AND a.papers > 0 ORDER BY i.opened_at, a.kind, a.target
