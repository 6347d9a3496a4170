-- Artifacts that were lost more than once
SELECT a.kind, a.target, count(*) AS losses, min(i.opened_at) AS first_lost_at, max(i.opened_at) AS last_lost_at,
    count(*) FILTER (WHERE i.closed_at IS NULL) AS lost_now
FROM incidents AS i JOIN artifacts AS a ON a.id = i.artifact_id
GROUP BY i.artifact_id HAVING count(*) > 1 ORDER BY losses DESC, last_lost_at DESC
