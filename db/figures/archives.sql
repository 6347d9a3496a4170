-- Copies in archives: of repositories that Software Heritage was asked about, of addresses that the Wayback Machine
-- was asked about, and of lost artifacts. there: how many of those asked about still exist (the first two shares mean
-- nothing where only lost artifacts were asked about)
WITH told AS (
    SELECT r.artifact_id, r.state, c.archive, max(c.outcome = 'present') AS copied, max(c.outcome <> 'unknown') AS known
    FROM archives AS c CROSS JOIN reported AS r ON r.artifact_id = c.artifact_id
    WHERE c.question = 'copy' AND r.counted GROUP BY r.artifact_id, c.archive
)
SELECT 'software_heritage' AS measure, sum(copied) AS part, count(*) AS whole, sum(state NOT IN ('gone', 'blocked')) AS there
FROM told WHERE archive = 'software_heritage' AND known
UNION ALL
SELECT 'wayback', sum(copied), count(*), sum(state NOT IN ('gone', 'blocked')) FROM told WHERE archive = 'wayback' AND known
UNION ALL
SELECT 'lost', count(*) FILTER (WHERE copy = 'none'), count(*), 0
FROM remarkable WHERE counted AND copy IN ('code', 'page', 'none')
