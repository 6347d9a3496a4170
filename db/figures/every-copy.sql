-- The newest copy of every artifact in each archive
SELECT c.artifact_id, c.archive, c.url, c.captured_at
FROM archives AS c JOIN reported AS r ON r.artifact_id = c.artifact_id
WHERE c.question = 'copy' AND c.outcome = 'present' AND c.id = (
    SELECT max(x.id) FROM archives AS x WHERE x.artifact_id = c.artifact_id AND x.archive = c.archive
    AND x.question = 'copy' AND x.outcome <> 'unknown'
)
ORDER BY c.artifact_id, c.archive
