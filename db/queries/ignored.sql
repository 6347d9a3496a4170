-- Losses that raise no alarm because the settings file says so, and why
-- asked by: an auditor of the alarms
SELECT i.opened_at, a.kind, a.target, i.ignored, i.confirmed_at FROM incidents AS i JOIN artifacts AS a ON a.id = i.artifact_id
WHERE i.closed_at IS NULL AND i.ignored IS NOT NULL ORDER BY i.opened_at, a.target
