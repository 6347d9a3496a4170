-- The rows of `reported` that are not simply available under their name, as printed.
CREATE VIEW remarkable AS
SELECT r.* FROM conclusions AS c CROSS JOIN artifacts AS a CROSS JOIN reported AS r
WHERE a.conclusion_id = c.id AND a.papers > 0 AND r.artifact_id = a.id AND (
    c.availability <> 'available' OR c.identity IN ('renamed', 'transferred', 'reused') OR c.broken
    OR c.reason = 'space_not_running'
)
