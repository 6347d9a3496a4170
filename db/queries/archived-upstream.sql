-- Artifacts that their owner archived: they exist and do not change any more
-- asked by: a developer who must decide whether to fork
SELECT kind, target, archived_at, last_activity_at, availability, papers FROM artifact_status
WHERE maintenance = 'archived' ORDER BY papers DESC, archived_at, target
