-- Every loss of an artifact, the newest first: when it was there last, found lost, confirmed, there again, told
-- The whole history of losses, also of those that are over.
-- asked by: a researcher who studies how long links live
SELECT i.opened_at, a.kind, a.target, i.axis, i.last_good_at, i.confirmed_at, i.closed_at, i.opened_run, i.closed_run,
    i.told_run, i.ignored
FROM incidents AS i JOIN artifacts AS a ON a.id = i.artifact_id
ORDER BY i.opened_at DESC, a.kind, a.target
