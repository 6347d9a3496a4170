-- Availability rate by kind; what is unknown is beside the rate, not in it
SELECT
    kind,
    sum(artifacts) AS artifacts,
    coalesce(sum(artifacts) FILTER (WHERE availability <> 'unknown'), 0) AS known,
    coalesce(sum(artifacts) FILTER (WHERE availability = 'available'), 0) AS available,
    round(100.0 * coalesce(sum(artifacts) FILTER (WHERE availability = 'available'), 0)
        / sum(artifacts) FILTER (WHERE availability <> 'unknown'), 1) AS percent_of_known,
    coalesce(sum(artifacts) FILTER (WHERE availability = 'unknown'), 0) AS unknown
FROM artifact_counts GROUP BY kind ORDER BY artifacts DESC, kind
