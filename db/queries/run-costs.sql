-- What each run cost, by service
-- Requests are what services count; points are GitHub's own measure for GraphQL.
-- asked by: an operator who plans a larger run
-- column: run: The number of the run.
-- column: requests: How many requests were sent.
-- column: points: How many points they cost.
-- column: seconds_waited: How long the run waited for the service's limits, in seconds.
SELECT r.id AS run, r.started_at, r.status, c.key AS service,
    json_extract(c.value, '$.requests') AS requests,
    json_extract(c.value, '$.points') AS points,
    json_extract(c.value, '$.waited') AS seconds_waited
FROM runs AS r, json_each(r.costs) AS c ORDER BY r.id, service
