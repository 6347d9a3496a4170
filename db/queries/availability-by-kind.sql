-- Availability rate by kind; what is unknown is beside the rate, not in it
SELECT
    kind,
    count(*) AS artifacts,
    count(*) FILTER (WHERE availability <> 'unknown') AS known,
    count(*) FILTER (WHERE availability = 'available') AS available,
    round(100.0 * count(*) FILTER (WHERE availability = 'available')
        / nullif(count(*) FILTER (WHERE availability <> 'unknown'), 0), 1) AS percent_of_known,
    count(*) FILTER (WHERE availability = 'unknown') AS unknown
FROM artifact_status GROUP BY kind ORDER BY artifacts DESC, kind
