-- Artifacts that are there but archived or without recent activity
-- They can be used today; nobody repairs them.
-- asked by: a developer who chooses what to build on
SELECT kind, target, maintenance, last_activity_at, archived_at, papers FROM artifact_status
WHERE maintenance IN ('inactive', 'archived') ORDER BY last_activity_at, target
