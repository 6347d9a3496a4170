-- Still there (not gone, not blocked) of known artifacts, by kind and by year of the oldest paper that names them
SELECT
    kind, CASE WHEN year GLOB '[0-9][0-9][0-9][0-9]' THEN year ELSE '' END AS year,
    coalesce(sum(artifacts) FILTER (WHERE state NOT IN ('gone', 'blocked')), 0) AS there, sum(artifacts) AS known
FROM reported_counts WHERE counted AND state <> 'unknown' GROUP BY 1, 2
