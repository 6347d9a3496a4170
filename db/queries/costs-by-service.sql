-- What all runs together cost, by service
-- asked by: an operator who negotiates a higher limit
-- column: runs: How many runs asked the service.
-- column: requests: How many requests they sent.
-- column: points: How many points these cost.
-- column: seconds_waited: How long they waited for the service's limits, in seconds.
SELECT c.key AS service, count(*) AS runs,
    sum(json_extract(c.value, '$.requests')) AS requests,
    sum(json_extract(c.value, '$.points')) AS points,
    round(sum(json_extract(c.value, '$.waited')), 1) AS seconds_waited
FROM runs AS r, json_each(r.costs) AS c GROUP BY c.key ORDER BY requests DESC, service
