-- The runs that checked, the oldest first
SELECT id, started_at, coalesce(finished_at, alive_at, started_at) AS ended_at, status, version, counts, options
FROM runs WHERE command IN ('run', 'check') AND (availability <> '{}' OR id = (SELECT max(id) FROM runs)) ORDER BY id
