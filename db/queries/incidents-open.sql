-- Losses that last, the longest first, with the papers that name what is lost
-- What is lost today and since when, with the moment at which it was last there.
-- asked by: an operator who works through losses one by one
SELECT i.opened_at, a.kind, a.target, v.availability, v.reason, i.last_good_at, i.confirmed_at, i.told_run, i.ignored, a.papers
FROM incidents AS i JOIN artifacts AS a ON a.id = i.artifact_id LEFT JOIN verdicts AS v ON v.id = a.verdict_id
WHERE i.closed_at IS NULL AND a.papers > 0 ORDER BY i.opened_at, a.kind, a.target
