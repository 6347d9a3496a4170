-- Losses of artifacts that papers present as their own: how many were there again at a later look, of how many
SELECT count(*) FILTER (WHERE i.closed_at IS NOT NULL) AS closed, count(*) AS told
FROM incidents AS i WHERE EXISTS (
    SELECT 1 FROM links AS l JOIN papers AS p ON p.id = l.paper_id AND p.last_run = l.last_run AND p.listed
    WHERE l.artifact_id = i.artifact_id AND l.ownership = 'own'
)
