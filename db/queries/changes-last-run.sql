-- What changed in the newest run
SELECT at, kind, target, axis, before, after FROM changes
WHERE run_id = (SELECT max(id) FROM runs) ORDER BY axis, target
