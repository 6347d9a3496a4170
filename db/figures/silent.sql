-- Silent for 30 days: nothing was found out since, though it was asked
SELECT count(*) AS artifacts, count(*) FILTER (WHERE kind IN ('other', 'github_pages')) AS pages
FROM remarkable WHERE counted AND state = 'unknown' AND known_at IS NOT NULL
AND julianday((SELECT max(started_at) FROM runs)) - julianday(known_at) > 30
