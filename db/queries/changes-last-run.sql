-- What changed in the newest run
-- One row for every axis of an artifact whose value changed.
-- asked by: a maintainer of a list who reads the results of a scheduled run
-- column: at: When the change was found.
-- column: axis: What changed: availability, confirmed, identity, resolved_target, maintenance or content.
-- column: before: The value before.
-- column: after: The value now.
SELECT at, kind, target, axis, before, after FROM changes
WHERE run_id = (SELECT max(id) FROM runs) ORDER BY axis, target
