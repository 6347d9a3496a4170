-- Artifacts that are there but archived or without recent activity
SELECT kind, target, maintenance, last_activity_at, archived_at, papers FROM artifact_status
WHERE maintenance IN ('inactive', 'archived') ORDER BY last_activity_at, target
