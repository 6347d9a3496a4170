-- Losses that last, the longest first, with the papers that name what is lost
-- What is lost today and since when, with the moment at which it was last there.
-- asked by: an operator who works through losses one by one
SELECT * FROM (
    SELECT i.opened_at, a.kind, a.target, v.availability, v.reason, i.last_good_at, i.confirmed_at, i.told_run, i.ignored, (
        SELECT count(DISTINCT l.paper_id) FROM links AS l JOIN papers AS p ON p.id = l.paper_id AND p.last_run = l.last_run AND p.listed
        WHERE l.artifact_id = a.id
    ) AS papers
    FROM incidents AS i JOIN artifacts AS a ON a.id = i.artifact_id LEFT JOIN verdicts AS v ON v.id = a.verdict_id
    WHERE i.closed_at IS NULL
)
WHERE papers > 0 ORDER BY opened_at, kind, target
