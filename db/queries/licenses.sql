-- Licences of what is there
SELECT CASE license WHEN '' THEN '(none told)' ELSE license END AS license, sum(artifacts) AS artifacts
FROM artifact_counts WHERE availability NOT IN ('gone', 'unknown') GROUP BY 1 ORDER BY artifacts DESC, 1
