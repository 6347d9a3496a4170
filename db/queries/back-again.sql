-- What was lost and is there again, with the days that it was away
-- asked by: a reader who wants to know whether waiting helps
-- column: days_away: Days from the first sighting of the loss to the first sighting of its end.
SELECT a.kind, a.target, i.opened_at, i.closed_at,
    round(julianday(i.closed_at) - julianday(i.opened_at), 1) AS days_away
FROM incidents AS i JOIN artifacts AS a ON a.id = i.artifact_id
WHERE i.closed_at IS NOT NULL ORDER BY i.closed_at DESC, a.kind, a.target
