-- What artifacts hold, by the content ladder
SELECT content, sum(artifacts) AS artifacts FROM reported_counts
WHERE counted AND state NOT IN ('gone', 'blocked', 'unknown') GROUP BY content
