-- Copies in archives: of repositories asked at Software Heritage, of addresses asked at the Wayback Machine, of what is lost
WITH told AS (
    SELECT r.artifact_id, r.state, c.archive, max(c.outcome = 'present') AS copied, max(c.outcome <> 'unknown') AS known
    FROM reported AS r JOIN archives AS c ON c.artifact_id = r.artifact_id AND c.question = 'copy'
    WHERE r.counted GROUP BY r.artifact_id, c.archive
)
SELECT 'software_heritage' AS measure, sum(copied) AS part, count(*) AS whole
FROM told WHERE archive = 'software_heritage' AND known
UNION ALL SELECT 'wayback', sum(copied), count(*) FROM told WHERE archive = 'wayback' AND known
UNION ALL SELECT 'lost', count(*) FILTER (WHERE copy = 'none'), count(*)
FROM reported WHERE counted AND copy IN ('code', 'page', 'none')
