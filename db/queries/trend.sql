-- What each run found of the artifacts that it was about: the trend over time
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
    round(100.0 * json_extract(availability, '$.available')
        / nullif((SELECT sum(value) FROM json_each(availability) WHERE key <> 'unknown'), 0), 1) AS percent_of_known
FROM runs WHERE availability <> '{}' ORDER BY id
