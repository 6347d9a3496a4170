-- How many listed artifacts there are for each combination of the columns that figures count by.
-- whose: own where a paper says that it is its own, third_party where all papers that link to it say so, else unclear.
-- year: of the oldest paper that links to it.
CREATE VIEW artifact_counts AS
SELECT
    g.kind, g.whose, g.year, c.availability,
    CASE
        WHEN c.id = 1 AND (
            SELECT r.status FROM runs AS r WHERE r.command IN ('run', 'check') ORDER BY r.id DESC LIMIT 1
        ) = 'interrupted' THEN 'interrupted'
        ELSE c.reason
    END AS reason,
    c.confirmed, c.identity, c.hijackable, c.maintenance, c.content, c.license, c.policies, c.items, c.broken,
    g.artifacts
FROM (
    SELECT conclusion_id, kind, whose, substr(published, 1, 4) AS year, count(*) AS artifacts
    FROM artifacts WHERE papers > 0
    GROUP BY conclusion_id, kind, whose, substr(published, 1, 4)
) AS g
JOIN conclusions AS c ON c.id = g.conclusion_id
