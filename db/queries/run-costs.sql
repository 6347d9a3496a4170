-- What each run cost, by service
SELECT r.id AS run, r.started_at, r.status, c.key AS service,
    json_extract(c.value, '$.requests') AS requests,
    json_extract(c.value, '$.points') AS points,
    json_extract(c.value, '$.waited') AS seconds_waited
FROM runs AS r, json_each(r.costs) AS c ORDER BY r.id, service
