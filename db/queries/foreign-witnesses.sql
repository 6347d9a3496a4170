-- Who else measured: addresses, checks, how many failed to answer at some time, and how many of these answered last
-- What reprolinks import-checks has recorded.
-- asked by: a researcher who compares studies of link rot
-- column: witness: Who measured, as the import named it.
-- column: links: How many addresses it checked.
-- column: checks: How many checks there were.
-- column: first_at: When the first check was.
-- column: last_at: When the last check was.
-- column: ever_silent: How many addresses failed to answer at some time.
-- column: answered_last: How many of these answered in their last check.
WITH told AS (
    SELECT l.id, l.witness_id, count(*) AS checks, min(c.at) AS first_at, max(c.at) AS last_at, min(c.answered) AS always
    FROM foreign_links AS l JOIN foreign_checks AS c ON c.link_id = l.id GROUP BY l.id
)
SELECT
    w.name AS witness, count(*) AS links, sum(t.checks) AS checks,
    strftime('%Y-%m-%dT%H:%M:%SZ', min(t.first_at), 'unixepoch') AS first_at,
    strftime('%Y-%m-%dT%H:%M:%SZ', max(t.last_at), 'unixepoch') AS last_at,
    count(*) FILTER (WHERE NOT t.always) AS ever_silent,
    count(*) FILTER (WHERE NOT t.always AND (
        SELECT c.answered FROM foreign_checks AS c WHERE c.link_id = t.id AND c.at = t.last_at)) AS answered_last
FROM foreign_witnesses AS w JOIN told AS t ON t.witness_id = w.id GROUP BY w.id ORDER BY w.name
