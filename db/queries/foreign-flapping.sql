-- Addresses whose answers to a foreign witness changed more than once: how often, and the last answer
-- Such addresses show how much the figures of a single day depend on that day.
-- asked by: a researcher who plans how often to look
-- column: witness: Who measured, as the import named it.
-- column: changes: How often an answer differed from the one before.
-- column: silent: How many checks had no answer.
-- column: checks: How many checks there were.
-- column: last: Whether the newest check was answered or silent.
WITH steps AS (
    SELECT c.link_id, c.at, c.answered, lag(c.answered) OVER (PARTITION BY c.link_id ORDER BY c.at) AS before
    FROM foreign_checks AS c
)
SELECT
    w.name AS witness, l.kind, l.target,
    count(*) FILTER (WHERE s.answered <> s.before) AS changes,
    count(*) FILTER (WHERE NOT s.answered) AS silent,
    count(*) AS checks,
    CASE (SELECT c.answered FROM foreign_checks AS c WHERE c.link_id = l.id ORDER BY c.at DESC LIMIT 1)
        WHEN 1 THEN 'answered' ELSE 'silent' END AS last
FROM steps AS s JOIN foreign_links AS l ON l.id = s.link_id JOIN foreign_witnesses AS w ON w.id = l.witness_id
GROUP BY l.id HAVING changes > 1 ORDER BY changes DESC, witness, l.kind, l.target
