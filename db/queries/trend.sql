-- What each run found of the artifacts that it was about: the trend over time
-- One row for each run, in order.
-- asked by: a director who wants to see whether it gets better
-- column: run: The number of the run.
-- column: artifacts: How many artifacts it was about.
-- column: available: How many of these were available.
-- column: empty: How many were empty.
-- column: placeholder: How many held only a README or the like.
-- column: restricted: How many were behind a gate or a login.
-- column: blocked: How many were blocked.
-- column: gone: How many were gone.
-- column: unknown: How many could not be looked at.
-- column: percent_of_known: The share of the available among the known, in per cent.
SELECT
    id AS run, started_at, command, status,
    (SELECT sum(value) FROM json_each(availability)) AS artifacts,
    coalesce(json_extract(availability, '$.available'), 0) AS available,
    coalesce(json_extract(availability, '$.empty'), 0) AS empty,
    coalesce(json_extract(availability, '$.placeholder'), 0) AS placeholder,
    coalesce(json_extract(availability, '$.restricted'), 0) AS restricted,
    coalesce(json_extract(availability, '$.blocked'), 0) AS blocked,
    coalesce(json_extract(availability, '$.gone'), 0) AS gone,
    coalesce(json_extract(availability, '$.unknown'), 0) AS unknown,
    round(100.0 * coalesce(json_extract(availability, '$.available'), 0)
        / nullif((SELECT sum(value) FROM json_each(availability) WHERE key <> 'unknown'), 0), 1) AS percent_of_known
FROM runs WHERE availability <> '{}' ORDER BY id
