-- Copies in archives: of repositories asked at Software Heritage, of addresses asked at the Wayback Machine, of what is
-- lost. there: how many of those asked are there (the first two say nothing where only what is lost was asked)
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
