-- Losses that last and raise no alarm because of [[ignore]] in reprolinks.toml, with the reasons given
SELECT a.kind, a.target, a.url, i.ignored AS why, i.opened_at AS since
FROM incidents AS i JOIN artifacts AS a ON a.id = i.artifact_id
WHERE i.closed_at IS NULL AND i.ignored IS NOT NULL
AND i.artifact_id IN (SELECT artifact_id FROM reported WHERE state IN ('gone', 'blocked'))
ORDER BY i.opened_at DESC, a.target
