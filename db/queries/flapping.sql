-- Artifacts that were lost more than once
-- What was lost once and is back may be lost again.
-- asked by: a curator who decides which copies to make first
-- column: losses: How many times it was lost.
-- column: first_lost_at: When it was first lost.
-- column: last_lost_at: When it was last lost.
-- column: lost_now: 1 where it is lost now, else 0.
SELECT a.kind, a.target, count(*) AS losses, min(i.opened_at) AS first_lost_at, max(i.opened_at) AS last_lost_at,
    count(*) FILTER (WHERE i.closed_at IS NULL) AS lost_now
FROM incidents AS i JOIN artifacts AS a ON a.id = i.artifact_id
GROUP BY i.artifact_id HAVING count(*) > 1 ORDER BY losses DESC, last_lost_at DESC
