-- Each address that another study ("foreign witness") looked at: how often, how often it did not answer, how often its
-- answer differed from the one before, and whether it answered at the last look
WITH steps AS (
    SELECT
        c.link_id, c.answered,
        lag(c.answered) OVER (PARTITION BY c.link_id ORDER BY c.at) AS before,
        lead(c.at) OVER (PARTITION BY c.link_id ORDER BY c.at) IS NULL AS last
    FROM foreign_checks AS c JOIN foreign_links AS l ON l.id = c.link_id
    JOIN foreign_witnesses AS w ON w.id = l.witness_id
    WHERE w.name = :witness
)
SELECT
    l.kind, l.target, count(*) AS looks,
    count(*) FILTER (WHERE NOT s.answered) AS silent,
    count(*) FILTER (WHERE s.answered <> s.before) AS changes,
    max(s.last AND s.answered) AS answered_last
FROM steps AS s JOIN foreign_links AS l ON l.id = s.link_id GROUP BY l.id ORDER BY l.id
