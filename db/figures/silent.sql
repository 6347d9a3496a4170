-- Artifacts that were asked about for 30 days without any answer to rely on
SELECT count(*) AS artifacts, count(*) FILTER (WHERE kind IN ('other', 'github_pages')) AS pages
FROM remarkable WHERE counted AND state = 'unknown' AND known_at IS NOT NULL
AND julianday((SELECT max(started_at) FROM runs)) - julianday(known_at) > 30
